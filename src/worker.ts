import type { Hono } from "hono";
import { rateLimits } from "./domain/value-objects/limits.ts";
import { workersEdgeCache } from "./infrastructure/for-production/edge-caches/workers-edge-cache.ts";
import {
  type RateLimitBinding,
  WorkersRateLimiter,
} from "./infrastructure/for-production/rate-limiters/workers-rate-limiter.ts";
import { misconfigured } from "./interface/http/misconfigured.ts";
import { createProductionApp } from "./production-app.ts";

type Bindings = Record<string, unknown> & {
  RATE_LIMITER?: RateLimitBinding;
  REGISTRATION_RATE_LIMITER?: RateLimitBinding;
};

/** What a Worker may go on with behind its reply. */
type ExecutionContext = Parameters<Hono["fetch"]>[2];

let app: ReturnType<typeof createProductionApp> | undefined;

/** The entry for Cloudflare Workers. Bindings come with the first request; they are read once an isolate. */
export default {
  fetch(request: Request, bindings: Bindings, context: ExecutionContext): Response | Promise<Response> {
    try {
      app ??= createProductionApp(bindings, rateLimitersOf(bindings), workersEdgeCache());
    } catch (error) {
      return misconfigured(error);
    }
    // Cloudflare sets it, whatever the caller sent.
    const clientAddress = request.headers.get("CF-Connecting-IP") ?? undefined;
    return app.fetch(request, { clientAddress }, context);
  },
};

function rateLimitersOf({ RATE_LIMITER, REGISTRATION_RATE_LIMITER }: Bindings) {
  return {
    ...(RATE_LIMITER && { calls: new WorkersRateLimiter(RATE_LIMITER, rateLimits.calls) }),
    ...(REGISTRATION_RATE_LIMITER && {
      registrations: new WorkersRateLimiter(REGISTRATION_RATE_LIMITER, rateLimits.registrations),
    }),
  };
}
