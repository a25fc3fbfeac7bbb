import type { ServerName } from "./contenders.ts";
import { type Operation, operationNames, operations } from "./operations.ts";
import type { Row } from "./results.ts";

/** What was aimed at and what came out. `short` says by how much of the goal it was missed; 0 where it was reached. */
export type Goal = {
  what: string;
  operation: Operation;
  goal: string;
  measured: string;
  reached: boolean;
  short: number;
};

const DISTANCE_MS = 50;
const DISTANCE_SLACK = 1.1;
const TIMES_FASTAPI = 2;
const TIMES_FLOOR = 1.3;
const CPU_MS = 2;
const UPLOAD_CPU_MS = 8;

/** The project's goals, as far as the run can tell. */
export function goalsOf(rows: readonly Row[]): Goal[] {
  return operationNames.flatMap((operation) => {
    const find = (server: ServerName) =>
      rows.find((row) => row.operation === operation && row.server === server);
    const cueprint = find("Cueprint on workerd");
    if (!cueprint) return [];
    return [
      ...distanceGoals(operation, cueprint),
      ...peerGoals(operation, find("FastAPI peer")),
      ...floorGoals(operation, find("floor: one neon() call")),
      ...cpuGoals(operation, cueprint),
    ];
  });
}

function distanceGoals(operation: Operation, { alone, far }: Row): Goal[] {
  const { authenticated, calls } = operations[operation];
  const there = far.find(({ delay }) => delay === DISTANCE_MS);
  if (!authenticated || !there) return [];
  const most = DISTANCE_SLACK * (calls * DISTANCE_MS + alone.p50);
  return [atMost(operation, `p50 with ${DISTANCE_MS} ms to the database, in ms`, there.p50, most)];
}

function peerGoals(operation: Operation, peer: Row | undefined): Goal[] {
  if (!peer) return [];
  const { cueprintTimes } = peer;
  return [
    {
      what: "throughput, times the FastAPI peer's",
      operation,
      goal: `≥ ${TIMES_FASTAPI.toFixed(2)}`,
      measured: cueprintTimes.toFixed(2),
      reached: cueprintTimes >= TIMES_FASTAPI,
      short: Math.max(0, 1 - cueprintTimes / TIMES_FASTAPI),
    },
  ];
}

/** Of the operations that a peer has too. Drafting makes two calls: nobody can do that for the price of one. */
function floorGoals(operation: Operation, floor: Row | undefined): Goal[] {
  if (!floor || operations[operation].calls > 1) return [];
  return [
    atMost(operation, "throughput of one neon() call, times its own", 1 / floor.cueprintTimes, TIMES_FLOOR),
  ];
}

function cpuGoals(operation: Operation, { cpu }: Row): Goal[] {
  if (!cpu) return [];
  const most = operation === "upload" ? UPLOAD_CPU_MS : CPU_MS;
  return [atMost(operation, "CPU time above the bare handler's, in ms", cpu.aboveBare, most)];
}

function atMost(operation: Operation, what: string, value: number, most: number): Goal {
  return {
    what,
    operation,
    goal: `≤ ${most.toFixed(2)}`,
    measured: value.toFixed(2),
    reached: value <= most,
    short: Math.max(0, value / most - 1),
  };
}
