import type {
  CallerRepositories,
  Credential,
  PublicRepositories,
} from "../../../src/domain/repositories/repositories.ts";
import { Database } from "../../../src/infrastructure/for-production/database.ts";
import {
  callerRepositories,
  publicRepositories,
} from "../../../src/infrastructure/for-production/repositories/index.ts";
import { FixedClock } from "../../../src/infrastructure/for-tests/fixed-clock.ts";
import { InMemoryDatabase } from "../../../src/infrastructure/for-tests/in-memory-database.ts";
import { startDatabase } from "../../support/database.ts";

/** Small enough to be reached. */
export const QUOTA = { transcripts: 20, bytes: 100_000 };

/** One implementation of the repositories, with an empty database of its own. */
export type World = {
  callerRepositories(credential: Credential): CallerRepositories;
  publicRepositories(): PublicRepositories;
  /** SQL calls made so far; undefined where there is no SQL. */
  calls(): number | undefined;
  close(): Promise<void>;
};

async function inMemory(): Promise<World> {
  const database = new InMemoryDatabase(new FixedClock(new Date()), QUOTA);
  return {
    callerRepositories: (credential) => database.callerRepositories(credential),
    publicRepositories: () => database.publicRepositories(),
    calls: () => undefined,
    close: async () => {},
  };
}

/** The repositories on Postgres, with the addresses over TCP of the API's role and of the superuser. */
export async function openPostgresWorld(): Promise<World & { databaseUrl: string; adminUrl: string }> {
  const { url, adminUrl, endpoint, stop } = await startDatabase();
  const database = new Database({
    databaseUrl: url,
    neonFetchEndpoint: endpoint.url,
    replica: undefined,
    databaseTimeoutMs: 30_000,
    quota: QUOTA,
  });
  return {
    callerRepositories: (credential) => callerRepositories(database, credential),
    publicRepositories: () => publicRepositories(database),
    calls: () => endpoint.calls,
    databaseUrl: url,
    adminUrl,
    close: stop,
  };
}

/** What each contract is run on. */
export const worlds: readonly [string, () => Promise<World>][] = [
  ["in memory", inMemory],
  ["on Postgres over neon-http", openPostgresWorld],
];
