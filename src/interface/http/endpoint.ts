import type { Context, Hono } from "hono";
import type * as z from "zod";
import type { DomainException } from "../../domain/exceptions/domain-exception.ts";
import type { CallerRepositories } from "../../domain/repositories/repositories.ts";
import type { Scope } from "../../domain/value-objects/scope.ts";
import type { AppEnvironment } from "./app-environment.ts";
import { readCaller } from "./authentication.ts";
import { consistencyOf, tellBookmark } from "./bookmarks.ts";
import type { Dependencies, RateLimiters } from "./dependencies.ts";
import { type Deprecation, deprecationHeaders } from "./deprecation.ts";
import type { ProblemCode } from "./problems/problem-table.ts";
import { limitRate } from "./rate-limits.ts";
import type { RequestBody } from "./request-body.ts";
import { readQuery, validate } from "./validation.ts";

/** What an operation promises, as data: the router mounts it, and openapi.json is generated from it. */
export type Operation = {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** With parameters in braces, as OpenAPI writes them. */
  path: string;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  /** What an API key must have. Without it, the operation is open to everybody. */
  scope?: Scope;
  params?: z.ZodObject;
  query?: z.ZodObject;
  requestHeaders?: readonly RequestHeader[];
  body?: RequestBody<unknown>;
  responses: Record<number, OperationResponse>;
  /** The problems of its own, beside those that every operation of its shape has. */
  problems?: readonly ProblemCode[];
  /** What its requests count towards, if not towards all calls. */
  rateLimit?: keyof RateLimiters;
  /** That it is going away, and when: said in its replies and in openapi.json. */
  deprecated?: Deprecation;
};

export type RequestHeader = { name: string; required: boolean; description: string };

type OperationResponse = {
  description: string;
  content?: Record<string, { schema: z.ZodType }>;
  headers?: Record<string, string>;
};

export type Endpoint = {
  operation: Operation;
  mount(app: Hono<AppEnvironment>, dependencies: Dependencies): void;
};

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Value<Body> = Body extends RequestBody<infer Read> ? Read : undefined;

type Input<Contract extends Operation> = {
  c: Context<AppEnvironment>;
  params: Output<Contract["params"]>;
  query: Output<Contract["query"]>;
  body: Value<Contract["body"]>;
  dependencies: Dependencies;
  repositories: Contract["scope"] extends Scope ? CallerRepositories : undefined;
};

/**
 * Joins an operation's contract with what it does. Input is read in the order in which a mistake is cheapest to tell:
 * credentials, rate, path, query, media type, body. None of it asks the database.
 *
 * @param notFound what is thrown where a path parameter is not even of the right form
 */
export function endpoint<const Contract extends Operation>(
  operation: Contract & { notFound?: new () => DomainException },
  handle: (input: Input<Contract>) => Promise<Response>,
): Endpoint {
  const { method, path, scope, notFound, rateLimit = "calls", deprecated } = operation;
  const announcements = deprecated ? deprecationHeaders(deprecated) : [];
  return {
    operation,
    mount(app, dependencies) {
      const route = [method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ":$1")] as const;
      app.on(...route, async (c, next) => {
        await next();
        if (scope !== undefined) {
          keepToCaller(c);
          tellBookmark(c);
        }
        for (const [name, value] of announcements) c.header(name, value, { append: true });
      });
      app.on(...route, async (c) => {
        const caller = scope && (await readCaller(c.req.header("Authorization"), scope, dependencies));
        if (caller) c.set("caller", caller);
        await limitRate(c, dependencies.rateLimiters, rateLimit);
        const consistency = consistencyOf(c, scope !== undefined && method === "get");
        const repositories = caller && dependencies.callerRepositories(caller.credential, consistency);
        // Not before: in the Worker they are made when they are first asked for.
        const { params, query, body } = operation;
        const parsedParams = params?.safeParse(c.req.param());
        if (parsedParams?.success === false) throw notFound ? new notFound() : parsedParams.error;
        return handle({
          c,
          params: parsedParams?.data,
          query: query && validate(query, readQuery(c), "query"),
          body: await body?.read(c),
          dependencies,
          repositories,
        } as Input<Contract>);
      });
    },
  };
}

/**
 * No shared cache may store what a caller's key opens. The caller's own may, and asks again by ETag (RFC 9111, section
 * 5.2.2): apart for each key, for ETags come from versions, and those of two users' resources are often the same.
 */
function keepToCaller(c: Context<AppEnvironment>): void {
  if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "private, no-cache");
  c.header("Vary", "Authorization", { append: true });
}

export function json(schema: z.ZodType): Record<string, { schema: z.ZodType }> {
  return { "application/json": { schema } };
}
