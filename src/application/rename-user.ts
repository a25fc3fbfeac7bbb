import { UserVersionStale } from "../domain/exceptions/user.ts";
import { renameUser as renamed, type User } from "../domain/models/user.ts";
import type { UserRepository } from "../domain/repositories/user-repository.ts";
import type { DisplayName } from "../domain/value-objects/display-name.ts";
import type { Clock } from "./ports/clock.ts";

/** @throws UserVersionStale where the user is not at the version that the caller has seen */
export async function renameUser(
  { users, clock }: { users: UserRepository; clock: Clock },
  input: { displayName: DisplayName; expectedVersion?: number | undefined },
): Promise<User> {
  const user = await users.get();
  if (input.expectedVersion !== undefined && input.expectedVersion !== user.version)
    throw new UserVersionStale();
  const changed = renamed(user, input.displayName, clock.now());
  await users.save(changed);
  return changed;
}
