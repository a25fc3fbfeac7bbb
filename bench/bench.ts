/**
 * Measures the API beside its peers and its floor, on this machine and a real Postgres, and writes what it has seen to
 * bench/results/. README.md beside this file tells how to read it.
 *
 *   npm run bench                 within ten minutes
 *   npm run bench -- --quick      within two, to try it
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startDatabaseServer, withClient } from "../tests/support/database-server.ts";
import { startContenders } from "./contenders.ts";
import type { DistanceMessage, DistanceReply } from "./distance-process.ts";
import { goalsOf } from "./goals.ts";
import type { Load, Samples } from "./load-process.ts";
import { describeMachine } from "./machine.ts";
import { measure, type Plan } from "./measure.ts";
import { toSvg } from "./plot.ts";
import { postgresProcesses } from "./postgres-processes.ts";
import { startHelper, stopAll } from "./processes.ts";
import { goalTable, type Report, toMarkdown, toTable } from "./report.ts";
import { toRows } from "./results.ts";
import { verify } from "./verify.ts";

const full: Plan = {
  warmUpMs: 700,
  throughput: { rounds: 5, connections: 16, forMs: 700 },
  near: { rounds: 5, forMs: 400 },
  far: { rounds: 2, requests: 8, delaysMs: [25, 50, 100] },
  cpu: { rounds: 5, forMs: 300 },
};

const quick: Plan = {
  warmUpMs: 200,
  throughput: { rounds: 1, connections: 16, forMs: 250 },
  near: { rounds: 1, forMs: 200 },
  far: { rounds: 1, requests: 4, delaysMs: [25, 50, 100] },
  cpu: { rounds: 1, forMs: 250 },
};

const { values: options } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const startedAt = performance.now();
const tell = (what: string) =>
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);

await bench(options.quick ? quick : full).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
// What was started is gone, or goes now; whatever handles it has left shall not keep this process.
process.exit();

async function bench(plan: Plan): Promise<void> {
  const at = new Date().toISOString();
  tell("Postgres");
  const database = await startDatabaseServer();
  const distance = startHelper<DistanceMessage, DistanceReply>(
    join(import.meta.dirname, "distance-process.ts"),
  );
  const load = startHelper<Load, Samples>(join(import.meta.dirname, "load-process.ts"));
  try {
    const machine = describeMachine(database.description);
    const places = await distance.ask({ postgresUrl: database.adminUrl });
    const { present, leftOut, versions } = await startContenders(database, places, tell);
    await verify(present);
    const rows = await withClient(database.adminUrl, async (client) => {
      const postgres = () => postgresProcesses(client);
      return toRows(await measure(present, plan, { load, distance, postgres, tell }));
    });
    const report = {
      at,
      quick: options.quick,
      machine: { ...machine, versions: [...machine.versions, ...versions] },
      plan,
      leftOut: Object.fromEntries(leftOut),
      rows,
      goals: goalsOf(rows),
    };
    publish(report);
  } finally {
    await stopAll();
    await database.stop();
  }
}

function publish(report: Report): void {
  const folder = join(import.meta.dirname, "results");
  const name = report.quick ? "api-quick" : "api";
  const file = (extension: string) => join(folder, `${name}.${extension}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file("json"), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(file("md"), toMarkdown(report, `${name}.svg`));
  writeFileSync(file("svg"), toSvg(report));
  console.log(`\n${toTable(report)}\n\n${goalTable(report.goals)}\n`);
  for (const [name, reason] of Object.entries(report.leftOut)) console.log(`Left out: ${name}; ${reason}.`);
  console.log(`Written to ${file("{json,md,svg}")}.`);
}
