import type { Contender, Place, ServerName } from "./contenders.ts";
import { cpuTimeBetween, cpuTimeIsKnown, cpuTimeMs, cpuTimesMs } from "./cpu-time.ts";
import type { DistanceMessage, DistanceReply } from "./distance-process.ts";
import type { BenchRequest, Load, Samples } from "./load-process.ts";
import { type Operation, operationNames } from "./operations.ts";
import type { Helper } from "./processes.ts";

/** How much is measured. Durations are of one server at one operation in one round. */
export type Plan = {
  warmUpMs: number;
  throughput: { rounds: number; connections: number; forMs: number };
  near: { rounds: number; forMs: number };
  far: { rounds: number; requests: number; delaysMs: readonly number[] };
  cpu: { rounds: number; forMs: number };
};

/** All that was seen of one server at one operation. */
export type Measured = {
  operation: Operation;
  server: ServerName;
  /** One connection, no delay. */
  aloneMs: number[];
  /** Many connections, no delay: each request's latency, and each round's requests per second. */
  loadedMs: number[];
  ratesPerSecond: number[];
  /** Each round's CPU time per request, in milliseconds, of all that take part but the load. */
  loadedCpu: CpuShares[];
  /** One connection: latencies by the delay of each call of the database. */
  farMs: Map<number, number[]>;
  /** Each round's CPU time of the server's process per request, in milliseconds. */
  cpuMs: number[];
};

/** `postgres` is unknown where its processes cannot be seen. */
export type CpuShares = { server: number; endpoint: number; postgres: number | undefined };

type Cell = { measured: Measured; contender: Contender };

export type Tools = {
  load: Helper<Load, Samples>;
  distance: Helper<DistanceMessage, DistanceReply>;
  /** The processes of Postgres, as far as they can be seen. */
  postgres(): Promise<readonly number[]>;
  tell(what: string): void;
};

/** Rounds go over all operations and all servers, so that whatever else the machine does befalls all alike. */
export async function measure(
  contenders: readonly Contender[],
  plan: Plan,
  { load, distance, postgres, tell }: Tools,
): Promise<Measured[]> {
  const cells = operationNames.flatMap((operation) => cellsOf(operation, contenders));

  async function ask(place: Place, operation: Operation, amount: Amount): Promise<Samples> {
    const request = requestOf(place, operation);
    return load.ask({ origin: place.url, request, ...amount });
  }

  async function startAccount({ pid }: Contender): Promise<(requests: number) => CpuShares> {
    const groups = { server: [pid], endpoint: [distance.pid], postgres: await postgres() };
    const look = () => ({
      server: cpuTimesMs(groups.server),
      endpoint: cpuTimesMs(groups.endpoint),
      postgres: cpuTimesMs(groups.postgres),
    });
    const before = look();
    return (requests) => {
      const after = look();
      const perRequest = (group: keyof typeof groups) =>
        cpuTimeBetween(before[group], after[group]) / requests;
      return {
        server: perRequest("server"),
        endpoint: perRequest("endpoint"),
        postgres: groups.postgres.length > 0 ? perRequest("postgres") : undefined,
      };
    };
  }

  async function measureFar(round: number): Promise<void> {
    for (const delayMs of plan.far.delaysMs) {
      tell(`latency at ${delayMs} ms, round ${round + 1} of ${plan.far.rounds}`);
      await distance.ask({ delayMs });
      for (const { measured, contender } of turned(cells, round)) {
        if (!hasDatabase(contender)) continue;
        const amount = { connections: 1, requests: plan.far.requests };
        const { latenciesMs } = await ask(contender.far, measured.operation, amount);
        measured.farMs.set(delayMs, [...(measured.farMs.get(delayMs) ?? []), ...latenciesMs]);
      }
    }
    await distance.ask({ delayMs: 0 });
  }

  tell("warming up");
  // With as many connections as later, so that every pool has been opened.
  const { connections } = plan.throughput;
  for (const { measured, contender } of cells) {
    for (const place of new Set([contender.near, contender.far])) {
      await ask(place, measured.operation, { connections, forMs: plan.warmUpMs });
    }
  }

  for (let round = 0; round < plan.throughput.rounds; round += 1) {
    tell(`throughput, round ${round + 1} of ${plan.throughput.rounds}`);
    for (const { measured, contender } of turned(cells, round)) {
      const amount = { connections, forMs: plan.throughput.forMs };
      const shares = cpuTimeIsKnown ? await startAccount(contender) : undefined;
      const { latenciesMs, elapsedMs } = await ask(contender.near, measured.operation, amount);
      if (shares) measured.loadedCpu.push(shares(latenciesMs.length));
      measured.loadedMs.push(...latenciesMs);
      measured.ratesPerSecond.push((latenciesMs.length / elapsedMs) * 1000);
    }
  }

  for (let round = 0; round < plan.near.rounds; round += 1) {
    tell(`latency, round ${round + 1} of ${plan.near.rounds}`);
    for (const { measured, contender } of turned(cells, round)) {
      const amount = { connections: 1, forMs: plan.near.forMs };
      measured.aloneMs.push(...(await ask(contender.near, measured.operation, amount)).latenciesMs);
    }
    // In between, for what is compared with it.
    if (round < plan.far.rounds) await measureFar(round);
  }

  for (let round = 0; cpuTimeIsKnown && round < plan.cpu.rounds; round += 1) {
    tell(`CPU time, round ${round + 1} of ${plan.cpu.rounds}`);
    for (const { measured, contender } of turned(cells, round)) {
      if (!isWorkerd(contender)) continue;
      const before = cpuTimeMs(contender.pid);
      const amount = { connections: 1, forMs: plan.cpu.forMs };
      const { latenciesMs } = await ask(contender.near, measured.operation, amount);
      measured.cpuMs.push((cpuTimeMs(contender.pid) - before) / latenciesMs.length);
    }
  }
  return cells.map(({ measured }) => measured);
}

type Amount = { connections: number } & ({ requests: number } | { forMs: number });

function cellsOf(operation: Operation, contenders: readonly Contender[]): Cell[] {
  return contenders
    .filter(({ near }) => near.requests[operation] !== undefined)
    .map((contender) => ({
      contender,
      measured: {
        operation,
        server: contender.name,
        aloneMs: [],
        loadedMs: [],
        ratesPerSecond: [],
        loadedCpu: [],
        farMs: new Map(),
        cpuMs: [],
      },
    }));
}

function requestOf({ requests }: Place, operation: Operation): BenchRequest {
  const request = requests[operation];
  if (!request) throw new Error(`There is no request to ${operation}.`);
  return request;
}

/** The same cells in another order: nobody is always the first, or always after the same one. */
function turned<Item>(items: readonly Item[], round: number): Item[] {
  const at = Math.floor(items.length * ((round * 0.382) % 1));
  const rotated = [...items.slice(at), ...items.slice(0, at)];
  return round % 2 === 0 ? rotated : rotated.reverse();
}

const hasDatabase = ({ name }: Contender) => name !== "floor: bare handler";
const isWorkerd = ({ name }: Contender) => name === "Cueprint on workerd" || name.startsWith("floor:");
