import { describe, expect, test } from "vitest";
import type { Measured } from "../../../bench/scale/measure.ts";
import { explainedStatement } from "../../../bench/scale/plans.ts";
import { judge, type SizeResult } from "../../../bench/scale/report.ts";
import { COMMON_WORD, COMMONEST_WORD, RARE_WORD, webVttOf } from "../../../bench/scale/texts.ts";

describe("a plan that Postgres tells of", () => {
  const noticeOf = (plan: object) =>
    `duration: 0.125 ms  plan:\n${JSON.stringify({ "Query Text": "SELECT *\n  FROM cues", Plan: plan }, null, 2)}`;

  test("is read with all its nodes", () => {
    const plan = {
      "Node Type": "Nested Loop",
      "Shared Hit Blocks": 7,
      "Shared Read Blocks": 2,
      Plans: [
        { "Node Type": "Seq Scan", "Relation Name": "transcripts", "Shared Hit Blocks": 5 },
        {
          "Node Type": "Bitmap Heap Scan",
          "Relation Name": "cues",
          Plans: [
            { "Node Type": "Bitmap Index Scan", "Index Name": "cues_pkey", "Index Cond": "(position = 1)" },
          ],
        },
      ],
    };
    expect(explainedStatement(noticeOf(plan))).toEqual({
      query: "SELECT * FROM cues",
      buffers: 9,
      indexes: ["cues_pkey"],
      readWhole: ["transcripts"],
    });
  });

  test("reads an index whole where it looks for nothing in it", () => {
    const plan = { "Node Type": "Index Scan", "Relation Name": "cues", "Index Name": "cues_pkey" };
    expect(explainedStatement(noticeOf(plan))).toMatchObject({ indexes: [], readWhole: ["cues_pkey"] });
  });

  test("is told apart from what else Postgres says", () => {
    expect(explainedStatement('relation "cues" already exists, skipping')).toBeUndefined();
    expect(explainedStatement("there is {no} plan")).toBeUndefined();
  });
});

describe("an operation", () => {
  const size = (buffers: number, readWhole: string[] = []): SizeResult => {
    const statement = { query: "SELECT", runs: 1, buffers, indexes: ["cues_pkey"], readWhole };
    const operations: Measured[] = [
      { name: "getTranscript", comparedWith: "getTranscript", buffers, statements: [statement] },
    ];
    return {
      users: 1,
      cues: 1,
      bytes: 1,
      seconds: { filling: 1, measuring: 1 },
      pages: { cues: 16, tutorials: 15 },
      operations,
    };
  };

  test.each([
    [100, 130, true],
    [100, 131, false],
    [10, 18, true],
    [10, 19, false],
    [0, 0, true],
    [0, 9, false],
  ])("of %i buffers, and %i in the largest size, passes: %s", (before, after, passes) => {
    expect(judge([size(before), size(after)])).toMatchObject([{ name: "getTranscript", passes }]);
  });

  test("is held against another where it says so", () => {
    const busy = { name: "search, others uploading", comparedWith: "getTranscript", statements: [] };
    const [before, after] = [size(100), size(100)];
    before.operations.push({ ...busy, buffers: 500 });
    after.operations.push({ ...busy, buffers: 500 });
    expect(judge([before, after])).toMatchObject([{ passes: true }, { growth: 5, passes: false }]);
  });

  test("passes when it reads a small table whole, or did so in a smaller size", () => {
    expect(judge([size(1), size(1, ["tutorials"])])).toMatchObject([{ passes: true, readWhole: [] }]);
    expect(judge([size(1, ["cues"]), size(1)])).toMatchObject([{ passes: true, readWhole: [] }]);
  });

  test("fails when it reads a large table whole", () => {
    const readWhole = [{ what: "cues", query: "SELECT" }];
    expect(judge([size(1), size(1, ["cues"])])).toMatchObject([{ passes: false, readWhole }]);
  });
});

describe("a made-up transcript", () => {
  test("is the same for the same seed alone", () => {
    expect(webVttOf(100, 1)).toBe(webVttOf(100, 1));
    expect(webVttOf(100, 1)).not.toBe(webVttOf(100, 2));
  });

  test("says few words often and many seldom", () => {
    const said = Array.from({ length: 100 }, (_, seed) => webVttOf(100, seed))
      .join("\n")
      .toLowerCase()
      .match(/[a-z]+/g);
    const counts = Map.groupBy(said ?? [], (word) => word);
    const [commonest, common, rare] = [COMMONEST_WORD, COMMON_WORD, RARE_WORD].map(
      (word) => counts.get(word)?.length ?? 0,
    );
    expect(commonest).toBeGreaterThan(5_000);
    expect(common).toBeGreaterThan(500);
    expect(common).toBeLessThan(1_500);
    expect(rare).toBeGreaterThan(0);
    expect(rare).toBeLessThan(20);
  });
});
