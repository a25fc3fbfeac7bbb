import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { apiRoleUrl, letApiRoleIn } from "../../scripts/local/api-role.ts";
import { apiRole } from "../../src/domain/models/tenancy.ts";
import { urlOf, withClient } from "../../tests/support/database-server.ts";
import { startEmbeddedPostgres } from "../../tests/support/embedded-postgres.ts";

const migrationsFolder = join(import.meta.dirname, "../../migrations");

/** The planner's settings are Postgres's own; these are for loading quickly what nobody will miss. */
const SETTINGS = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  // A table that was emptied in the same transaction is filled past the write-ahead log.
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_wal_size=4GB",
  "shared_buffers=1GB",
  // Vacuuming is done between filling and measuring, and not while either is under way.
  "autovacuum=off",
  "shared_preload_libraries=pg_stat_statements",
];

/** Of the API's role: each plan of its statements, those inside of functions and triggers too, comes as a notice. */
const EXPLAINED = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_buffers": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_nested_statements": "on",
  "auto_explain.log_format": "json",
  "auto_explain.log_level": "notice",
  client_min_messages: "notice",
};

export type ScaleDatabase = {
  /** Over TCP, as the superuser. */
  adminUrl: string;
  /** Of the API's own role, as in production. */
  url: string;
};

export type ScaleServer = {
  version: string;
  /** Lends a migrated database, and drops it after `use`: there is room on the disk for one at a time. */
  withDatabase<T>(use: (database: ScaleDatabase) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

/** A Postgres of one's own in a temporary directory. */
export async function startScaleServer(): Promise<ScaleServer> {
  const { url, stop } = await startEmbeddedPostgres(SETTINGS);
  const administer = (statement: string) => withClient(url, (admin) => admin.query(statement));
  return {
    version: (await administer("SHOW server_version")).rows[0].server_version.split(" ")[0],
    async withDatabase(use) {
      await administer("CREATE DATABASE scale");
      try {
        const adminUrl = urlOf(url, "scale");
        await prepare(adminUrl);
        return await use({ adminUrl, url: apiRoleUrl(adminUrl) });
      } finally {
        await administer("DROP DATABASE scale WITH (FORCE)");
      }
    },
    stop,
  };
}

async function prepare(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await migrate(drizzle(admin), { migrationsFolder });
    await admin.query(letApiRoleIn(apiRoleUrl(adminUrl)));
    await admin.query("CREATE EXTENSION pg_stat_statements");
  });
}

/** Whether the plans of what the API's role runs are to be told, from the next connection on. */
export async function explainStatements(adminUrl: string, on: boolean): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await admin.query(`ALTER ROLE ${apiRole.name} RESET ALL`);
    if (!on) return;
    for (const [setting, value] of Object.entries(EXPLAINED))
      await admin.query(`ALTER ROLE ${apiRole.name} SET ${setting} = '${value}'`);
  });
}
