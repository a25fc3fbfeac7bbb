import { and, desc, eq, lt, sql } from "drizzle-orm";
import { ApiKeyNotFound } from "../../../domain/exceptions/api-key.ts";
import { apiKeys } from "../../../domain/models/api-key.ts";
import type { ApiKeyRepository } from "../../../domain/repositories/api-key-repository.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import { callerId, type Session } from "../database.ts";

const isOwn = sql`${apiKeys.ownerId} = ${callerId}`;

export function createApiKeyRepository({ statements, run }: Session): ApiKeyRepository {
  return {
    async add(key, attempt) {
      const [[added]] = await run(
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

    async list({ limit, after }) {
      const [found] = await run([
        statements
          .select()
          .from(apiKeys)
          .where(and(isOwn, after && lt(apiKeys.id, after)))
          .orderBy(desc(apiKeys.id))
          .limit(limit + 1),
      ]);
      return pageOf(found, limit);
    },

    async revoke(id, at) {
      const [revoked] = await run([
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
