import { expect, test } from "vitest";
import { cpuTimeBetween, cpuTimeIsKnown, cpuTimesMs } from "../../../bench/cpu-time.ts";

test("between two looks, only processes that were there at both have used something", () => {
  const before = new Map([
    [1, 10],
    [2, 5],
  ]);
  const after = new Map([
    [1, 13],
    [3, 100],
  ]);
  expect(cpuTimeBetween(before, after)).toBe(3);
});

test.runIf(cpuTimeIsKnown)("processes that have ended are left out", () => {
  const noProcess = 2 ** 30;
  expect([...cpuTimesMs([process.pid, noProcess]).keys()]).toEqual([process.pid]);
});
