import * as z from "zod";
import { endpoint, json } from "../../endpoint.ts";
import { pageQuery, pageRequest, pageResponse, pageSchema } from "../../pagination.ts";
import { ApiKeyResponse, presentApiKey } from "../../schemas/api-key-response.ts";

export const listApiKeys = endpoint(
  {
    method: "get",
    path: "/v1/api-keys",
    operationId: "listApiKeys",
    summary: "List your API keys",
    description: "Newest first. Revoked and expired keys are listed too, if you do not filter.",
    tag: "API keys",
    scope: "keys:manage",
    query: z.strictObject({
      ...pageQuery,
      active: z
        .enum(["true", "false"])
        .optional()
        .meta({ description: "Only keys that open something now, or only those that do not." }),
    }),
    responses: {
      200: {
        description: "A page of keys, without their secrets",
        content: json(pageSchema(ApiKeyResponse, "ApiKeyPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
  },
  async ({ c, query, repositories }) => {
    const { active } = query;
    const page = await repositories.apiKeys.list(await pageRequest(c, query), {
      active: active === undefined ? undefined : active === "true",
    });
    return pageResponse(c, query, page, page.items.map(presentApiKey));
  },
);
