import { expect, test } from "vitest";
import {
  BORDER_WEIGHTS,
  type Cohesive,
  sectionStarts,
} from "../../../../src/infrastructure/for-production/drafters/extractive/sections.ts";

/** Sentences that all look alike, but for what is said of some of them. */
function sentences(count: number, special: Record<number, Partial<Cohesive>> = {}): Cohesive[] {
  return Array.from({ length: count }, (_, at) => ({
    terms: ["same", "old", "story"],
    pauseMs: 0,
    speaker: "Ann",
    opening: 0,
    noise: false,
    length: 40,
    ...special[at],
  }));
}

test("nothing but length decides where nothing else tells", () => {
  expect(sectionStarts(sentences(12), 3)).toEqual([0, 4, 8]);
});

test("a change of words is a border", () => {
  const changed = sentences(12).map((one, at) =>
    at < 5 ? one : { ...one, terms: ["new", "fresh", "tale"] },
  );
  expect(sectionStarts(changed, 2)).toEqual([0, 5]);
});

test.each([
  ["an opening", { 5: { opening: 1 } }],
  ["a handing over", Object.fromEntries([5, 6, 7, 8, 9, 10, 11].map((at) => [at, { speaker: "Bob" }]))],
  ["words after noise", { 4: { noise: true } }],
  ["a long pause", { 3: { pauseMs: 200 }, 5: { pauseMs: 9000 }, 7: { pauseMs: 200 } }],
])("%s is a border", (_name, special) => {
  expect(sectionStarts(sentences(12, special), 2)).toEqual([0, 5]);
});

test("pauses count against the median pause of the recording", () => {
  const slow = sentences(12).map((one, at) => ({ ...one, pauseMs: at === 5 ? 9000 : 3000 }));
  const slower = slow.map((one) => ({ ...one, pauseMs: one.pauseMs * 1000 }));
  expect(sectionStarts(slow, 2)).toEqual([0, 5]);
  expect(sectionStarts(slower, 2)).toEqual(sectionStarts(slow, 2));
});

test("a sign that is weighed by nothing is no border", () => {
  const opened = sentences(12, { 3: { opening: 1 } });
  expect(sectionStarts(opened, 2)).toEqual([0, 3]);
  expect(sectionStarts(opened, 2, { ...BORDER_WEIGHTS, opening: 0 })).toEqual([0, 6]);
});

test("there are as many sections as asked for, as far as there are sentences", () => {
  for (const count of [1, 2, 5, 9])
    expect(sectionStarts(sentences(6), count)).toHaveLength(Math.min(count, 6));
});

test("of any number that is asked for, all sections have sentences", () => {
  for (const length of [1, 2, 3, 10, 40]) {
    const some = sentences(length).map((one, at) => ({
      ...one,
      length: 1 + ((at * 37) % 90),
      opening: at % 3,
    }));
    for (let count = 1; count <= length; count++) {
      const starts = sectionStarts(some, count);
      expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      expect([starts[0], starts.length]).toEqual([0, count]);
    }
  }
});
