/**
 * What each operation reads of a small database and of a large one, in which one user has the same: fills 100 users with
 * 100 transcripts of 100 cues, then 1,000 users (10 million cues), and calls every operation of openapi.json that reaches
 * the database. Fails when an operation touches more than 1.3 × the buffers, or reads a growing table whole. Takes 15 to 25
 * minutes on two cores, and 10 GB in the directory for temporary files (TMPDIR). Writes bench/results/scale.md and .json.
 *
 *   npm run bench:scale
 *   npm run bench:scale -- --users 10,100        smaller sizes, in growing order, to try the script: below 100 users many
 *                                                tables are rightly read whole, and its verdict says little
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openPostgres } from "../neon-endpoint/backends/postgres.ts";
import { withClient } from "../tests/support/database-server.ts";
import { withApi } from "./scale/api.ts";
import { CUES, fill, settle, TRANSCRIPTS, uploadMore } from "./scale/fill.ts";
import { type CalledOperation, type Measured, measure } from "./scale/measure.ts";
import { callsOf } from "./scale/operations.ts";
import { judge, markdownOf, type SizeResult } from "./scale/report.ts";
import { rolledBack } from "./scale/rolled-back.ts";
import { explainStatements, type ScaleDatabase, startScaleServer } from "./scale/server.ts";

/** The number of the user who is measured, from 0; every size has it. */
const MEASURED = 5;

const { values } = parseArgs({ options: { users: { type: "string", default: "100,1000" } } });
const sizes = values.users.split(",").map(Number);
if (!sizes.every((users, at) => Number.isInteger(users) && users > MEASURED && users > (sizes[at - 1] ?? 0)))
  throw new Error(`--users takes whole numbers above ${MEASURED}, in growing order: 100,1000`);

const say = (line: string) => void process.stdout.write(`${line}\n`);
const started = performance.now();
const server = await startScaleServer();
try {
  const results: SizeResult[] = [];
  for (const users of sizes) results.push(await server.withDatabase((database) => run(database, users)));
  const judged = judge(results);
  const about = { postgres: server.version, at: new Date().toISOString().slice(0, 10) };
  const markdown = markdownOf(results, judged, about);
  const folder = join(import.meta.dirname, "results");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "scale.md"), markdown);
  await writeFile(
    join(folder, "scale.json"),
    `${JSON.stringify({ ...about, judged, sizes: results }, null, 2)}\n`,
  );
  say(markdown);
  if (judged.length === 0 || judged.some(({ passes }) => !passes)) process.exitCode = 1;
} finally {
  await server.stop();
}
say(`${((performance.now() - started) / 1000).toFixed(0)} s in all`);

async function run(database: ScaleDatabase, users: number): Promise<SizeResult> {
  const { adminUrl } = database;
  const from = performance.now();
  const { calls, neighbour } = await withApi(database, openPostgres(adminUrl), async (api) => {
    const tenants = await fill(api, users);
    const calls = await callsOf(api, tenants[MEASURED]);
    await settle(adminUrl, users);
    return { calls, neighbour: tenants[0] };
  });
  const filled = performance.now();
  const { bytes, pages } = await sizeOf(adminUrl);
  say(
    `${users} users are stored: ${(bytes / 2 ** 30).toFixed(2)} GiB in ${((filled - from) / 1000).toFixed(0)} s`,
  );

  const operations = await explained(database, calls);
  await withApi(database, openPostgres(adminUrl), (api) => uploadMore(api, neighbour));
  const meanwhile = await explained(
    database,
    calls
      .filter(({ name }) => name.startsWith("search"))
      .map((call) => ({ ...call, name: `${call.name}, others uploading`, comparedWith: call.name })),
  );
  return {
    users,
    cues: users * TRANSCRIPTS * CUES,
    seconds: { filling: (filled - from) / 1000, measuring: (performance.now() - filled) / 1000 },
    bytes,
    pages,
    operations: [...operations, ...meanwhile],
  };
}

/** What asks nothing of the database can read nothing of it, and is left out. */
async function explained(database: ScaleDatabase, calls: readonly CalledOperation[]): Promise<Measured[]> {
  const { adminUrl } = database;
  const notices: string[] = [];
  const backend = rolledBack(
    openPostgres(adminUrl, { maxConnections: 1, onNotice: (said) => notices.push(said) }),
  );
  await explainStatements(adminUrl, true);
  try {
    return await withApi(database, backend, async (api) => {
      const measured: Measured[] = [];
      for (const call of calls) measured.push(await measure(api, notices, call));
      return measured.filter(({ statements }) => statements.length > 0);
    });
  } finally {
    await explainStatements(adminUrl, false);
  }
}

/** Of the database in bytes, and of each table and index in pages of 8 KiB. */
async function sizeOf(adminUrl: string): Promise<{ bytes: number; pages: Record<string, number> }> {
  return withClient(adminUrl, async (admin) => {
    const { rows } = await admin.query(
      "SELECT relname, relpages FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')",
    );
    const size = await admin.query("SELECT pg_database_size(current_database())::float8 AS bytes");
    return {
      bytes: size.rows[0].bytes,
      pages: Object.fromEntries(rows.map(({ relname, relpages }) => [relname, relpages])),
    };
  });
}
