/**
 * The local Neon endpoint alone. Prints the two bindings that a Worker needs.
 *
 *   npm run database                                  PGlite in DATA_DIR
 *   npm run database -- --url postgres://…            a real Postgres
 *   npm run database -- --latency-ms 50               delays each call
 *
 * DATABASE_PORT (4444) and DATABASE_HOST (127.0.0.1) say where it listens; DATA_DIR (.cueprint) where PGlite keeps its data.
 */
import { parseArgs } from "node:util";
import { startPgliteDatabase, startPostgresDatabase } from "./local/local-database.ts";
import { closeOnSignal, fail, portFrom } from "./local/shutdown.ts";

try {
  const { values } = parseArgs({ options: { url: { type: "string" }, "latency-ms": { type: "string" } } });
  const latencyMs = values["latency-ms"] === undefined ? undefined : Number(values["latency-ms"]);
  if (latencyMs !== undefined && !(latencyMs >= 0))
    throw new Error("--latency-ms takes a number of milliseconds.");
  const options = {
    port: portFrom("DATABASE_PORT", 4444),
    host: process.env["DATABASE_HOST"] || undefined,
    latencyMs,
  };
  const database =
    values.url === undefined
      ? await startPgliteDatabase(process.env["DATA_DIR"] || ".cueprint", options)
      : await startPostgresDatabase(values.url, options);
  closeOnSignal(() => database.close());
  console.error(`${database.description} answers Neon's SQL over HTTP.`);
  for (const [name, value] of Object.entries(database.bindings)) console.log(`${name}=${value}`);
} catch (error) {
  fail(error);
}
