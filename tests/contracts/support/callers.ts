import { issueApiKey } from "../../../src/application/issue-api-key.ts";
import type { NewApiKey } from "../../../src/domain/models/api-key.ts";
import { newUser, type User } from "../../../src/domain/models/user.ts";
import type { CallerRepositories, Credential } from "../../../src/domain/repositories/repositories.ts";
import { DisplayName } from "../../../src/domain/value-objects/display-name.ts";
import { EmailAddress } from "../../../src/domain/value-objects/email-address.ts";
import { UserId } from "../../../src/domain/value-objects/ids.ts";
import { allScopes, type Scope } from "../../../src/domain/value-objects/scope.ts";
import { systemClock } from "../../../src/infrastructure/for-production/system-clock.ts";
import { uuidSource } from "../../../src/infrastructure/for-production/uuid-source.ts";
import type { World } from "./worlds.ts";

export type Caller = {
  user: User;
  key: NewApiKey;
  as(scope: Scope): CallerRepositories;
} & CallerRepositories;

export const ids = uuidSource;

/** A new user's email address, nobody else's. */
export function freshEmail(): EmailAddress {
  return EmailAddress.parse(`${ids.next()}@example.com`);
}

/** Whole milliseconds, as Postgres keeps them here. */
export const now = () => systemClock.now();

export async function newKey(
  scopes: readonly Scope[] = allScopes,
  expiresAt: Date | null = null,
): Promise<{ key: NewApiKey; credential(scope: Scope): Credential }> {
  const { key } = await issueApiKey({ clock: systemClock, ids }, { name: "A key", scopes, expiresAt });
  return { key, credential: (scope) => ({ digest: key.digest, scope }) };
}

/** Registers a user, and gives their repositories with the scopes that belong to each. */
export async function registerCaller(world: World, scopes: readonly Scope[] = allScopes): Promise<Caller> {
  const user = newUser(
    { id: UserId.parse(ids.next()), email: freshEmail(), displayName: DisplayName.parse("Ada") },
    now(),
  );
  const { key, credential } = await newKey(scopes);
  await world.publicRepositories().registration.register(user, key);
  const as = (scope: Scope) => world.callerRepositories(credential(scope));
  return {
    user,
    key,
    as,
    users: as("me:manage").users,
    apiKeys: as("keys:manage").apiKeys,
    transcripts: as("transcripts:write").transcripts,
    tutorials: as("tutorials:write").tutorials,
    search: as("search:read").search,
  };
}
