import { ApiKeyExpiryInThePast } from "../domain/exceptions/api-key.ts";
import type { NewApiKey } from "../domain/models/api-key.ts";
import {
  type ApiKeySecret,
  apiKeyHint,
  digestApiKeySecret,
  generateApiKeySecret,
} from "../domain/value-objects/api-key-secret.ts";
import { ApiKeyId } from "../domain/value-objects/ids.ts";
import type { Scope } from "../domain/value-objects/scope.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdSource } from "./ports/id-source.ts";

/**
 * Makes a key with a new secret. The secret is returned beside the key, for the caller to see this once.
 *
 * @throws ApiKeyExpiryInThePast
 */
export async function issueApiKey(
  { clock, ids }: { clock: Clock; ids: IdSource },
  input: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
): Promise<{ key: NewApiKey; secret: ApiKeySecret }> {
  const now = clock.now();
  if (input.expiresAt !== null && input.expiresAt <= now) throw new ApiKeyExpiryInThePast();
  const secret = await generateApiKeySecret();
  const key = {
    id: ApiKeyId.parse(ids.next()),
    name: input.name,
    hint: apiKeyHint(secret),
    digest: await digestApiKeySecret(secret),
    scopes: [...new Set(input.scopes)],
    createdAt: now,
    expiresAt: input.expiresAt,
    rotatedAt: null,
    previousDigest: null,
    previousExpiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  };
  return { key, secret };
}
