import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HonoBase } from "hono/hono-base";
import { methodNotAllowed as methodNotAllowedMiddleware } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { routePath } from "hono/route";
import { TrieRouter } from "hono/router/trie-router";
import { secureHeaders } from "hono/secure-headers";
import { limits } from "../../domain/value-objects/limits.ts";
import type { AppEnvironment } from "./app-environment.ts";
import { crossOriginReads } from "./cors.ts";
import type { Dependencies } from "./dependencies.ts";
import { endpoints } from "./endpoints/index.ts";
import { logError } from "./log.ts";
import { bodyTooLarge, methodNotAllowed, routeNotFound } from "./problems/http-exceptions.ts";
import { internalErrorResponse, problemResponse } from "./problems/problem.ts";
import { readUnreadBody } from "./unread-body.ts";

/** The API as a web-standard application: `app.fetch(request)` answers. */
export function createApp(dependencies: Dependencies): Hono<AppEnvironment> {
  // An isolate is often new: this router has nothing to compile with its first request.
  const app = new HonoBase<AppEnvironment>({ router: new TrieRouter() });

  // A caller's own request id is not trusted: none is short enough to be taken over.
  app.use(requestId({ limitLength: 0 }));
  app.use(readUnreadBody());
  app.use(
    secureHeaders({
      // For data, which loads nothing. Pages send a policy of their own, and keep it.
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      xFrameOptions: "DENY",
      overwrite: false,
    }),
  );
  app.use(crossOriginReads(dependencies.configuration.allowedOrigins));
  app.use(
    methodNotAllowedMiddleware({
      app,
      onMethodNotAllowed: (c, methods) => reply(c, methodNotAllowed(methods)),
    }),
  );
  app.use(
    bodyLimit({
      maxSize: limits.requestBytes,
      onError: () => {
        throw bodyTooLarge(limits.requestBytes);
      },
    }),
  );

  app.get("/", (c) => c.redirect("/docs/", 302));
  for (const { mount } of endpoints) mount(app, dependencies);

  app.notFound((c) => reply(c, routeNotFound()));
  app.onError((error, c) => reply(c, error));
  return app;
}

function reply(c: Context<AppEnvironment>, error: Error): Response {
  const response = problemResponse(c, error) ?? internalErrorResponse(c);
  if (response.status >= 500) {
    logError(error, { requestId: c.get("requestId"), method: c.req.method, route: routePath(c) });
  }
  return response;
}
