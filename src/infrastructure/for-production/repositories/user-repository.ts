import { and, sql } from "drizzle-orm";
import { UserVersionStale } from "../../../domain/exceptions/user.ts";
import { users } from "../../../domain/models/user.ts";
import type { UserRepository } from "../../../domain/repositories/user-repository.ts";
import { callerId, hasVersion, type Session } from "../database.ts";

export function createUserRepository({ statements, run }: Session): UserRepository {
  return {
    async get() {
      const [[user]] = await run([statements.select().from(users).where(sql`${users.id} = ${callerId}`)]);
      if (!user) throw new Error("the guard let a caller pass who is no user");
      return user;
    },

    async rename(displayName, { expectedVersion, at }) {
      const [[renamed]] = await run([
        statements
          .update(users)
          .set({ displayName, version: sql`${users.version} + 1`, updatedAt: at })
          .where(and(sql`${users.id} = ${callerId}`, hasVersion(users.version, expectedVersion)))
          .returning(),
      ]);
      if (!renamed) throw new UserVersionStale();
      return renamed;
    },

    async remove() {
      await run([statements.delete(users).where(sql`${users.id} = ${callerId}`)]);
    },
  };
}
