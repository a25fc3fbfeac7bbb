import { readFileSync } from "node:fs";
import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import * as z from "zod";
import { BOOKMARK, bookmarkHeader } from "../src/interface/http/bookmarks.ts";
import type { Endpoint, Operation } from "../src/interface/http/endpoint.ts";
import { endpoints } from "../src/interface/http/endpoints/index.ts";
import { PROBLEM_MEDIA_TYPE, Problem } from "../src/interface/http/problems/problem.ts";
import { type ProblemCode, problemTable } from "../src/interface/http/problems/problem-table.ts";

const TAGS = {
  Account: "Register, and look after your own user.",
  "API keys": "Credentials with a name, scopes and an expiry.",
  Transcripts: "What was said in a recording, cue by cue.",
  Tutorials: "Steps made from a transcript, each citing its cues.",
  Revisions: "What a tutorial was, version by version.",
  Search: "Words at their second, in everything that you own.",
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
  registry.openAPIRegistry.registerComponent("securitySchemes", "accessToken", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "A token of the identity provider that the server is configured to trust, if it is, verified as RFC8725 demands. It may do what its `scope` names, or everything where it has no such claim.",
  });
  for (const { operation } of documented) registry.openAPIRegistry.registerPath(routeOf(operation));
  const document = registry.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Cueprint",
      version,
      description:
        "Turns transcripts of recordings into step-by-step tutorials whose every step cites the cues it came from.",
      contact: { name: "The maintainers of Cueprint" },
      license: { name: "MIT", url: "https://spdx.org/licenses/MIT.html" },
    },
    servers: [
      {
        url: "/",
        description: "The server that this document comes from, in production as on your own machine.",
        "x-internal": false,
      },
    ],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  });
  return completeSchemas(document);
}

const MAX_INT32 = 2_147_483_647;
/** Characters of a UUID (RFC 9562, section 4). */
const UUID_LENGTH = 36;

/** Says of each schema what follows from the rest of it, for those who generate code by it. */
function completeSchemas<Part>(part: Part): Part {
  if (Array.isArray(part)) return part.map(completeSchemas) as Part;
  if (typeof part !== "object" || part === null) return part;
  const completed = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, completeSchemas(value)]),
  );
  const isOf = (type: string) => [completed["type"]].flat().includes(type);
  if (isOf("integer") && completed["maximum"] <= MAX_INT32) completed["format"] ??= "int32";
  if (isOf("integer") && completed["maximum"] > MAX_INT32) completed["format"] ??= "int64";
  if (isOf("string") && completed["format"] === "uuid") completed["maxLength"] ??= UUID_LENGTH;
  return completed as Part;
}

function routeOf(operation: Operation): RouteConfig {
  const { method, path, operationId, summary, description, tag, scope } = operation;
  const { params, query, body, deprecated } = operation;
  const requestHeaders = requestHeadersOf(operation);
  return {
    method,
    path,
    operationId,
    summary,
    description: [description, scope && `Needs the scope \`${scope}\`.`, deprecated && farewell(deprecated)]
      .filter(Boolean)
      .join(" "),
    ...(deprecated && { deprecated: true, ...(deprecated.sunset && { "x-sunset": deprecated.sunset }) }),
    tags: [tag],
    security: scope ? [{ apiKey: [scope] }, { accessToken: [scope] }] : [],
    request: {
      ...(params && { params }),
      ...(query && { query }),
      ...(requestHeaders.length > 0 && {
        headers: z.object(Object.fromEntries(requestHeaders.map(headerParameter))),
      }),
      ...(body && { body: { required: !body.isOptional, content: body.content } }),
    },
    responses: { ...successes(operation), ...problems(operation) },
  } as RouteConfig;
}

/** Those of its own, and those that come with its shape. */
function requestHeadersOf({ method, scope, requestHeaders = [] }: Operation) {
  return scope && method === "get" ? [...requestHeaders, bookmarkHeader] : requestHeaders;
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
  const { type, ...form } = headerSchemas[name] ?? unknownHeader(name);
  const schema = z.string().meta({ description, ...form });
  return [name, required ? schema : schema.optional()];
}

/** The form of each header that operations name. */
const headerSchemas: Record<string, { type: "string" } & Record<string, unknown>> = {
  ETag: { type: "string", maxLength: 50, pattern: '^"v[1-9][0-9]*-[a-z]+"$', examples: ['"v3-json"'] },
  "If-Match": { type: "string", maxLength: 200, examples: ['"v3-json"'] },
  "If-None-Match": { type: "string", maxLength: 200, examples: ['"v3-json"'] },
  "Idempotency-Key": {
    type: "string",
    minLength: 1,
    maxLength: 255,
    pattern: "^[\\x21-\\x7e]+$",
    examples: ["8e03978e-40d5-43e8-bc93-6894a57f9324"],
  },
  [BOOKMARK]: { type: "string", maxLength: 18, pattern: "^[0-9]+$", examples: ["817"] },
  "Cueprint-Dropped": { type: "string", maxLength: 200, examples: ["line-breaks, times"] },
  "Idempotent-Replayed": { type: "string", enum: ["true"] },
  Link: {
    type: "string",
    maxLength: 2000,
    examples: ['</v1/tutorials?cursor=MDE5YTJiM2M>; rel="next"'],
  },
  Location: {
    type: "string",
    format: "uri-reference",
    maxLength: 200,
    examples: ["/v1/tutorials/019a2b3c-4d5e-7f60-8123-456789abcdef"],
  },
};

function unknownHeader(name: string): never {
  throw new Error(`The header ${name} is documented without its form: add it to headerSchemas.`);
}

const bookmarkReply = {
  [BOOKMARK]: "How far the database had come: to be sent with later reads. Only where it has a read replica",
};

function successes({ scope, responses }: Operation) {
  return Object.fromEntries(
    Object.entries(responses).map(([status, { headers, ...response }]) => [
      status,
      {
        ...response,
        ...((headers || scope) && {
          headers: Object.fromEntries(
            Object.entries({ ...headers, ...(scope && bookmarkReply) }).map(([name, description]) => [
              name,
              { description, schema: headerSchemas[name] ?? unknownHeader(name) },
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
function problems(operation: Operation) {
  const { scope, query, body, problems: own = [], responses } = operation;
  const codes = new Set<ProblemCode>([
    ...(scope
      ? ([
          "credentials_missing",
          "credentials_invalid",
          "scope_missing",
          "identity_provider_unavailable",
        ] as const)
      : []),
    ...(query || body || requestHeadersOf(operation).length > 0 ? (["request_invalid"] as const) : []),
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
