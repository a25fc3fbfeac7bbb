import { describe, expect, test } from "vitest";
import { goalsOf } from "../../../bench/goals.ts";
import type { Measured } from "../../../bench/measure.ts";
import { toRows } from "../../../bench/results.ts";

const measured = (fields: Partial<Measured>): Measured => ({
  operation: "read",
  server: "Cueprint on workerd",
  aloneMs: [10],
  loadedMs: [20],
  ratesPerSecond: [100],
  loadedCpu: [],
  farMs: new Map(),
  cpuMs: [],
  ...fields,
});

const goals = (...all: Measured[]) =>
  goalsOf(toRows(all)).map(({ goal, measured, reached, short }) => [goal, measured, reached, short]);

describe("the benchmark's goals", () => {
  test("under distance: one delay and the operation's own time, and a tenth more", () => {
    const at = (ms: number) => measured({ farMs: new Map([[50, [ms]]]) });
    expect(goals(at(66))).toEqual([["≤ 66.00", "66.00", true, 0]]);
    expect(goals(at(99))).toEqual([["≤ 66.00", "99.00", false, expect.closeTo(0.5)]]);
  });

  test("under distance, drafting may pay two delays", () => {
    const farMs = new Map([[50, [120]]]);
    expect(goals(measured({ operation: "draft", farMs }))).toEqual([["≤ 121.00", "120.00", true, 0]]);
  });

  test("throughput is compared round by round", () => {
    const cueprint = measured({ ratesPerSecond: [100, 300, 50] });
    const peer = measured({ server: "FastAPI peer", ratesPerSecond: [100, 100, 20] });
    expect(goals(cueprint, peer)).toEqual([["≥ 2.00", "2.50", true, 0]]);
    const floor = measured({ server: "floor: one neon() call", ratesPerSecond: [200, 600, 100] });
    expect(goals(cueprint, floor)).toEqual([["≤ 1.30", "2.00", false, expect.closeTo(0.538)]]);
  });

  test("CPU time counts above the bare handler's, and an upload may take more", () => {
    const bare = (operation: "read" | "upload") =>
      measured({ operation, server: "floor: bare handler", cpuMs: [0.5] });
    expect(goals(measured({ cpuMs: [9, 2, 3] }), bare("read"))).toEqual([
      ["≤ 2.00", "2.50", false, expect.closeTo(0.25)],
    ]);
    expect(goals(measured({ operation: "upload", cpuMs: [3] }), bare("upload"))).toEqual([
      ["≤ 8.00", "2.50", true, 0],
    ]);
  });
});
