import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { openPostgres } from "../../neon-endpoint/backends/postgres.ts";
import { type Endpoint, startEndpoint } from "../../neon-endpoint/endpoint.ts";
import { apiRoleUrl } from "../../scripts/local/api-role.ts";
import { type DatabaseServerAddress, urlOf, withClient } from "./database-server.ts";

export type TestDatabase = {
  /** Over TCP, as the server's superuser. */
  url: string;
  drop(): Promise<void>;
};

/**
 * A database of one's own with the migrations applied. Outside vitest, pass what `startDatabaseServer` gave.
 */
export function createDatabase(
  server: DatabaseServerAddress = inject("databaseServer"),
): Promise<TestDatabase> {
  return create(server, server.template);
}

/** A database of one's own with nothing in it. */
export function createEmptyDatabase(
  server: DatabaseServerAddress = inject("databaseServer"),
): Promise<TestDatabase> {
  return create(server, "template0");
}

/**
 * A migrated database behind the Neon endpoint: `neonConfig.fetchEndpoint = endpoint.url`, and `neon(url)`. `url` is
 * that of the API's own role, as in production.
 */
export async function startDatabase(
  server: DatabaseServerAddress = inject("databaseServer"),
): Promise<{ url: string; adminUrl: string; endpoint: Endpoint; stop(): Promise<void> }> {
  const { url: adminUrl, drop } = await createDatabase(server);
  const backend = openPostgres(adminUrl, { maxConnections: 50 });
  const endpoint = await startEndpoint({ backend });
  return {
    url: apiRoleUrl(adminUrl),
    adminUrl,
    endpoint,
    async stop() {
      await endpoint.close();
      await backend.close();
      await drop();
    },
  };
}

async function create({ adminUrl, prefix }: DatabaseServerAddress, template: string): Promise<TestDatabase> {
  const name = `${prefix}${randomBytes(6).toString("hex")}`;
  await withClient(adminUrl, (admin) => admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    url: urlOf(adminUrl, name),
    drop: () =>
      withClient(
        adminUrl,
        async (admin) => void (await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
      ),
  };
}
