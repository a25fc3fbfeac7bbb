import * as z from "zod";
import { type RotatedApiKey, rotateApiKey } from "../../../../application/rotate-api-key.ts";
import { ApiKeyNotFound } from "../../../../domain/exceptions/api-key.ts";
import { ApiKeyId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { endpoint, json } from "../../endpoint.ts";
import { createOnce, idempotencyKeyHeader, idempotentReplayHeader, NO_STORE } from "../../idempotency.ts";
import { jsonBody } from "../../request-body.ts";
import { presentRotatedApiKey, RotatedApiKeyResponse } from "../../schemas/api-key-response.ts";

export const rotateApiKeyEndpoint = endpoint(
  {
    method: "post",
    path: "/v1/api-keys/{id}/rotate",
    operationId: "rotateApiKey",
    summary: "Give an API key a new secret",
    description:
      "The key keeps its id, name, scopes and expiry. The secret before goes on working for as long as you say, so that you can put the new one in place first; one that is older still stops at once. A key may rotate itself.",
    tag: "API keys",
    scope: "keys:manage",
    params: z.object({ id: ApiKeyId.meta({ description: "The id of the API key." }) }),
    notFound: ApiKeyNotFound,
    body: jsonBody(
      z
        .strictObject({
          overlapSeconds: z
            .int()
            .min(0)
            .max(limits.rotationOverlapSeconds)
            .default(0)
            .meta({
              description:
                "How long the secret before goes on working. Where it is left out, it stops at once.",
              examples: [86_400],
            }),
        })
        .meta({ id: "ApiKeyRotation" }),
    ),
    responses: {
      201: {
        description: "The new secret",
        content: json(RotatedApiKeyResponse),
        headers: idempotentReplayHeader,
      },
    },
    requestHeaders: [idempotencyKeyHeader],
    problems: ["api_key_not_found", "api_key_inactive", "idempotency_key_reused"],
  },
  async ({ c, params, body, repositories: { apiKeys }, dependencies: { clock } }) =>
    createOnce(
      c,
      (rotated: RotatedApiKey) => ({ body: presentRotatedApiKey(rotated), headers: NO_STORE }),
      (attemptOf) => rotateApiKey({ apiKeys, clock }, { ...params, ...body }, attemptOf),
    ),
);
