export type RateLimitPolicy = { limit: number; periodSeconds: number };

export type RateLimitOutcome =
  | { allowed: true }
  /** Whoever waits so many seconds and sends nothing meanwhile is let through: it may be more than is needed. */
  | { allowed: false; retryAfterSeconds: number };

/** Counts the requests of each caller, and tells when they are too many. */
export interface RateLimiter {
  readonly policy: RateLimitPolicy;
  /** Counts a request of whoever the key stands for. */
  limit(key: string): Promise<RateLimitOutcome>;
}
