import { sql } from "drizzle-orm";
import { apiKeys } from "../../../domain/models/api-key.ts";
import { users } from "../../../domain/models/user.ts";
import type { RegistrationRepository } from "../../../domain/repositories/registration-repository.ts";
import type { Session } from "../database.ts";

export function createRegistrationRepository({ statements, write }: Session): RegistrationRepository {
  return {
    async register(user, key, attempt) {
      await write(
        [
          // Whoever registers is the caller from here on: the policies let nobody write another user's rows.
          statements.execute(sql`SELECT set_config('cueprint.caller_id', ${user.id}, true)`),
          statements.insert(users).values(user),
          statements.insert(apiKeys).values({ ...key, ownerId: user.id }),
        ],
        attempt,
      );
    },
  };
}
