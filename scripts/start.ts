/**
 * Cueprint on this machine, with nothing but Node: PGlite behind the local Neon endpoint, and the Worker in workerd.
 * PORT (8787) is where it serves, DATA_DIR (.cueprint) where its data is kept.
 */
import { createServer } from "node:net";
import { ensureDemo } from "./local/demo.ts";
import { startPgliteDatabase } from "./local/local-database.ts";
import { closeOnSignal, fail, portFrom } from "./local/shutdown.ts";
import { startWorker, untilReady } from "./local/worker-process.ts";

const START_TIMEOUT_MS = 120_000;

try {
  const port = portFrom("PORT", 8787);
  if (port === 0) throw new Error("PORT must be a certain port: others are to find it.");
  const dataDirectory = process.env["DATA_DIR"] || ".cueprint";
  await assertPortFree(port);
  const database = await startPgliteDatabase(dataDirectory, { port: 0 });
  // Whoever tries it out, or measures it, has it for himself.
  const worker = startWorker(port, database.bindings);
  const end = closeOnSignal(async () => {
    await worker.stop();
    await database.close();
  });
  const api = `http://localhost:${port}`;
  try {
    await untilReady(`${api}/readyz`, worker, START_TIMEOUT_MS);
    const demo = await ensureDemo(api, dataDirectory);
    console.log(`
Cueprint is ready: ${api}

  The sample's page       ${api}/t/${demo.slug}
  The same as Markdown    curl -H 'Accept: text/markdown' ${api}/v1/published/${demo.slug}
  The API's reference     ${api}/docs
  The demo user's key     ${demo.apiKey}

Data is kept in ${dataDirectory}. Ctrl-C stops.`);
    if (!(await worker.ended)) throw new Error("wrangler dev has ended.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    await end(1);
  }
} catch (error) {
  fail(error);
}

/** wrangler would take another port in silence, or speak of it at length. */
async function assertPortFree(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", () => reject(new Error(`port ${port} is taken. Choose another with PORT.`)));
    probe.listen(port, () => probe.close(() => resolve()));
  });
}
