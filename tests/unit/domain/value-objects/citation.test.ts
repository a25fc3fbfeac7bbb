import { describe, expect, it } from "vitest";
import { Citation, CueRange, Quote } from "../../../../src/domain/value-objects/citation.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";

const places = (parsed: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  parsed.error?.issues.map(({ path }) => path.join("."));

describe("a range of cues", () => {
  it.each([
    ["one cue", { firstCue: 3, lastCue: 3 }],
    ["several", { firstCue: 1, lastCue: limits.cuesPerTranscript }],
  ])("is %s", (_, range) => {
    expect(CueRange.parse(range)).toEqual(range);
  });

  it.each([
    ["its end stands before its start", { firstCue: 3, lastCue: 2 }, "lastCue"],
    ["it starts before the first cue", { firstCue: 0, lastCue: 2 }, "firstCue"],
    ["it ends beyond the limit", { firstCue: 1, lastCue: limits.cuesPerTranscript + 1 }, "lastCue"],
    ["it names half a cue", { firstCue: 1.5, lastCue: 2 }, "firstCue"],
    ["it has no end", { firstCue: 1 }, "lastCue"],
  ])("is refused where %s", (_, range, at) => {
    expect(places(CueRange.safeParse(range))).toEqual([at]);
  });
});

describe("a quote", () => {
  it("has as many characters as the limit says, and not one more", () => {
    expect(Quote.parse("q".repeat(limits.quoteLength))).toHaveLength(limits.quoteLength);
    expect(Quote.safeParse("q".repeat(limits.quoteLength + 1)).success).toBe(false);
  });

  it("is not empty", () => {
    expect(Quote.safeParse("").success).toBe(false);
  });

  it("keeps the words as they stand", () => {
    expect(Quote.parse(" one\n two ")).toBe(" one\n two ");
  });
});

describe("a citation", () => {
  const citation = { firstCue: 1, lastCue: 2, startMs: 0, endMs: 10, quote: "words", state: "verified" };

  it.each(["verified", "stale", "missing"])("may be %s", (state) => {
    expect(Citation.parse({ ...citation, state })).toEqual({ ...citation, state });
  });

  it.each([
    ["an unknown state", { state: "true" }, "state"],
    ["no state", { state: undefined }, "state"],
    ["an empty quote", { quote: "" }, "quote"],
    ["cues in the wrong order", { firstCue: 3 }, "lastCue"],
    ["times in the wrong order", { startMs: 11 }, "endMs"],
    ["a cue before the first", { firstCue: 0 }, "firstCue"],
    ["a negative time", { startMs: -1 }, "startMs"],
  ])("is refused with %s", (_, changes, at) => {
    expect(places(Citation.safeParse({ ...citation, ...changes }))).toEqual([at]);
  });
});
