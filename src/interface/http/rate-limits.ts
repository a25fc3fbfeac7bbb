import type { Context } from "hono";
import type { AppEnvironment } from "./app-environment.ts";
import type { RateLimiters } from "./dependencies.ts";
import { rateLimited } from "./problems/http-exceptions.ts";

/**
 * Counts a request before it does anything, and refuses one too many without asking the database. A caller is the API
 * key or the user of the identity provider, wherever the call is from; without one, the address.
 *
 * RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers) is sent with every reply; RateLimit never: what is left is
 * not known on Workers, whose binding answers yes or no.
 *
 * @throws rate_limited
 */
export async function limitRate(
  c: Context<AppEnvironment>,
  limiters: RateLimiters,
  name: keyof RateLimiters,
): Promise<void> {
  const limiter = limiters[name];
  if (!limiter) return;
  const { limit, periodSeconds } = limiter.policy;
  c.header("RateLimit-Policy", `"${name}";q=${limit};w=${periodSeconds}`);
  const key = c.get("caller")?.name ?? `from ${networkOf(c.env?.clientAddress)}`;
  const outcome = await limiter.limit(key);
  if (!outcome.allowed) throw rateLimited(outcome.retryAfterSeconds);
}

/** Those whose address the entry does not know are one caller. */
const UNKNOWN = "unknown";

/** An IPv4 address; of an IPv6 address the first 64 bits (RFC 4291, section 2.5.4): the rest is the caller's to choose. */
function networkOf(address = UNKNOWN): string {
  const [, v4] = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address) ?? [];
  if (v4 !== undefined || !address.includes(":")) return v4 ?? address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  while (tail !== undefined && groups.length + after.length < 8) groups.push("0");
  return [...groups, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
