import { readFileSync } from "node:fs";
import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import * as z from "zod";
import type { Endpoint, Operation } from "../src/interface/http/endpoint.ts";
import { endpoints } from "../src/interface/http/endpoints/index.ts";
import { PROBLEM_MEDIA_TYPE, Problem } from "../src/interface/http/problems/problem.ts";
import { type ProblemCode, problemTable } from "../src/interface/http/problems/problem-table.ts";

const TAGS = {
  Account: "Register, and look after your own user.",
  "API keys": "Credentials with a name, scopes and an expiry.",
  Transcripts: "What was said in a recording, cue by cue.",
  Tutorials: "Steps made from a transcript, each citing its cues.",
  Published: "What everybody may read, without an API key.",
  Service: "Whether the service is well, and what its errors mean.",
};

/** The OpenAPI 3.1 document of the API, made from the contracts of its endpoints. */
export function createOpenApiDocument(documented: readonly Endpoint[] = endpoints) {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const registry = new OpenAPIHono();
  registry.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key: `Authorization: Bearer cueprint_…`. POST /v1/users gives you the first one.",
  });
  for (const { operation } of documented) registry.openAPIRegistry.registerPath(routeOf(operation));
  return registry.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Cueprint",
      version,
      description:
        "Turns transcripts of recordings into step-by-step tutorials whose every step cites the cues it came from.",
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    servers: [{ url: "/" }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
}

function routeOf(operation: Operation): RouteConfig {
  const { method, path, operationId, summary, description, tag, scope } = operation;
  const { params, query, requestHeaders, body, deprecated } = operation;
  return {
    method,
    path,
    operationId,
    summary,
    description: [description, scope && `Needs the scope \`${scope}\`.`, deprecated && farewell(deprecated)]
      .filter(Boolean)
      .join(" "),
    ...(deprecated && { deprecated: true }),
    tags: [tag],
    security: scope ? [{ apiKey: [] }] : [],
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(requestHeaders && { headers: z.object(Object.fromEntries(requestHeaders.map(headerParameter))) }),
      ...(body && { body: { required: true, content: body.content } }),
    },
    responses: { ...successes(operation), ...problems(operation) },
  } as RouteConfig;
}

function farewell({ since, sunset, link }: NonNullable<Operation["deprecated"]>): string {
  const instead = link ? ` See ${link}.` : "";
  return `Deprecated since ${since}${sunset ? `, answers until ${sunset}` : ""}.${instead}`;
}

function headerParameter({
  name,
  required,
  description,
}: {
  name: string;
  required: boolean;
  description: string;
}) {
  const schema = z
    .string()
    .max(200)
    .meta({ description, examples: ['"v3-json"'] });
  return [name, required ? schema : schema.optional()];
}

function successes({ responses }: Operation) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { headers, ...response }]) => [
      status,
      {
        ...response,
        ...(headers && {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, description]) => [
              name,
              { description, schema: { type: "string" } },
            ]),
          ),
        }),
      },
    ]),
  );
}

const rateLimitHeaders = {
  "RateLimit-Policy": {
    description: "The limit that was reached: q requests in w seconds.",
    schema: { type: "string", maxLength: 200, examples: ['"calls";q=600;w=60'] },
  },
  "Retry-After": {
    description: "Seconds after which a request is let through again.",
    schema: { type: "integer", minimum: 1, maximum: 60 },
  },
};

/** The problems of an operation: those that its shape brings with it, and its own. */
function problems({ scope, query, body, requestHeaders, problems: own = [], responses }: Operation) {
  const codes = new Set<ProblemCode>([
    ...(scope ? (["credentials_missing", "credentials_invalid", "scope_missing"] as const) : []),
    ...(query || body || requestHeaders ? (["request_invalid"] as const) : []),
    ...(body ? (["body_malformed", "body_too_large", "media_type_unsupported"] as const) : []),
    ...own,
    "rate_limited",
    "internal_error",
    "database_unavailable",
  ]);
  const byStatus = Map.groupBy(codes, (code) => problemTable[code].status);
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => !(status in responses))
      .sort(([a], [b]) => a - b)
      .map(([status, group]) => [
        status,
        {
          description: group.map((code) => `\`${code}\`: ${problemTable[code].title}.`).join(" "),
          content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } },
          ...(status === 429 && { headers: rateLimitHeaders }),
        },
      ]),
  );
}
