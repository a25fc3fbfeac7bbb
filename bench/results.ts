import type { ServerName } from "./contenders.ts";
import type { CpuShares, Measured } from "./measure.ts";
import type { Operation } from "./operations.ts";
import { median, percentile } from "./statistics.ts";

/** A row of the table: one server at one operation. Times in milliseconds. */
export type Row = {
  operation: Operation;
  server: ServerName;
  /** One connection, no delay. */
  alone: { p50: number; p99: number; requests: number };
  /** All connections, no delay. */
  loaded: { perSecond: number; p50: number; p99: number; requests: number };
  /** All connections: CPU time per request, by who takes it. */
  loadedCpu: CpuShares | undefined;
  /** How many times its throughput Cueprint on workerd has: the median of the rounds' ratios. */
  cueprintTimes: number;
  /** One connection, at each delay. */
  far: { delay: number; p50: number; requests: number }[];
  /** How many delays a request pays for: by how much p50 has grown at the longest delay, in delays. */
  delays: number | undefined;
  /** CPU time of the process per request: as it is, and without the bare handler's at the same request. */
  cpu: { whole: number; aboveBare: number } | undefined;
};

export function toRows(all: readonly Measured[]): Row[] {
  return all.map((measured) => {
    const { operation, server, aloneMs, loadedMs, ratesPerSecond, farMs } = measured;
    const find = (name: ServerName) =>
      all.find((other) => other.operation === operation && other.server === name);
    const cueprint = find("Cueprint on workerd")?.ratesPerSecond ?? [];
    const alone = { p50: median(aloneMs), p99: percentile(aloneMs, 0.99), requests: aloneMs.length };
    const far = [...farMs].map(([delay, latencies]) => ({
      delay,
      p50: median(latencies),
      requests: latencies.length,
    }));
    return {
      operation,
      server,
      alone,
      loaded: {
        perSecond: median(ratesPerSecond),
        p50: median(loadedMs),
        p99: percentile(loadedMs, 0.99),
        requests: loadedMs.length,
      },
      loadedCpu: sharesOf(measured.loadedCpu),
      cueprintTimes: median(cueprint.map((rate, round) => rate / (ratesPerSecond[round] ?? Number.NaN))),
      far,
      delays: delaysOf(alone.p50, far.at(-1)),
      cpu: cpuOf(measured, find("floor: bare handler")),
    };
  });
}

function sharesOf(rounds: readonly CpuShares[]): CpuShares | undefined {
  if (rounds.length === 0) return undefined;
  const postgres = rounds.map((round) => round.postgres).filter((time) => time !== undefined);
  return {
    server: median(rounds.map(({ server }) => server)),
    endpoint: median(rounds.map(({ endpoint }) => endpoint)),
    postgres: postgres.length > 0 ? median(postgres) : undefined,
  };
}

function delaysOf(p50: number, longest: { delay: number; p50: number } | undefined): number | undefined {
  return longest && (longest.p50 - p50) / longest.delay;
}

function cpuOf({ cpuMs }: Measured, bare: Measured | undefined): Row["cpu"] {
  if (cpuMs.length === 0 || !bare) return undefined;
  return { whole: median(cpuMs), aboveBare: median(cpuMs) - median(bare.cpuMs) };
}
