import { and, ne, type SQL, sql } from "drizzle-orm";
import { CredentialsInvalid } from "../../../domain/exceptions/authentication.ts";
import { UserVersionStale } from "../../../domain/exceptions/user.ts";
import { storageUse } from "../../../domain/models/storage-use.ts";
import { users } from "../../../domain/models/user.ts";
import type { UserRepository } from "../../../domain/repositories/user-repository.ts";
import { callerId, hasVersion, type Session } from "../database.ts";

export function createUserRepository({ statements, read, write }: Session): UserRepository {
  const own = (condition?: SQL) =>
    statements
      .select()
      .from(users)
      .where(and(sql`${users.id} = ${callerId}`, condition));

  return {
    async get() {
      const [[user]] = await read([own()]);
      if (!user) throw new CredentialsInvalid();
      return user;
    },

    async getUnless(version) {
      const [[user]] = await read([own(ne(users.version, version))]);
      return user;
    },

    async edit(changes, { expectedVersion, at }) {
      const [[edited]] = await write([
        statements
          .update(users)
          .set({ ...changes, version: sql`${users.version} + 1`, updatedAt: at })
          .where(and(sql`${users.id} = ${callerId}`, hasVersion(users.version, expectedVersion)))
          .returning(),
      ]);
      if (!edited) throw new UserVersionStale();
      return edited;
    },

    async storageUse() {
      const [[use]] = await read([
        statements
          .select({ transcripts: storageUse.transcripts, bytes: storageUse.bytes })
          .from(storageUse)
          .where(sql`${storageUse.ownerId} = ${callerId}`),
      ]);
      return use ?? { transcripts: 0, bytes: 0 };
    },

    async remove(expectedVersion) {
      const remove = statements
        .delete(users)
        .where(and(sql`${users.id} = ${callerId}`, hasVersion(users.version, expectedVersion)))
        .returning({ id: users.id });
      const [removed] = await write([remove], undefined, { alone: true });
      // The guard has locked the user's row: where nothing is removed, it is the version.
      if (removed.length === 0) throw new UserVersionStale();
    },
  };
}
