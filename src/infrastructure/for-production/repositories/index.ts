import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type {
  CallerRepositories,
  Consistency,
  Credential,
  PublicRepositories,
} from "../../../domain/repositories/repositories.ts";
import type { Database } from "../database.ts";
import { createApiKeyRepository } from "./api-key-repository.ts";
import { createPublishedTutorialRepository } from "./published-tutorial-repository.ts";
import { createRegistrationRepository } from "./registration-repository.ts";
import { createSearchRepository } from "./search-repository.ts";
import { createTranscriptRepository } from "./transcript-repository.ts";
import { createTutorialRepository } from "./tutorial-repository.ts";
import { createUserRepository } from "./user-repository.ts";

export function callerRepositories(
  database: Database,
  credential: Credential,
  consistency?: Consistency,
): CallerRepositories {
  const session = database.callerSession(credential, consistency);
  return {
    users: createUserRepository(session),
    apiKeys: createApiKeyRepository(session),
    transcripts: createTranscriptRepository(session, database.quota),
    tutorials: createTutorialRepository(session),
    search: createSearchRepository(session),
  };
}

export function publicRepositories(database: Database): PublicRepositories {
  const session = database.publicSession();
  const replica = database.publicReplicaReads();
  const primary = createPublishedTutorialRepository(session);
  return {
    registration: createRegistrationRepository(session),
    publishedTutorials: replica ? replicaFirst(createPublishedTutorialRepository(replica), primary) : primary,
  };
}

/** What a replica does not find may just have been published, and where it does not answer another must. */
function replicaFirst(
  replica: PublishedTutorialRepository,
  primary: PublishedTutorialRepository,
): PublishedTutorialRepository {
  return {
    get: (slug) => replica.get(slug).catch(() => primary.get(slug)),
    getUnless: (slug, version) =>
      replica.getUnless(slug, version).catch(() => primary.getUnless(slug, version)),
    ofAuthor: (handle) => replica.ofAuthor(handle).catch(() => primary.ofAuthor(handle)),
  };
}
