import type { Endpoint } from "../neon-endpoint/endpoint.ts";
import { servers } from "../tests/end-to-end/support/servers.ts";
import { startDatabase } from "../tests/support/database.ts";
import { startDatabaseServer } from "../tests/support/database-server.ts";

/** Where the Worker answers, what it runs on, and the way to its database. */
export type RealWorker = { url: string; runtime: string; endpoint: Endpoint };

/** Lends the real Worker, as it would be deployed, on a Postgres of its own; both end with `use`. */
export async function withWorker(use: (worker: RealWorker) => Promise<void>): Promise<void> {
  const [first] = servers;
  if (!first) throw new Error("There is no server to run against.");
  const [runtime, start] = first;
  const databaseServer = await startDatabaseServer();
  try {
    const { url: DATABASE_URL, endpoint, stop } = await startDatabase(databaseServer);
    try {
      const server = await start({ DATABASE_URL, NEON_FETCH_ENDPOINT: endpoint.url });
      try {
        await use({ url: server.url, runtime, endpoint });
      } finally {
        await server.stop();
      }
    } finally {
      await stop();
    }
  } finally {
    await databaseServer.stop();
  }
}
