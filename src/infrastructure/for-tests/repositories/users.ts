import { EmailTaken, UserVersionStale } from "../../../domain/exceptions/user.ts";
import type { User } from "../../../domain/models/user.ts";
import type { UserRepository } from "../../../domain/repositories/user-repository.ts";
import type { AsCaller, Tables } from "../tables.ts";

export function inMemoryUsers(tables: Tables, asCaller: AsCaller): UserRepository {
  return {
    get: () => asCaller((caller) => tables.users.get(caller) as User),

    save: (user) =>
      asCaller((caller) => {
        const stored = tables.users.get(user.id);
        if (stored?.id !== caller || stored.version !== user.version - 1) throw new UserVersionStale();
        if (tables.users.find(({ id, email }) => id !== user.id && email === user.email))
          throw new EmailTaken();
        tables.users.put({ ...user, createdAt: stored.createdAt });
      }),

    remove: () => asCaller((caller) => tables.eraseUser(caller)),
  };
}
