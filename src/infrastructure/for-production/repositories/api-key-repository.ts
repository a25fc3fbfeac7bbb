import { and, eq, not, sql } from "drizzle-orm";
import { ApiKeyInactive, ApiKeyNotFound } from "../../../domain/exceptions/api-key.ts";
import { apiKeys } from "../../../domain/models/api-key.ts";
import type { ApiKeyRepository } from "../../../domain/repositories/api-key-repository.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import { callerId, type Session } from "../database.ts";
import { keyset } from "./paging.ts";

const isOwn = sql`${apiKeys.ownerId} = ${callerId}`;
const isActive = sql`(${apiKeys.revokedAt} IS NULL AND (${apiKeys.expiresAt} IS NULL OR ${apiKeys.expiresAt} > now()))`;

export function createApiKeyRepository({ statements, read, write }: Session): ApiKeyRepository {
  return {
    async add(key, attempt) {
      const [[added]] = await write(
        [
          statements
            .insert(apiKeys)
            .values({ ...key, ownerId: callerId })
            .returning(),
        ],
        attempt,
      );
      if (!added) throw new Error("an insert returned no row");
      return added;
    },

    async list(page, { active } = {}) {
      const { follows, order } = keyset(apiKeys, page);
      const [found] = await read([
        statements
          .select()
          .from(apiKeys)
          .where(and(isOwn, follows, active === undefined ? undefined : active ? isActive : not(isActive)))
          .orderBy(...order)
          .limit(page.limit + 1),
      ]);
      return pageOf(found, page);
    },

    async rotate(id, { digest, hint, at, previousExpiresAt }, attempt) {
      const isThis = and(eq(apiKeys.id, id), isOwn);
      const [[rotated], [found]] = await write(
        [
          statements
            .update(apiKeys)
            .set({
              digest,
              hint,
              rotatedAt: at,
              previousDigest: previousExpiresAt && sql`${apiKeys.digest}`,
              previousExpiresAt,
            })
            .where(and(isThis, isActive))
            .returning(),
          statements.select({ id: apiKeys.id }).from(apiKeys).where(isThis),
        ],
        attempt,
      );
      if (!found) throw new ApiKeyNotFound();
      if (!rotated) throw new ApiKeyInactive();
      return rotated;
    },

    async revoke(id, at) {
      const [revoked] = await write([
        statements
          .update(apiKeys)
          .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${at.toISOString()})` })
          .where(and(eq(apiKeys.id, id), isOwn))
          .returning({ id: apiKeys.id }),
      ]);
      if (revoked.length === 0) throw new ApiKeyNotFound();
    },
  };
}
