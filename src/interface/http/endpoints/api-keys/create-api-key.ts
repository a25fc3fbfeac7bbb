import * as z from "zod";
import { issueApiKey } from "../../../../application/issue-api-key.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { allScopes, Scope } from "../../../../domain/value-objects/scope.ts";
import { singleLine } from "../../../../domain/value-objects/text.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { ApiKeyWithSecretResponse, presentApiKeyWithSecret } from "../../schemas/api-key-response.ts";

export const createApiKey = endpoint(
  {
    method: "post",
    path: "/v1/api-keys",
    operationId: "createApiKey",
    summary: "Make an API key",
    description: "The secret is shown in this reply and never again.",
    tag: "API keys",
    scope: "keys:manage",
    body: jsonBody(
      z
        .strictObject({
          name: singleLine(limits.apiKeyNameLength).meta({ examples: ["Help centre, production"] }),
          scopes: z
            .array(Scope)
            .min(1)
            .max(allScopes.length)
            .default([...allScopes])
            .meta({ description: "What the key may do; everything where it is left out." }),
          expiresAt: z.iso
            .datetime({ offset: true })
            .nullable()
            .default(null)
            .meta({ description: "When the key stops working; never where it is null or left out." }),
        })
        .meta({ id: "NewApiKey" }),
    ),
    responses: { 201: { description: "The key with its secret", content: json(ApiKeyWithSecretResponse) } },
    problems: ["api_key_expiry_in_the_past"],
  },
  async ({ c, body, repositories, dependencies }) => {
    const expiresAt = body.expiresAt === null ? null : new Date(body.expiresAt);
    const { key, secret } = await issueApiKey(dependencies, { ...body, expiresAt });
    const added = await repositories.apiKeys.add(key);
    return c.json(presentApiKeyWithSecret(added, secret), 201, { "Cache-Control": "no-store" });
  },
);
