/**
 * Compares the CPU time in which the Worker starts with that of a minimal application of the same packages, both
 * profiled by `wrangler check startup` in turns, so that whatever else the machine does falls on both.
 *
 * --runs N profiles each N times.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { describeMachine } from "../bench/machine.ts";
import { median } from "../bench/statistics.ts";
import { wrangler } from "./wrangler.ts";

/** The part of the minimal application's time that the Worker may take. */
const GOAL = 0.8;

const APPLICATIONS = { worker: "wrangler.toml", minimalApp: "bench/startup/wrangler.toml" } as const;

/** What V8 writes; times in microseconds. */
type CpuProfile = {
  nodes: { id: number; callFrame: { functionName: string } }[];
  samples: number[];
  timeDeltas: number[];
};

const { values: options } = parseArgs({ options: { runs: { type: "string", default: "15" } } });
const runs = Number(options.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error("--runs takes a number from 1.");

const folder = mkdtempSync(join(tmpdir(), "cueprint-startup-"));
/** Built once, for `check startup` takes no configuration: without a bundle it profiles whatever stands in its folder. */
const bundleOf = (name: keyof typeof APPLICATIONS) => {
  const file = join(folder, `${name}.bundle`);
  wrangler(["deploy", "--dry-run", "--config", APPLICATIONS[name], "--outfile", file]);
  return file;
};
const milliseconds: Record<keyof typeof APPLICATIONS, number[]> = { worker: [], minimalApp: [] };
const { cores, processor, loadAverage } = describeMachine("");
try {
  const bundles = { worker: bundleOf("worker"), minimalApp: bundleOf("minimalApp") };
  for (let run = 0; run < runs; run += 1) {
    milliseconds.worker.push(startUp(bundles.worker));
    milliseconds.minimalApp.push(startUp(bundles.minimalApp));
  }
} finally {
  rmSync(folder, { recursive: true });
}

const worker = median(milliseconds.worker);
const minimalApp = median(milliseconds.minimalApp);
const ratio = worker / minimalApp;
const reached = ratio <= GOAL;
const range = (values: number[]) => `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;

const report = `# Start-up

CPU time until the Worker could take its first request, by \`wrangler check startup\`: idle time left out, garbage
collection included. Medians of ${runs} runs each, in turns, on ${cores} cores of ${processor}, at a load average of ${loadAverage.toFixed(2)}.
Another machine has other times; their ratio is what to look at.

| | Median | Range |
| --- | ---: | ---: |
| The Worker | ${worker.toFixed(1)} ms | ${range(milliseconds.worker)} ms |
| A minimal application (Hono, zod-openapi, Drizzle, Neon) | ${minimalApp.toFixed(1)} ms | ${range(milliseconds.minimalApp)} ms |

Ratio: ${ratio.toFixed(2)}. The goal of at most ${GOAL} is ${reached ? "reached" : "missed"}.
`;
const results = new URL("../bench/results/", import.meta.url);
writeFileSync(new URL("startup.md", results), report);
writeFileSync(
  new URL("startup.json", results),
  `${JSON.stringify({ runs, cores, processor, loadAverage, milliseconds, worker, minimalApp, ratio, goal: GOAL, reached }, null, 2)}\n`,
);
console.log(report);

/** Milliseconds in which code ran, of one start. */
function startUp(bundle: string): number {
  const file = join(folder, "profile.cpuprofile");
  wrangler(["check", "startup", "--worker", bundle, "--outfile", file]);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, "utf8")) as CpuProfile;
  const idle = new Set(
    nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id),
  );
  const active = samples.map((node, at) => (idle.has(node) ? 0 : (timeDeltas[at] ?? 0)));
  return active.reduce((sum, delta) => sum + delta, 0) / 1000;
}
