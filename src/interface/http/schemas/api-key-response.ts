import * as z from "zod";
import type { NewApiKey } from "../../../domain/models/api-key.ts";
import type { ApiKeySecret } from "../../../domain/value-objects/api-key-secret.ts";
import { allScopes } from "../../../domain/value-objects/scope.ts";
import { Id, Instant, instant, instantOrNull } from "./common.ts";

const fields = {
  id: Id,
  name: z.string().max(100),
  hint: z
    .string()
    .max(10)
    .meta({ description: "The end of the secret, to tell keys apart.", examples: ["…x7Qa"] }),
  scopes: z
    .array(z.string().max(100))
    .max(100)
    .meta({ description: `Known today: ${allScopes.join(", ")}. More may come.` }),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable().meta({ description: "When the key was last used, to within five minutes." }),
  revokedAt: Instant.nullable(),
};

export const ApiKeyResponse = z.object(fields).meta({ id: "ApiKey" });

export const ApiKeyWithSecretResponse = z
  .object({
    ...fields,
    secret: z.string().max(100).meta({ description: "Shown this once. Only a digest of it is kept." }),
  })
  .meta({ id: "ApiKeyWithSecret" });

export function presentApiKey(key: NewApiKey): z.input<typeof ApiKeyResponse> {
  return {
    id: key.id,
    name: key.name,
    hint: key.hint,
    scopes: key.scopes,
    createdAt: instant(key.createdAt),
    expiresAt: instantOrNull(key.expiresAt),
    lastUsedAt: instantOrNull(key.lastUsedAt),
    revokedAt: instantOrNull(key.revokedAt),
  };
}

export function presentApiKeyWithSecret(
  key: NewApiKey,
  secret: ApiKeySecret,
): z.input<typeof ApiKeyWithSecretResponse> {
  return { ...presentApiKey(key), secret };
}
