import type { ApiKeyDigest } from "../value-objects/api-key-secret.ts";
import type { Bookmark } from "../value-objects/bookmark.ts";
import type { Identity } from "../value-objects/identity.ts";
import type { UserId } from "../value-objects/ids.ts";
import type { Scope } from "../value-objects/scope.ts";
import type { ApiKeyRepository } from "./api-key-repository.ts";
import type { PublishedTutorialRepository } from "./published-tutorial-repository.ts";
import type { RegistrationRepository } from "./registration-repository.ts";
import type { SearchRepository } from "./search-repository.ts";
import type { TranscriptRepository } from "./transcript-repository.ts";
import type { TutorialRepository } from "./tutorial-repository.ts";
import type { UserRepository } from "./user-repository.ts";

/** What a caller has shown: an API key, known by its digest, and the scope that the operation asks of it. */
type ApiKeyCredential = { digest: ApiKeyDigest; scope: Scope };

/**
 * Or a token of an identity provider, which has been proved together with its scopes. `newUserId` is for the user who
 * is made where nobody has seen the identity before.
 */
export type IdentityCredential = { identity: Identity; newUserId: UserId };

export type Credential = ApiKeyCredential | IdentityCredential;

/** Which copy of the database may answer a caller (session consistency: Terry et al., 1994). */
export type Consistency = {
  /** What the copy must have seen, where another than the primary will do. */
  after?: Bookmark | undefined;
  /** Is told what a copy must have seen to know all that an operation has seen or written. */
  reached(bookmark: Bookmark): void;
};

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
  search: SearchRepository;
};

/** The repositories that need no caller. */
export type PublicRepositories = {
  registration: RegistrationRepository;
  publishedTutorials: PublishedTutorialRepository;
};
