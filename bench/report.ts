import type { Goal } from "./goals.ts";
import type { Machine } from "./machine.ts";
import type { Plan } from "./measure.ts";
import { operationNames, operations } from "./operations.ts";
import type { Row } from "./results.ts";

/** One run, as it is written to `results/`. */
export type Report = {
  at: string;
  quick: boolean;
  machine: Machine;
  plan: Plan;
  /** What was not compared, and why. */
  leftOut: Record<string, string>;
  rows: Row[];
  goals: Goal[];
};

const none = "–";

/** The run as Markdown; the table is also what the terminal shows. */
export function toMarkdown(report: Report, plot: string): string {
  const { at, quick, machine, plan, leftOut } = report;
  const { throughput, near, far, cpu } = plan;
  return [
    `# Benchmark of ${at.slice(0, 16).replace("T", " ")} UTC${quick ? ", quick: only to try it" : ""}`,
    `${machine.cores} cores (${machine.processor}), shared by the servers, Postgres, the endpoint and the load; ${machine.versions.join(", ")}. Load of the machine before: ${machine.loadAverage.toFixed(2)}.`,
    `Throughput: ${throughput.connections} connections, rounds: ${throughput.rounds} × ${throughput.forMs} ms. Latency: one connection, ${near.rounds} × ${near.forMs} ms; with a delay, ${far.rounds} × ${far.requests} requests. CPU time: one connection, ${cpu.rounds} × ${cpu.forMs} ms.`,
    ...Object.entries(leftOut).map(([name, reason]) => `Left out: ${name}; ${reason}.`),
    toTable(report),
    `![p50 by delay, and throughput](${plot})`,
    "## Goals",
    goalTable(report.goals),
    "",
  ].join("\n\n");
}

export function toTable({ rows, plan }: Report): string {
  const { delaysMs } = plan.far;
  const { connections } = plan.throughput;
  const head = [
    "operation",
    "server",
    "p50 ms",
    "p99 ms",
    `req/s at ${connections}`,
    `p99 ms at ${connections}`,
    "Cueprint is ×",
    "CPU ms: server",
    "endpoint",
    "Postgres",
    ...delaysMs.map((delay) => `p50 at +${delay} ms`),
    "delays",
    "CPU ms alone",
    "above bare",
  ];
  const lines = rows.map((row) => [
    operations[row.operation].title,
    row.server,
    row.alone.p50.toFixed(2),
    row.alone.p99.toFixed(2),
    row.loaded.perSecond.toFixed(0),
    row.loaded.p99.toFixed(1),
    row.cueprintTimes.toFixed(2),
    row.loadedCpu?.server.toFixed(2) ?? none,
    row.loadedCpu?.endpoint.toFixed(2) ?? none,
    row.loadedCpu?.postgres?.toFixed(2) ?? none,
    ...delaysMs.map((delay) => row.far.find((one) => one.delay === delay)?.p50.toFixed(1) ?? none),
    row.delays?.toFixed(1) ?? none,
    row.cpu?.whole.toFixed(2) ?? none,
    row.cpu?.aboveBare.toFixed(2) ?? none,
  ]);
  return markdownTable(head, lines, 2);
}

export function goalTable(goals: readonly Goal[]): string {
  const inOrder = goals.toSorted(
    (a, b) =>
      a.what.localeCompare(b.what) ||
      operationNames.indexOf(a.operation) - operationNames.indexOf(b.operation),
  );
  const lines = inOrder.map(({ what, operation, goal, measured, reached, short }) => [
    what,
    operations[operation].title,
    goal,
    measured,
    reached ? "reached" : `missed by ${(short * 100).toFixed(0)} %`,
  ]);
  return markdownTable(["goal", "operation", "wanted", "measured", ""], lines, 2);
}

/** Columns from `numbersFrom` on are aligned to the right; all are padded, for who reads it in a terminal. */
function markdownTable(
  head: readonly string[],
  lines: readonly (readonly string[])[],
  numbersFrom: number,
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, 3, ...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  const isNumber = (column: number) => column >= numbersFrom;
  const pad = (cell: string, column: number) =>
    isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  const rule = widths.map((width, column) =>
    isNumber(column) ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [head.map(pad), rule, ...lines.map((cells) => cells.map(pad))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
