import { describe, expect, test } from "vitest";
import { isoDuration, timeSpan, timestamp } from "../../../../src/interface/http/presentation/timestamp.ts";

describe("a time in a recording", () => {
  test.each([
    [0, "0:00", "PT0S"],
    [999, "0:00", "PT0S"],
    [42_000, "0:42", "PT42S"],
    [70_500, "1:10", "PT70S"],
    [3_599_999, "59:59", "PT3599S"],
    [3_600_000, "1:00:00", "PT3600S"],
    [36_061_000, "10:01:01", "PT36061S"],
    [2_147_483_647, "596:31:23", "PT2147483S"],
  ])("of %i ms is %s and %s", (ms, shown, machine) => {
    expect(timestamp(ms)).toBe(shown);
    expect(isoDuration(ms)).toBe(machine);
  });

  test("spans from one to another, and is one where both look the same", () => {
    expect(timeSpan(42_000, 70_000)).toBe("0:42–1:10");
    expect(timeSpan(42_000, 42_900)).toBe("0:42");
  });
});
