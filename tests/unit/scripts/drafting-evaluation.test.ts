import { describe, expect, test } from "vitest";
import {
  equidistant,
  randomBorders,
  randomScores,
  seededRandom,
} from "../../../scripts/evaluation/baselines.ts";
import { borderScores, f1Score, windowScores } from "../../../scripts/evaluation/borders.ts";
import { readRecordings } from "../../../scripts/evaluation/recordings.ts";
import { mean, spread } from "../../../scripts/evaluation/statistics.ts";
import { firstWords, sharedTitleWords } from "../../../scripts/evaluation/titles.ts";

describe("Pk and WindowDiff", () => {
  test("are 0 where the borders are people's", () => {
    expect(windowScores([5, 9], [5, 9], 12)).toEqual({ pk: 0, windowDiff: 0 });
  });

  // Eight cues, one border of people's: a mean section of 4, so a window of 2 and 6 places, 1–3 to 6–8.
  test("count the windows in which people's only border is missed", () => {
    // The border before 5 is inside the windows 3–5 and 4–6.
    expect(windowScores([5], [], 8)).toEqual({ pk: 2 / 6, windowDiff: 2 / 6 });
  });

  test("count a border that is one cue late at the two windows that see only one of them", () => {
    // Before 5: windows 3–5 and 4–6. Before 6: 4–6 and 5–7. They differ at 3–5 and 5–7.
    expect(windowScores([5], [6], 8)).toEqual({ pk: 2 / 6, windowDiff: 2 / 6 });
  });

  test("differ where a border too many stands beside a right one: only WindowDiff sees it inside the same window", () => {
    // Before 5 and 6: 3–5 has one, 4–6 two, 5–7 one. People's: 3–5 one, 4–6 one, 5–7 none.
    expect(windowScores([5], [5, 6], 8)).toEqual({ pk: 1 / 6, windowDiff: 2 / 6 });
  });

  test("have nothing to count where the window is as long as the recording", () => {
    expect(windowScores([], [2], 2)).toEqual({ pk: 0, windowDiff: 0 });
  });
});

describe("F1 of borders", () => {
  test("allows two cues, and not three", () => {
    expect(f1Score([10], [12])).toBe(1);
    expect(f1Score([10], [13])).toBe(0);
  });

  test("lets each of people's borders be met once", () => {
    // One hit, two drafted, one of people's.
    expect(f1Score([10], [9, 11])).toBeCloseTo(2 / 3);
  });

  test("pairs borders so that most of them meet", () => {
    // 11 and 11 would be nearest, but leave 9 and 13 alone.
    expect(f1Score([9, 11], [13, 11])).toBe(1);
  });

  test("is the harmonic mean of precision and recall", () => {
    // Precision 1/4, recall 1/2: 2 · 1/8 / (3/4).
    expect(f1Score([10, 50], [10, 20, 30, 40])).toBeCloseTo(1 / 3);
  });

  test("is 1 where neither has a border, 0 where only one has", () => {
    expect(f1Score([], [])).toBe(1);
    expect(f1Score([4], [])).toBe(0);
  });
});

test("all three measures are of the same borders", () => {
  expect(borderScores([5], [6], 8)).toEqual({ pk: 2 / 6, windowDiff: 2 / 6, f1: 1 });
});

describe("baselines", () => {
  test("equidistant borders cut into equal sections", () => {
    expect(equidistant(12, 3)).toEqual([5, 9]);
    expect(equidistant(10, 1)).toEqual([]);
    expect(equidistant(3, 9)).toEqual([2, 3]);
  });

  test("random borders are distinct, in order, and inside the recording", () => {
    const random = seededRandom(7);
    for (let draw = 0; draw < 200; draw++) {
      const borders = randomBorders(9, 5, random);
      expect(borders).toHaveLength(4);
      expect(borders).toEqual([...new Set(borders)].sort((a, b) => a - b));
      expect(Math.min(...borders)).toBeGreaterThanOrEqual(2);
      expect(Math.max(...borders)).toBeLessThanOrEqual(9);
    }
    expect(randomBorders(3, 9, random)).toEqual([2, 3]);
  });

  test("random borders fall on every place about as often", () => {
    const random = seededRandom(3);
    const counts = new Map<number, number>();
    for (let draw = 0; draw < 4000; draw++) {
      for (const border of randomBorders(9, 2, random)) counts.set(border, (counts.get(border) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });

  test("the mean of random draws is the same at every run, and near what chance says", () => {
    const scores = randomScores([5], 8, 2, 5000);
    expect(randomScores([5], 8, 2, 5000)).toEqual(scores);
    // Of the 7 places, 3 to 7 are within two cues of 5.
    expect(scores.f1).toBeCloseTo(5 / 7, 1);
  });
});

describe("title words in common", () => {
  const stemsOf = (title: string) => title.toLowerCase().split(" ");
  const people = [
    { title: "open the door", firstCue: 1, lastCue: 4 },
    { title: "close it", firstCue: 5, lastCue: 9 },
  ];

  test("are looked for in the segment that a step overlaps most", () => {
    const step = { title: "door close", firstCue: 3, lastCue: 8 };
    // Two cues of the first segment and four of the second, whose title has "close" alone.
    expect(sharedTitleWords([step], people, stemsOf)).toEqual({ ofDrafted: 1 / 2, ofPeople: 1 / 2 });
  });

  test("are counted over all titles together, each word once a title", () => {
    const steps = [
      { title: "open open door", firstCue: 1, lastCue: 4 },
      { title: "a window", firstCue: 5, lastCue: 9 },
    ];
    expect(sharedTitleWords(steps, people, stemsOf)).toEqual({ ofDrafted: 2 / 4, ofPeople: 2 / 5 });
  });

  test("are none of no titles", () => {
    expect(sharedTitleWords([], people, stemsOf)).toEqual({ ofDrafted: 0, ofPeople: 0 });
  });

  test("the baseline takes a text's first words", () => {
    expect(firstWords("So, what *is* this thing?", 3)).toBe("So what is");
  });
});

test("mean and the sample's standard deviation", () => {
  expect(mean([2, 4, 4, 4, 5, 5, 7, 9])).toBe(5);
  expect(spread([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7));
  expect(spread([3])).toBe(0);
});

test("a directory without recordings is named in the error", () => {
  expect(() => readRecordings("/nowhere/at/all")).toThrow("No recordings in /nowhere/at/all");
});
