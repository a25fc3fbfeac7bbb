import type { ApiKeyDigest } from "../value-objects/api-key-secret.ts";
import type { Scope } from "../value-objects/scope.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import type { PublishedTutorialRepository } from "./published-tutorial-repository.ts";
import type { RegistrationRepository } from "./registration-repository.ts";
import type { TranscriptRepository } from "./transcript-repository.ts";
import type { TutorialRepository } from "./tutorial-repository.ts";
import type { UserRepository } from "./user-repository.ts";

/** What a caller has shown, the digest of an API key, and the scope that the operation asks of it. */
export type Credential = { digest: ApiKeyDigest; scope: Scope };

/**
 * The repositories as one caller sees them. Each operation first proves the caller's credential and scope, in the
 * same transaction and the same database call as its own work, and then sees nothing but what that caller owns.
 *
 * @throws CredentialsInvalid, ScopeMissing from every operation
 */
export type CallerRepositories = {
  users: UserRepository;
  apiKeys: ApiKeyRepository;
  transcripts: TranscriptRepository;
  tutorials: TutorialRepository;
};

/** The repositories that need no caller. */
export type PublicRepositories = {
  registration: RegistrationRepository;
  publishedTutorials: PublishedTutorialRepository;
};
