import { describe, expect, test } from "vitest";
import { sentencesOf } from "../../../../src/infrastructure/for-production/drafters/extractive/sentences.ts";
import { cuesOf, type Spoken } from "./samples.ts";

/** Each sentence as `first-last: text`. */
const cut = (lines: readonly Spoken[]) =>
  sentencesOf(cuesOf(lines)).map(({ firstCue, lastCue, text }) => `${firstCue}-${lastCue}: ${text}`);

describe("sentences", () => {
  test("run across cues, and several stand in one", () => {
    expect(cut(["Open the file. Then", "save it\n  under a new", "name. Done?", "Good!"])).toEqual([
      "1-1: Open the file.",
      "1-3: Then save it under a new name.",
      "3-3: Done?",
      "4-4: Good!",
    ]);
  });

  test("do not end inside numbers, addresses, abbreviations, initials and ordinals", () => {
    expect(
      cut(["Version 0.2 of podnews.net is by Dr. John L. Sullivan, e.g. from 3. Januar on."]),
    ).toHaveLength(1);
  });

  test("do not end before a small letter, unless all letters are small", () => {
    expect(cut(["We saw the. small one. Then The Other. And More."])).toEqual([
      "1-1: We saw the. small one.",
      "1-1: Then The Other.",
      "1-1: And More.",
    ]);
    expect(cut(["open the file. then save it."])).toHaveLength(2);
  });

  test("keep their closing quotation marks and brackets", () => {
    expect(cut(['He said "go." (She went.) 「行こう。」行った。'])).toEqual([
      '1-1: He said "go."',
      "1-1: (She went.)",
      "1-1: 「行こう。」",
      "1-1: 行った。",
    ]);
  });

  test("end where the speaker changes and after a long silence", () => {
    expect(
      cut([
        { text: "I was about to", speaker: "Ann" },
        { text: "interrupt me?", speaker: "Bob" },
        { text: "and then", speaker: "Bob", startMs: 30_000, endMs: 31_000 },
        { text: "more.", speaker: "Bob", startMs: 31_000, endMs: 32_000 },
      ]),
    ).toEqual(["1-1: I was about to", "2-2: interrupt me?", "3-4: and then more."]);
  });

  test("have a bearable length where nothing marks their ends", () => {
    const lines = Array.from({ length: 40 }, (_, at) => `these are the words of cue number ${at}`);
    const sentences = sentencesOf(cuesOf(lines));
    expect(sentences.map(({ text }) => text).join(" ")).toBe(lines.join(" "));
    for (const { text } of sentences) expect(text.length).toBeLessThanOrEqual(140);
    // Cut between cues, for between words would be worse.
    for (const { text } of sentences) expect(text).toMatch(/^these .* \d+$/);
  });

  test("lose no character, and never half of one", () => {
    for (const text of [
      "😀".repeat(3000),
      "漢字".repeat(3000),
      "ก็".repeat(3000),
      `${"n\u0303".repeat(3000)}`,
    ]) {
      const sentences = sentencesOf(cuesOf([text]));
      expect(sentences.map((sentence) => sentence.text).join("")).toBe(text);
      for (const sentence of sentences) expect(sentence.text.isWellFormed()).toBe(true);
    }
  });

  test("tell the silence before them, and none where cues overlap", () => {
    const sentences = sentencesOf(
      cuesOf([
        { text: "One. Two.", startMs: 0, endMs: 4000 },
        { text: "Three.", startMs: 3000, endMs: 5000 },
        { text: "Four.", startMs: 6500, endMs: 7000 },
      ]),
    );
    expect(sentences.map(({ pauseMs }) => pauseMs)).toEqual([0, 0, 0, 1500]);
  });
});
