import type {
  CallerRepositories,
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

export function callerRepositories(database: Database, credential: Credential): CallerRepositories {
  const session = database.callerSession(credential);
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
  return {
    registration: createRegistrationRepository(session),
    publishedTutorials: createPublishedTutorialRepository(session),
  };
}
