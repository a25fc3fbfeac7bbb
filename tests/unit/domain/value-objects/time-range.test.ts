import { describe, expect, it } from "vitest";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { TimeRange } from "../../../../src/domain/value-objects/time-range.ts";

describe("a time range", () => {
  it.each([
    ["a span", { startMs: 1, endMs: 2 }],
    ["a moment", { startMs: 5, endMs: 5 }],
    ["all the time there is", { startMs: 0, endMs: limits.timeMs }],
  ])("is %s", (_, range) => {
    expect(TimeRange.parse(range)).toEqual(range);
  });

  it.each([
    ["ends before it starts", { startMs: 2, endMs: 1 }, "endMs"],
    ["starts before the recording", { startMs: -1, endMs: 1 }, "startMs"],
    ["ends later than the limit", { startMs: 0, endMs: limits.timeMs + 1 }, "endMs"],
    ["has fractions of a millisecond", { startMs: 0.5, endMs: 1 }, "startMs"],
    ["is not a number", { startMs: Number.NaN, endMs: 1 }, "startMs"],
    ["never ends", { startMs: 0, endMs: Number.POSITIVE_INFINITY }, "endMs"],
    ["holds text", { startMs: "0", endMs: 1 }, "startMs"],
    ["has no end", { startMs: 0 }, "endMs"],
  ])("is refused where it %s", (_, range, at) => {
    expect(TimeRange.safeParse(range).error?.issues.map(({ path }) => path.join("."))).toEqual([at]);
  });
});
