import { createProductionApp } from "./production-app.ts";

let app: ReturnType<typeof createProductionApp> | undefined;

/** The entry for Cloudflare Workers. Bindings come with the first request; they are read once an isolate. */
export default {
  fetch(request: Request, bindings: Record<string, unknown>): Response | Promise<Response> {
    app ??= createProductionApp(bindings);
    return app.fetch(request);
  },
};
