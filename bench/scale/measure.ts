import { apiRole } from "../../src/domain/models/tenancy.ts";
import type { ProductionApi } from "../../tests/integration/support/production-api.ts";
import { withClient } from "../../tests/support/database-server.ts";
import type { Call } from "../../tests/unit/interface/support/api.ts";
import { type ExplainedStatement, explainedStatement } from "./plans.ts";

/** The first runs fill the caches of catalogues. */
const WARM_UPS = 2;
const RUNS = 5;

export type CalledOperation = {
  name: string;
  /** The name of the one that it may not cost more than, where that is another. */
  comparedWith?: string;
  method: string;
  path: string;
  call: Call;
};

export type Measured = {
  name: string;
  comparedWith: string;
  /** Touched by all its statements, their functions and triggers: the median of the runs. */
  buffers: number;
  /** What was run, each statement once: how often in one run, and the buffers of all of these. */
  statements: (ExplainedStatement & { runs: number })[];
};

/** Runs an operation several times on the same data; `notices` is where its plans arrive. */
export async function measure(
  api: ProductionApi,
  notices: string[],
  { name, comparedWith = name, method, path, call }: CalledOperation,
): Promise<Measured> {
  return withClient(api.adminUrl, async (admin) => {
    const buffers: number[] = [];
    for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
      notices.length = 0;
      await admin.query("SELECT pg_stat_statements_reset()");
      const { status, text } = await api.call(method, path, call);
      if (status >= 400) throw new Error(`${name} was answered by ${status} ${text}`);
      const { rows } = await admin.query(
        `SELECT coalesce(sum(shared_blks_hit + shared_blks_read), 0)::int AS buffers FROM pg_stat_statements
        WHERE userid = $1::regrole`,
        [apiRole.name],
      );
      if (run >= WARM_UPS) buffers.push(rows[0].buffers);
    }
    return { name, comparedWith, buffers: median(buffers), statements: summedUp(notices) };
  });
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

function summedUp(notices: readonly string[]): Measured["statements"] {
  const explained = notices.flatMap((notice) => explainedStatement(notice) ?? []);
  const byQuery = Map.groupBy(explained, ({ query }) => query);
  return [...byQuery].map(([query, runs]) => ({
    query,
    runs: runs.length,
    buffers: runs.reduce((sum, { buffers }) => sum + buffers, 0),
    indexes: distinct(runs.flatMap(({ indexes }) => indexes)),
    readWhole: distinct(runs.flatMap(({ readWhole }) => readWhole)),
  }));
}

const distinct = (names: string[]) => [...new Set(names)].toSorted();
