import { Hono } from "hono";
import { serveStatic } from "hono/deno";
import { createProductionApp } from "./production-app.ts";

declare const Deno: {
  env: { toObject(): Record<string, string> };
  serve(options: { port: number }, handle: (request: Request) => Response | Promise<Response>): unknown;
};

const DEFAULT_PORT = 8787;

/** The entry for Deno: the same application, with the static assets that a Worker has beside it. */
const bindings = Deno.env.toObject();
const api = createProductionApp(bindings);
const app = new Hono();
app.use(serveStatic({ root: "./dist/assets" }));
app.all("*", (c) => api.fetch(c.req.raw));

Deno.serve({ port: Number(bindings["PORT"] ?? DEFAULT_PORT) }, app.fetch);
