import { EmailTaken } from "../../../domain/exceptions/user.ts";
import type { RegistrationRepository } from "../../../domain/repositories/registration-repository.ts";
import type { Tables } from "../tables.ts";

export function inMemoryRegistration(tables: Tables): RegistrationRepository {
  return {
    async register(user, key, attempt) {
      tables.once("registration", attempt, () => {
        if (tables.users.find(({ email }) => email === user.email)) throw new EmailTaken();
        tables.users.put(user);
        tables.apiKeys.put({ ...key, ownerId: user.id });
      });
    },
  };
}
