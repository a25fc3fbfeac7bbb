import * as z from "zod";
import { issueApiKey } from "../../../../application/issue-api-key.ts";
import type { NewApiKey } from "../../../../domain/models/api-key.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { allScopes, Scope } from "../../../../domain/value-objects/scope.ts";
import { singleLine } from "../../../../domain/value-objects/text.ts";
import { endpoint, json } from "../../endpoint.ts";
import { createOnce, idempotencyKeyHeader, idempotentReplayHeader, NO_STORE } from "../../idempotency.ts";
import { jsonBody } from "../../request-body.ts";
import { ApiKeyWithSecretResponse, presentApiKeyWithSecret } from "../../schemas/api-key-response.ts";

export const createApiKey = endpoint(
  {
    method: "post",
    path: "/v1/api-keys",
    operationId: "createApiKey",
    summary: "Make an API key",
    description:
      "The secret is shown in this reply and never again. A key with `keys:manage` can make keys of every scope: treat it as a master key.",
    tag: "API keys",
    scope: "keys:manage",
    body: jsonBody(
      z
        .strictObject({
          name: singleLine(limits.apiKeyNameLength).meta({
            description: "What to call it.",
            examples: ["Help centre, production"],
          }),
          scopes: z
            .array(Scope)
            .min(1)
            .max(allScopes.length)
            .default([...allScopes])
            .meta({ description: "What the key may do; everything where it is left out." }),
          expiresAt: z.iso
            .datetime({ offset: true })
            .max(40)
            .refine(
              (instant) => new Date(instant).getUTCFullYear() <= 9999,
              "must be in the year 9999 at the latest",
            )
            .nullable()
            .default(null)
            .meta({ description: "When the key stops working; never where it is null or left out." }),
        })
        .meta({ id: "NewApiKey" }),
    ),
    responses: {
      201: {
        description: "The key with its secret",
        content: json(ApiKeyWithSecretResponse),
        headers: idempotentReplayHeader,
      },
    },
    requestHeaders: [idempotencyKeyHeader],
    problems: ["api_key_expiry_in_the_past", "idempotency_key_reused"],
  },
  async ({ c, body, repositories, dependencies }) => {
    const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
    const { key, secret } = await issueApiKey(dependencies, { ...body, expiresAt });
    return createOnce(
      c,
      (added: NewApiKey) => ({ body: presentApiKeyWithSecret(added, secret), headers: NO_STORE }),
      async (attemptOf) => repositories.apiKeys.add(key, await attemptOf?.(key)),
    );
  },
);
