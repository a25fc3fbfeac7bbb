import type { User, UserChanges } from "../domain/models/user.ts";
import type { UserRepository } from "../domain/repositories/user-repository.ts";
import type { Clock } from "./ports/clock.ts";

/** @throws UserVersionStale where the user is not at the version that the caller has seen; HandleTaken */
export async function editUser(
  { users, clock }: { users: UserRepository; clock: Clock },
  { changes, expectedVersion }: { changes: UserChanges; expectedVersion?: number | undefined },
): Promise<User> {
  return users.edit(changes, { expectedVersion, at: clock.now() });
}
