import { HandleTaken, UserVersionStale } from "../../../domain/exceptions/user.ts";
import { editUser, type User } from "../../../domain/models/user.ts";
import type { UserRepository } from "../../../domain/repositories/user-repository.ts";
import { unlessVersion } from "../collection.ts";
import type { AsCaller, Tables } from "../tables.ts";

export function inMemoryUsers(tables: Tables, asCaller: AsCaller): UserRepository {
  return {
    get: () => asCaller((caller) => tables.users.get(caller) as User),

    getUnless: (version) => asCaller((caller) => unlessVersion(tables.users.get(caller) as User, version)),

    edit: (changes, { expectedVersion, at }) =>
      asCaller((caller) => {
        const user = tables.users.get(caller) as User;
        if (expectedVersion !== undefined && user.version !== expectedVersion) throw new UserVersionStale();
        const edited = editUser(user, changes, at);
        const { authorHandle } = edited;
        const isTaken = tables.users.find(
          (other) => other.id !== caller && authorHandle !== null && other.authorHandle === authorHandle,
        );
        if (isTaken) throw new HandleTaken();
        tables.users.put(edited);
        return edited;
      }),

    storageUse: () => asCaller((caller) => tables.storageUse(caller)),

    remove: (expectedVersion) =>
      asCaller((caller) => {
        const { version } = tables.users.get(caller) as User;
        if (expectedVersion !== undefined && version !== expectedVersion) throw new UserVersionStale();
        tables.eraseUser(caller);
      }),
  };
}
