import type {
  RateLimiter,
  RateLimitOutcome,
  RateLimitPolicy,
} from "../../../application/ports/rate-limiter.ts";

/** A rate-limit binding of Cloudflare Workers: its limit and period stand in wrangler.toml. */
export type RateLimitBinding = { limit(options: { key: string }): Promise<{ success: boolean }> };

/**
 * Asks the Workers' binding. It counts in the Cloudflare location that the request came to, and does not tell what is
 * left or when the period ends: the whole period is the shortest wait that surely suffices.
 */
export class WorkersRateLimiter implements RateLimiter {
  readonly policy: RateLimitPolicy;
  readonly #binding: RateLimitBinding;

  constructor(binding: RateLimitBinding, policy: RateLimitPolicy) {
    this.policy = policy;
    this.#binding = binding;
  }

  async limit(key: string): Promise<RateLimitOutcome> {
    const { success } = await this.#binding.limit({ key });
    return success ? { allowed: true } : { allowed: false, retryAfterSeconds: this.policy.periodSeconds };
  }
}
