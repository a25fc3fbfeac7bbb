import type { ApiKeyRotation } from "../domain/models/api-key.ts";
import type { ApiKeyRepository } from "../domain/repositories/api-key-repository.ts";
import type { AttemptOf } from "../domain/repositories/attempt.ts";
import {
  type ApiKeySecret,
  apiKeyHint,
  digestApiKeySecret,
  generateApiKeySecret,
} from "../domain/value-objects/api-key-secret.ts";
import type { ApiKeyId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

export type RotatedApiKey = { id: ApiKeyId; rotation: ApiKeyRotation; secret: ApiKeySecret };

/**
 * Gives a key a new secret, shown this once. The secret before it works for `overlapSeconds` more, so that its users
 * can change over; one that is older stops at once.
 *
 * @throws ApiKeyNotFound, ApiKeyInactive
 */
export async function rotateApiKey(
  { apiKeys, clock }: { apiKeys: ApiKeyRepository; clock: Clock },
  { id, overlapSeconds }: { id: ApiKeyId; overlapSeconds: number },
  attemptOf?: AttemptOf<RotatedApiKey>,
): Promise<RotatedApiKey> {
  const at = clock.now();
  const secret = await generateApiKeySecret();
  const rotated = {
    id,
    secret,
    rotation: {
      digest: await digestApiKeySecret(secret),
      hint: apiKeyHint(secret),
      at,
      previousExpiresAt: overlapSeconds > 0 ? new Date(at.getTime() + overlapSeconds * 1000) : null,
    },
  };
  await apiKeys.rotate(id, rotated.rotation, await attemptOf?.(rotated));
  return rotated;
}
