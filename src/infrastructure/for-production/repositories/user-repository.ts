import { and, eq, sql } from "drizzle-orm";
import { UserVersionStale } from "../../../domain/exceptions/user.ts";
import { users } from "../../../domain/models/user.ts";
import type { UserRepository } from "../../../domain/repositories/user-repository.ts";
import { callerId, type Session } from "../database.ts";

export function createUserRepository({ statements, run }: Session): UserRepository {
  return {
    async get() {
      const [[user]] = await run([statements.select().from(users).where(sql`${users.id} = ${callerId}`)]);
      if (!user) throw new Error("the guard let a caller pass who is no user");
      return user;
    },

    async save({ id, email, displayName, version, updatedAt }) {
      const [saved] = await run([
        statements
          .update(users)
          .set({ email, displayName, version, updatedAt })
          .where(and(eq(users.id, id), sql`${users.id} = ${callerId}`, eq(users.version, version - 1)))
          .returning({ id: users.id }),
      ]);
      if (saved.length === 0) throw new UserVersionStale();
    },

    async remove() {
      await run([statements.delete(users).where(sql`${users.id} = ${callerId}`)]);
    },
  };
}
