import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { apiRoleUrl, letApiRoleIn } from "../../scripts/local/api-role.ts";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

/** Where tests find their server. Plain data: vitest hands it to the test processes. */
export type DatabaseServerAddress = {
  /** A superuser's, or that of a role that may create databases. */
  adminUrl: string;
  /** A database with the migrations applied. Nobody may connect to it: it is there to be cloned. */
  template: string;
  /** Names of databases begin with it, so that `stop` finds what tests have left behind. */
  prefix: string;
};

export type DatabaseServer = DatabaseServerAddress & {
  /** Product, version and where it came from; no credentials. */
  description: string;
  stop(): Promise<void>;
};

declare module "vitest" {
  export interface ProvidedContext {
    databaseServer: DatabaseServerAddress;
  }
}

type Server = { adminUrl: string; kind: string; stop(): Promise<void> };

const migrationsFolder = join(import.meta.dirname, "../../migrations");

/** The projects whose tests know no database: a run of them alone does not start one. */
const WITHOUT_DATABASE = ["unit", "browser"];

/** vitest's globalSetup. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.vitest.projects.every(({ name }) => WITHOUT_DATABASE.includes(name))) return undefined;
  const { adminUrl, template, prefix, description, stop } = await startDatabaseServer();
  console.log(`Database tests run on ${description}`);
  project.provide("databaseServer", { adminUrl, template, prefix });
  return stop;
}

/**
 * Takes the first Postgres that is there: `TEST_DATABASE_URL`, Docker (image by `POSTGRES_IMAGE`), the
 * embedded binaries. Throws when none is, or when the migrations fail.
 */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const server = (await givenServer()) ?? (await dockerServer()) ?? (await embeddedServer());
  const prefix = `cueprint_${randomBytes(4).toString("hex")}_`;
  const template = `${prefix}template`;
  try {
    const version = await withClient(server.adminUrl, async (admin) => {
      await admin.query(`CREATE DATABASE ${template}`);
      const { rows } = await admin.query("SHOW server_version");
      return String(rows[0].server_version).split(" ")[0];
    });
    await applyMigrations(server.adminUrl, template);
    return {
      adminUrl: server.adminUrl,
      template,
      prefix,
      description: server.kind.replace("PostgreSQL", `PostgreSQL ${version}`),
      async stop() {
        await dropDatabases(server.adminUrl, prefix);
        await server.stop();
      },
    };
  } catch (error) {
    await dropDatabases(server.adminUrl, prefix).catch(() => {});
    await server.stop();
    throw error;
  }
}

/** Runs `work` on one connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server and user, another database. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

async function applyMigrations(adminUrl: string, template: string): Promise<void> {
  if (existsSync(join(migrationsFolder, "meta/_journal.json"))) {
    await withClient(urlOf(adminUrl, template), async (client) => {
      await migrate(drizzle(client), { migrationsFolder });
      await client.query(letApiRoleIn(apiRoleUrl(adminUrl)));
    });
  }
  // Cloning fails while anybody is connected to the template.
  await withClient(adminUrl, (admin) => admin.query(`ALTER DATABASE ${template} ALLOW_CONNECTIONS false`));
}

async function dropDatabases(adminUrl: string, prefix: string): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query("SELECT datname FROM pg_database WHERE starts_with(datname, $1)", [
      prefix,
    ]);
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  });
}

async function givenServer(): Promise<Server | undefined> {
  const adminUrl = process.env["TEST_DATABASE_URL"];
  return adminUrl ? { adminUrl, kind: "PostgreSQL of TEST_DATABASE_URL", stop: async () => {} } : undefined;
}

async function dockerServer(): Promise<Server | undefined> {
  if (!(await dockerAnswers())) return undefined;
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
  const image = process.env["POSTGRES_IMAGE"] ?? "postgres:17-alpine";
  const container = await new PostgreSqlContainer(image)
    .withCommand(["postgres", ...fastAndForgetful.flatMap((setting) => ["-c", setting])])
    .start();
  return {
    adminUrl: container.getConnectionUri(),
    kind: `PostgreSQL in Docker (${image})`,
    stop: async () => void (await container.stop()),
  };
}

async function dockerAnswers(): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)("docker", ["info", "--format", "{{.ServerVersion}}"], {
      timeout: 3_000,
    });
    return stdout.trim() !== "";
  } catch {
    return false;
  }
}

/** For data that nobody will miss. */
const fastAndForgetful = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=200",
];

async function embeddedServer(): Promise<Server> {
  try {
    const { url, stop } = await startEmbeddedPostgres(fastAndForgetful);
    return {
      adminUrl: url,
      kind: "embedded PostgreSQL (set TEST_DATABASE_URL or start Docker for another)",
      stop,
    };
  } catch (error) {
    throw new Error(
      "No Postgres for the database tests. Set TEST_DATABASE_URL, start Docker, or see why the embedded one failed.",
      { cause: error },
    );
  }
}
