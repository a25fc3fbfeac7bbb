import { join } from "node:path";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import { drizzle as drizzlePglite } from "drizzle-orm/pglite";
import { migrate as migratePglite } from "drizzle-orm/pglite/migrator";
import pg from "pg";
import type { Backend } from "../../neon-endpoint/backend.ts";
import { openPglite } from "../../neon-endpoint/backends/pglite.ts";
import { openPostgres } from "../../neon-endpoint/backends/postgres.ts";
import { type Endpoint, startEndpoint } from "../../neon-endpoint/endpoint.ts";
import { apiRoleUrl, letApiRoleIn } from "./api-role.ts";
import { lockDataDirectory } from "./data-directory.ts";

const migrationsFolder = join(import.meta.dirname, "../../migrations");

/** The API's role in PGlite, which nobody reaches but through the endpoint on this machine. */
const PGLITE_URL = "postgres://cueprint_api:cueprint@localhost/postgres";

/** Any two processes that migrate the same database wait for each other on this number. */
const MIGRATION_LOCK = 4_727_411;

export type LocalDatabase = {
  /** What it is: a product and version. */
  description: string;
  /** The two bindings that a Worker needs. */
  bindings: { DATABASE_URL: string; NEON_FETCH_ENDPOINT: string };
  endpoint: Endpoint;
  close(): Promise<void>;
};

type Options = { port: number; host?: string | undefined; latencyMs?: number | undefined };

/** PGlite in a data directory, migrated, behind the endpoint. @throws DataDirectoryInUse */
export async function startPgliteDatabase(directory: string, options: Options): Promise<LocalDatabase> {
  const unlock = lockDataDirectory(directory);
  try {
    const backend = await openPglite(join(directory, "postgres"));
    await migratePglite(drizzlePglite(backend.pglite), { migrationsFolder });
    await backend.pglite.exec(letApiRoleIn(PGLITE_URL));
    return await serve(backend, PGLITE_URL, options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** A Postgres that is there already, migrated as the owner that `url` names, behind the endpoint. */
export async function startPostgresDatabase(url: string, options: Options): Promise<LocalDatabase> {
  const apiUrl = apiRoleUrl(url, process.env["API_ROLE_PASSWORD"] || undefined);
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await migratePg(drizzlePg(client), { migrationsFolder });
    await client.query(letApiRoleIn(apiUrl));
  } finally {
    await client.end();
  }
  return serve(openPostgres(url), apiUrl, options);
}

async function serve(
  backend: Backend,
  url: string,
  { port, host, latencyMs }: Options,
  release?: () => void,
): Promise<LocalDatabase> {
  const endpoint = await startEndpoint({
    backend,
    port,
    ...(host !== undefined && { host }),
    ...(latencyMs !== undefined && { latencyMs }),
  });
  return {
    description: backend.description,
    bindings: { DATABASE_URL: url, NEON_FETCH_ENDPOINT: endpoint.url },
    endpoint,
    async close() {
      await endpoint.close();
      await backend.close();
      release?.();
    },
  };
}
