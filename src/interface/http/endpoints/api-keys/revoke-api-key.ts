import * as z from "zod";
import { ApiKeyNotFound } from "../../../../domain/exceptions/api-key.ts";
import { ApiKeyId } from "../../../../domain/value-objects/ids.ts";
import { endpoint } from "../../endpoint.ts";

export const revokeApiKey = endpoint(
  {
    method: "delete",
    path: "/v1/api-keys/{id}",
    operationId: "revokeApiKey",
    summary: "Revoke an API key",
    description: "It opens nothing from the next request on. A key may revoke itself.",
    tag: "API keys",
    scope: "keys:manage",
    params: z.object({ id: ApiKeyId.meta({ description: "The id of the API key." }) }),
    notFound: ApiKeyNotFound,
    responses: { 204: { description: "Revoked" } },
    problems: ["api_key_not_found"],
  },
  async ({ c, params, repositories, dependencies: { clock } }) => {
    await repositories.apiKeys.revoke(params.id, clock.now());
    return c.body(null, 204);
  },
);
