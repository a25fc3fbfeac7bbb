import type { User } from "../domain/models/user.ts";
import type { UserRepository } from "../domain/repositories/user-repository.ts";
import type { DisplayName } from "../domain/value-objects/display-name.ts";
import type { Clock } from "./ports/clock.ts";

/** @throws UserVersionStale where the user is not at the version that the caller has seen */
export async function renameUser(
  { users, clock }: { users: UserRepository; clock: Clock },
  { displayName, expectedVersion }: { displayName: DisplayName; expectedVersion?: number | undefined },
): Promise<User> {
  return users.rename(displayName, { expectedVersion, at: clock.now() });
}
