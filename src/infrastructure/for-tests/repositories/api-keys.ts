import { ApiKeyInactive, ApiKeyNotFound } from "../../../domain/exceptions/api-key.ts";
import { isActive, rotateApiKey } from "../../../domain/models/api-key.ts";
import type { ApiKeyRepository } from "../../../domain/repositories/api-key-repository.ts";
import type { AsCaller, Tables } from "../tables.ts";

export function inMemoryApiKeys(tables: Tables, asCaller: AsCaller): ApiKeyRepository {
  return {
    add: (key, attempt) =>
      asCaller((caller) =>
        tables.once(caller, attempt, () => {
          const added = { ...key, ownerId: caller };
          tables.apiKeys.put(added);
          return structuredClone(added);
        }),
      ),

    list: (page, { active } = {}) =>
      asCaller((caller) =>
        tables.apiKeys.page(
          (key) => key.ownerId === caller && (active === undefined || isActive(key, tables.now()) === active),
          page,
        ),
      ),

    rotate: (id, rotation, attempt) =>
      asCaller((caller) =>
        tables.once(caller, attempt, () => {
          const key = tables.apiKeys.get(id);
          if (key?.ownerId !== caller) throw new ApiKeyNotFound();
          if (!isActive(key, tables.now())) throw new ApiKeyInactive();
          const rotated = rotateApiKey(key, rotation);
          tables.apiKeys.put(rotated);
          return rotated;
        }),
      ),

    revoke: (id, at) =>
      asCaller((caller) => {
        const key = tables.apiKeys.get(id);
        if (key?.ownerId !== caller) throw new ApiKeyNotFound();
        tables.apiKeys.put({ ...key, revokedAt: key.revokedAt ?? at });
      }),
  };
}
