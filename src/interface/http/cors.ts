import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { AllowedOrigins } from "../../domain/config/configuration.ts";

const PUBLIC_READS = "/v1/published/";

const headers = {
  allowHeaders: [
    "Authorization",
    "Content-Type",
    "If-Match",
    "If-None-Match",
    "Idempotency-Key",
    "Accept",
    "Cueprint-Bookmark",
  ],
  exposeHeaders: [
    "ETag",
    "Link",
    "Location",
    "Retry-After",
    "X-Request-Id",
    "Idempotent-Replayed",
    "RateLimit",
    "RateLimit-Policy",
    "Deprecation",
    "Sunset",
    "Cueprint-Dropped",
    "Cueprint-Bookmark",
  ],
  /** Seconds. Chromium keeps a preflight no longer than this. */
  maxAge: 7200,
};

/**
 * Lets scripts of other origins read replies (Fetch, section 3.3): what is published from any origin, the rest from the
 * configured ones. Without credentials mode: nothing here goes by cookies, a key is sent in a header of its own.
 * A preflight is answered here. Any other OPTIONS goes on, to be refused as every method that an address lacks.
 */
export function crossOriginReads(allowedOrigins: AllowedOrigins): MiddlewareHandler {
  const anyOrigin = cors({ ...headers, origin: "*", allowMethods: ["GET", "HEAD"] });
  const configured = cors({
    ...headers,
    origin: allowedOrigins === "*" ? "*" : [...allowedOrigins],
    allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
  });
  return (c, next) => {
    if (c.req.method === "OPTIONS" && !c.req.header("Access-Control-Request-Method")) return next();
    if (!c.req.path.startsWith(PUBLIC_READS)) return configured(c, next);
    c.header("Cross-Origin-Resource-Policy", "cross-origin");
    return anyOrigin(c, next);
  };
}
