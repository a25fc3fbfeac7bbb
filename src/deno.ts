import { Hono } from "hono";
import { serveStatic } from "hono/deno";
import { secureHeaders } from "hono/secure-headers";
import { rateLimits } from "./domain/value-objects/limits.ts";
import { InMemoryRateLimiter } from "./infrastructure/for-production/rate-limiters/in-memory-rate-limiter.ts";
import { systemClock } from "./infrastructure/for-production/system-clock.ts";
import { createProductionApp } from "./production-app.ts";

type Connection = { remoteAddr: { hostname: string } };

declare const Deno: {
  env: { toObject(): Record<string, string> };
  serve(
    options: { port: number },
    handle: (request: Request, connection: Connection) => Response | Promise<Response>,
  ): unknown;
};

const DEFAULT_PORT = 8787;

/** The entry for Deno: the same application, with the static assets that a Worker has beside it. */
const bindings = Deno.env.toObject();
const api = createProductionApp(bindings, {
  calls: new InMemoryRateLimiter(rateLimits.calls, systemClock),
  registrations: new InMemoryRateLimiter(rateLimits.registrations, systemClock),
});
const app = new Hono<{ Bindings: Connection }>();
// What assets/_headers asks of Cloudflare, as far as a page does not say it itself.
app.use("/docs/*", secureHeaders({ xFrameOptions: "DENY" }));
app.get("/_headers", (c) => c.notFound());
app.use(serveStatic({ root: "./dist/assets" }));
app.all("*", (c) => api.fetch(c.req.raw, { clientAddress: c.env.remoteAddr.hostname }));

Deno.serve({ port: Number(bindings["PORT"] ?? DEFAULT_PORT) }, app.fetch);
