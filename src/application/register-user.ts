import { RegistrationClosed } from "../domain/exceptions/user.ts";
import type { NewApiKey } from "../domain/models/api-key.ts";
import { newUser, type User } from "../domain/models/user.ts";
import type { AttemptOf } from "../domain/repositories/attempt.ts";
import type { RegistrationRepository } from "../domain/repositories/registration-repository.ts";
import type { ApiKeySecret } from "../domain/value-objects/api-key-secret.ts";
import type { DisplayName } from "../domain/value-objects/display-name.ts";
import type { EmailAddress } from "../domain/value-objects/email-address.ts";
import { UserId } from "../domain/value-objects/ids.ts";
import { allScopes } from "../domain/value-objects/scope.ts";
import { issueApiKey } from "./issue-api-key.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdSource } from "./ports/id-source.ts";

export type RegisteredUser = { user: User; key: NewApiKey; secret: ApiKeySecret };

/**
 * Registers a user together with a first key that may do everything.
 *
 * @throws RegistrationClosed, EmailTaken
 */
export async function registerUser(
  dependencies: {
    registration: RegistrationRepository;
    clock: Clock;
    ids: IdSource;
    configuration: { registrationOpen: boolean };
  },
  input: { email: EmailAddress; displayName: DisplayName },
  attemptOf?: AttemptOf<RegisteredUser>,
): Promise<RegisteredUser> {
  const { registration, clock, ids, configuration } = dependencies;
  if (!configuration.registrationOpen) throw new RegistrationClosed();
  const user = newUser({ id: UserId.parse(ids.next()), ...input }, clock.now());
  const { key, secret } = await issueApiKey(
    { clock, ids },
    { name: "First key", scopes: allScopes, expiresAt: null },
  );
  await registration.register(user, key, await attemptOf?.({ user, key, secret }));
  return { user, key, secret };
}
