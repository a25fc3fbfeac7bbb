import { describe, expect, test } from "vitest";
import { median, percentile } from "../../../bench/statistics.ts";

describe("percentiles", () => {
  test("are values that were seen, by their nearest rank", () => {
    const values = [5, 1, 4, 2, 3];
    expect([0, 0.2, 0.21, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 1, 2, 5, 5]);
    expect(median(values)).toBe(3);
  });

  test("of nothing are not a number", () => {
    expect(median([])).toBeNaN();
  });
});
