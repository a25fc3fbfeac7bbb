import * as z from "zod";
import type { RotatedApiKey } from "../../../application/rotate-api-key.ts";
import type { NewApiKey } from "../../../domain/models/api-key.ts";
import type { ApiKeySecret } from "../../../domain/value-objects/api-key-secret.ts";
import { allScopes } from "../../../domain/value-objects/scope.ts";
import { Id, Instant, instant, instantOrNull } from "./common.ts";

const fields = {
  id: Id,
  name: z
    .string()
    .max(100)
    .meta({ description: "What its owner calls it.", examples: ["Help centre, production"] }),
  hint: z
    .string()
    .max(10)
    .meta({ description: "The end of the secret, to tell keys apart.", examples: ["…x7Qa"] }),
  scopes: z
    .array(z.string().max(100))
    .max(100)
    .meta({
      description: `What the key may do. Known today: ${allScopes.join(", ")}. More may come.`,
      examples: [["transcripts:read", "tutorials:read"]],
    }),
  createdAt: Instant,
  expiresAt: Instant.nullable().meta({ description: "When it stops working; null: never." }),
  lastUsedAt: Instant.nullable().meta({ description: "When the key was last used, to within five minutes." }),
  revokedAt: Instant.nullable().meta({ description: "When it was revoked; null: it is not." }),
  rotatedAt: Instant.nullable().meta({
    description: "When it was given its present secret; null: it has its first.",
  }),
  previousSecretExpiresAt: Instant.nullable().meta({
    description: "Until when the secret before the last rotation works; null: there is none.",
  }),
};

export const ApiKeyResponse = z
  .object(fields)
  .meta({ id: "ApiKey", description: "A credential, without its secret." });

const Secret = z
  .string()
  .max(100)
  .meta({
    description: "What to send as `Authorization: Bearer …`. Shown this once: only a digest of it is kept.",
    examples: ["cueprint_0123456789ABCDEFGHIJKLMNOPQRSTUVW"],
  });

export const ApiKeyWithSecretResponse = z
  .object({ ...fields, secret: Secret })
  .meta({ id: "ApiKeyWithSecret", description: "A credential that has just been made." });

export const RotatedApiKeyResponse = z
  .object({
    id: fields.id,
    hint: fields.hint,
    rotatedAt: Instant.meta({ description: "When the secret was made." }),
    previousSecretExpiresAt: Instant.nullable().meta({
      description: "Until when the secret before it works; null: it has stopped.",
    }),
    secret: Secret,
  })
  .meta({ id: "RotatedApiKey", description: "A credential that has just been given a new secret." });

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
    rotatedAt: instantOrNull(key.rotatedAt),
    previousSecretExpiresAt: instantOrNull(key.previousExpiresAt),
  };
}

export function presentApiKeyWithSecret(
  key: NewApiKey,
  secret: ApiKeySecret,
): z.input<typeof ApiKeyWithSecretResponse> {
  return { ...presentApiKey(key), secret };
}

export function presentRotatedApiKey({
  id,
  rotation,
  secret,
}: RotatedApiKey): z.input<typeof RotatedApiKeyResponse> {
  return {
    id,
    hint: rotation.hint,
    rotatedAt: instant(rotation.at),
    previousSecretExpiresAt: instantOrNull(rotation.previousExpiresAt),
    secret,
  };
}
