import * as z from "zod";
import { ApiKeyId } from "../../../../domain/value-objects/ids.ts";
import { endpoint, json } from "../../endpoint.ts";
import { pageQuery, pageRequest, pageResponse, pageSchema } from "../../pagination.ts";
import { ApiKeyResponse, presentApiKey } from "../../schemas/api-key-response.ts";

export const listApiKeys = endpoint(
  {
    method: "get",
    path: "/v1/api-keys",
    operationId: "listApiKeys",
    summary: "List your API keys",
    description: "Newest first; revoked and expired keys are listed too.",
    tag: "API keys",
    scope: "keys:manage",
    query: z.strictObject(pageQuery),
    responses: {
      200: {
        description: "A page of keys, without their secrets",
        content: json(pageSchema(ApiKeyResponse, "ApiKeyPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
  },
  async ({ c, query, repositories }) => {
    const page = await repositories.apiKeys.list(pageRequest(query, ApiKeyId));
    return pageResponse(c, page, page.items.map(presentApiKey));
  },
);
