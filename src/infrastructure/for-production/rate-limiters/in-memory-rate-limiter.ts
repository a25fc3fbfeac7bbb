import type { Clock } from "../../../application/ports/clock.ts";
import type {
  RateLimiter,
  RateLimitOutcome,
  RateLimitPolicy,
} from "../../../application/ports/rate-limiter.ts";

/** A key takes about 200 bytes: at most 2 MB. */
const MAX_KEYS = 10_000;

/** Counts in periods that follow one another by the clock, in one process. */
export class InMemoryRateLimiter implements RateLimiter {
  readonly policy: RateLimitPolicy;
  readonly #clock: Clock;
  readonly #maxKeys: number;
  readonly #counts = new Map<string, number>();
  #period = Number.NaN;

  constructor(policy: RateLimitPolicy, clock: Clock, maxKeys = MAX_KEYS) {
    this.policy = policy;
    this.#clock = clock;
    this.#maxKeys = maxKeys;
  }

  async limit(key: string): Promise<RateLimitOutcome> {
    const { limit, periodSeconds } = this.policy;
    const now = this.#clock.now().getTime() / 1000;
    const period = Math.floor(now / periodSeconds);
    if (period !== this.#period) {
      this.#counts.clear();
      this.#period = period;
    }
    const count = this.#counts.get(key) ?? 0;
    if (count >= limit) {
      return { allowed: false, retryAfterSeconds: Math.ceil((period + 1) * periodSeconds - now) };
    }
    // Put last again, so that the keys that go first when memory is full are those not let through for longest.
    this.#counts.delete(key);
    this.#counts.set(key, count + 1);
    if (this.#counts.size > this.#maxKeys) this.#counts.delete(this.#counts.keys().next().value ?? key);
    return { allowed: true };
  }
}
