import type { Clock } from "../../application/ports/clock.ts";
import { CredentialsInvalid, ScopeMissing } from "../../domain/exceptions/authentication.ts";
import { opens } from "../../domain/models/api-key.ts";
import type { StorageUse } from "../../domain/models/storage-use.ts";
import type {
  CallerRepositories,
  Credential,
  PublicRepositories,
} from "../../domain/repositories/repositories.ts";
import type { ApiKeyId, UserId } from "../../domain/value-objects/ids.ts";
import { inMemoryApiKeys } from "./repositories/api-keys.ts";
import { inMemoryPublishedTutorials } from "./repositories/published-tutorials.ts";
import { inMemoryRegistration } from "./repositories/registration.ts";
import { inMemorySearch } from "./repositories/search.ts";
import { inMemoryTranscripts } from "./repositories/transcripts.ts";
import { inMemoryTutorials } from "./repositories/tutorials.ts";
import { inMemoryUsers } from "./repositories/users.ts";
import { type AsCaller, type Snapshot, Tables } from "./tables.ts";

const FIVE_MINUTES_MS = 5 * 60 * 1000;

/** A database in memory that keeps the same rules as Postgres: each operation is atomic, for it never awaits. */
export class InMemoryDatabase {
  readonly #tables: Tables;
  readonly #clock: Clock;

  constructor(clock: Clock, quota: StorageUse = { transcripts: 10_000, bytes: 2 ** 30 }) {
    this.#clock = clock;
    this.#tables = new Tables(clock, quota);
  }

  callerRepositories(credential: Credential): CallerRepositories {
    const asCaller: AsCaller = async (operation) => {
      const { caller, apiKeyId } = this.#authenticate(credential);
      return operation(caller, apiKeyId);
    };
    return {
      users: inMemoryUsers(this.#tables, asCaller),
      apiKeys: inMemoryApiKeys(this.#tables, asCaller),
      transcripts: inMemoryTranscripts(this.#tables, asCaller),
      tutorials: inMemoryTutorials(this.#tables, asCaller),
      search: inMemorySearch(this.#tables, asCaller),
    };
  }

  publicRepositories(): PublicRepositories {
    return {
      registration: inMemoryRegistration(this.#tables),
      publishedTutorials: inMemoryPublishedTutorials(this.#tables),
    };
  }

  snapshot(): Snapshot {
    return this.#tables.snapshot();
  }

  restore(snapshot: Snapshot): void {
    this.#tables.restore(snapshot);
  }

  #authenticate(credential: Credential): { caller: UserId; apiKeyId: ApiKeyId | null } {
    const now = this.#clock.now();
    if (!("digest" in credential)) {
      return { caller: this.#tables.userOf(credential, now), apiKeyId: null };
    }
    const { digest, scope } = credential;
    const { apiKeys } = this.#tables;
    const key = apiKeys.find((candidate) => opens(candidate, digest, now));
    if (!key) throw new CredentialsInvalid();
    if (!key.scopes.includes(scope)) throw new ScopeMissing();
    if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > FIVE_MINUTES_MS) {
      apiKeys.put({ ...key, lastUsedAt: now });
    }
    return { caller: key.ownerId, apiKeyId: key.id };
  }
}
