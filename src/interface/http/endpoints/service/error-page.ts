import { html } from "hono/html";
import * as z from "zod";
import { endpoint } from "../../endpoint.ts";
import { routeNotFound } from "../../problems/http-exceptions.ts";
import { isProblemCode, problemTable } from "../../problems/problem-table.ts";
import { Html } from "../../schemas/common.ts";

export const errorPage = endpoint(
  {
    method: "get",
    path: "/docs/errors/{code}",
    operationId: "describeError",
    summary: "What an error code means",
    description: "Where the `type` of a problem points.",
    tag: "Service",
    params: z.object({
      code: z
        .string()
        .meta({ description: "The `code` of a problem.", maxLength: 100, examples: ["request_invalid"] }),
    }),
    responses: { 200: { description: "The page", content: Html } },
    problems: ["route_not_found"],
  },
  async ({ c, params: { code } }) => {
    if (!isProblemCode(code)) throw routeNotFound();
    const { status, title, explanation } = problemTable[code];
    c.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    return c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${code}: ${title}</title></head>
<body><h1>${title}</h1><p><code>${code}</code>, HTTP status ${status}</p><p>${explanation}</p><p><a href="/docs">The API's reference</a></p></body>
</html>`);
  },
);
