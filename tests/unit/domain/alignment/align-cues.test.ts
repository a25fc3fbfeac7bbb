import { describe, expect, it } from "vitest";
import { alignCues } from "../../../../src/domain/alignment/align-cues.ts";
import type { AlignableCue, AlignmentEntry } from "../../../../src/domain/alignment/alignment.ts";
import { cuesOf, later } from "./corrections.ts";

const before = cuesOf(
  "Ann: Welcome to the workshop on bread.",
  "Ann: Today we make a sourdough from scratch.",
  "Bo: How long does the dough have to rest?",
  "Ann: Overnight, in a cool place.",
  "Bo: And then it goes into the oven.",
);

/** "changed 1-2 > 1", "vanished 3", "added > 4". */
const told = (entries: readonly AlignmentEntry[]) =>
  entries.map(({ kind, before, after }) => {
    const [from, to] = [before, after].map((span) => {
      if (!span) return "";
      const { firstCue, lastCue } = span;
      return firstCue === lastCue ? ` ${firstCue}` : ` ${firstCue}-${lastCue}`;
    });
    return `${kind}${from}${after ? ` >${to}` : ""}`;
  });
const align = (after: readonly AlignableCue[]) => told(alignCues(before, after).entries);
const textAt = (at: number, text: string) => before.map((cue, nth) => (nth === at ? { ...cue, text } : cue));

describe("what became of cues", () => {
  it("is one entry where nothing did", () => {
    expect(alignCues(before, structuredClone(before))).toEqual({
      cues: before.map((_, at) => ({ outcome: "same", after: { firstCue: at + 1, lastCue: at + 1 } })),
      counts: { same: 5, moved: 0, changed: 0, vanished: 0, added: 0 },
      entries: [{ kind: "same", before: { firstCue: 1, lastCue: 5 }, after: { firstCue: 1, lastCue: 5 } }],
      offsetMs: 0,
    });
  });

  it("is nothing where there are none", () => {
    const counts = { same: 0, moved: 0, changed: 0, vanished: 0, added: 0 };
    expect(alignCues([], [])).toEqual({ cues: [], counts, entries: [], offsetMs: 0 });
    expect(alignCues(before, []).entries).toEqual([
      { kind: "vanished", before: { firstCue: 1, lastCue: 5 } },
    ]);
    expect(alignCues([], before).entries).toEqual([{ kind: "added", after: { firstCue: 1, lastCue: 5 } }]);
  });

  it("is a change where words differ, even one, or its punctuation alone", () => {
    const expected = ["same 1-2 > 1-2", "changed 3 > 3", "same 4-5 > 4-5"];
    expect(align(textAt(2, "How long does the dough need to rest?"))).toEqual(expected);
    expect(align(textAt(2, "How long does the dough have to rest!"))).toEqual(expected);
    expect(align(textAt(2, "how long does the dough have to rest?"))).toEqual(expected);
  });

  it("is nothing where only white space and compatibility forms differ", () => {
    expect(align(textAt(2, "How long does\nthe dough  have to rest？"))).toEqual(["same 1-5 > 1-5"]);
  });

  it("is a change where each word does, at the same times", () => {
    expect(align(textAt(2, "When can I bake it?"))).toEqual([
      "same 1-2 > 1-2",
      "changed 3 > 3",
      "same 4-5 > 4-5",
    ]);
    const translated = cuesOf("Ann: Willkommen", "Ann: Heute", "Bo: Wie lange?", "Ann: Ruhen", "Bo: Ofen");
    expect(align(translated)).toEqual(["changed 1-5 > 1-5"]);
  });

  it("is a change where the speaker is renamed", () => {
    const renamed = before.map((cue) => (cue.speaker === "Bo" ? { ...cue, speaker: "Bob" } : cue));
    expect(align(renamed)).toEqual(["same 1-2 > 1-2", "changed 3 > 3", "same 4 > 4", "changed 5 > 5"]);
  });

  it("is a move where times are shifted, or a little other", () => {
    expect(alignCues(before, later(before, 3_600_000))).toMatchObject({
      counts: { same: 0, moved: 5, changed: 0, vanished: 0, added: 0 },
      offsetMs: 3_600_000,
    });
    expect(align(later(before, 40))).toEqual(["moved 1-5 > 1-5"]);
    expect(align(before.map((cue, at) => (at === 1 ? { ...cue, endMs: cue.endMs + 100 } : cue)))).toEqual([
      "same 1 > 1",
      "moved 2 > 2",
      "same 3-5 > 3-5",
    ]);
  });

  it("is a move behind an inserted cue, and behind a deleted one", () => {
    const [greeting] = cuesOf("Bo: Hello everybody, good evening!");
    expect(align([...before.slice(0, 1), ...(greeting ? [greeting] : []), ...before.slice(1)])).toEqual([
      "same 1 > 1",
      "added > 2",
      "moved 2-5 > 3-6",
    ]);
    const deleted = alignCues(before, before.toSpliced(1, 1));
    expect(told(deleted.entries)).toEqual(["same 1 > 1", "vanished 2", "moved 3-5 > 2-4"]);
    expect(deleted.cues[1]).toEqual({ outcome: "vanished", after: null });
  });

  it("is a replacement where neither words nor times are those of a cue", () => {
    const other = { startMs: 6_700, endMs: 8_000, speaker: null, text: "Completely unconnected remark" };
    expect(align(before.with(2, other))).toEqual([
      "same 1-2 > 1-2",
      "vanished 3",
      "added > 3",
      "same 4-5 > 4-5",
    ]);
  });

  it("is a move where a cue is split, with both of its parts", () => {
    const split = alignCues(
      before,
      before.toSpliced(
        2,
        1,
        { startMs: 6_000, endMs: 7_000, speaker: "Bo", text: "How long does" },
        { startMs: 7_000, endMs: 8_500, speaker: "Bo", text: "the dough have to rest?" },
      ),
    );
    expect(told(split.entries)).toEqual(["same 1-2 > 1-2", "moved 3-5 > 3-6"]);
    expect(split.cues[2]).toEqual({ outcome: "moved", after: { firstCue: 3, lastCue: 4 } });
  });

  it("is a move where two cues are merged, and a change where a word is, too", () => {
    const merge = (text: string) =>
      alignCues(before, before.toSpliced(0, 2, { startMs: 0, endMs: 5_500, speaker: "Ann", text }));
    const merged = merge("Welcome to the workshop on bread. Today we make a sourdough from scratch.");
    expect(told(merged.entries)).toEqual(["moved 1-5 > 1-4"]);
    const changed = merge("Welcome to the workshop on bread. Today we bake a sourdough from scratch.");
    expect(told(changed.entries)).toEqual(["changed 1-2 > 1", "moved 3-5 > 2-4"]);
    expect(changed.cues.slice(0, 2)).toEqual([
      { outcome: "moved", after: { firstCue: 1, lastCue: 1 } },
      { outcome: "changed", after: { firstCue: 1, lastCue: 1 } },
    ]);
  });

  it("tells a cue that vanished from a merged one with that one", () => {
    const text = "Welcome to the workshop on bread. How long does the dough have to rest?";
    const merged = before.toSpliced(0, 3, { startMs: 0, endMs: 8_500, speaker: "Ann", text });
    const { entries, counts } = alignCues(before, merged);
    expect(told(entries)).toEqual(["changed 1-3 > 1", "moved 4-5 > 2-3"]);
    expect(counts).toEqual({ same: 0, moved: 3, changed: 1, vanished: 1, added: 0 });
  });

  it("counts a cue to the one it was put into the middle of", () => {
    const parts = ["How long does the", "Sorry, one question:", "dough have to rest?"];
    const split = before.toSpliced(
      2,
      1,
      ...parts.map((text, at) => ({ startMs: 6_000 + at, endMs: 7_000 + at, speaker: "Bo", text })),
    );
    expect(align(split)).toEqual(["same 1-2 > 1-2", "changed 3 > 3-5", "moved 4-5 > 6-7"]);
  });

  it("is a change where a split or a merger changes a mark, or the space within a word", () => {
    const [welcome] = before;
    if (!welcome) throw new Error("there are five");
    const parts = [
      { ...welcome, endMs: 1_000, text: "Welcome to the" },
      { ...welcome, startMs: 1_000 },
    ];
    const split = (text: string) =>
      alignCues(
        [welcome],
        parts.map((cue, at) => (at === 1 ? { ...cue, text } : cue)),
      );
    expect(told(split("workshop on bread.").entries)).toEqual(["moved 1 > 1-2"]);
    expect(told(split("workshop on bread.”").entries)).toEqual(["changed 1 > 1-2"]);
    const merged = alignCues(
      cuesOf("every day", "I bake two loaves of bread"),
      cuesOf("everyday I bake two loaves of bread"),
    );
    expect(merged.cues.map(({ outcome }) => outcome)).toEqual(["vanished", "changed"]);
    const joined = alignCues(
      cuesOf("nearly every day", "I bake two loaves of bread"),
      cuesOf("nearly everyday I bake two loaves of bread"),
    );
    expect(joined.cues.map(({ outcome }) => outcome)).toEqual(["changed", "moved"]);
  });

  it("is a change where a few words are left, at other times, if the cues around are", () => {
    const around = cuesOf("One", "two", "three", "We bake bread in the oven tonight", "four", "five", "six");
    const retimed = (text: string) =>
      around.map((cue, at) => (at === 3 ? { ...cue, startMs: cue.startMs + 90, text } : cue));
    const outcomes = (text: string) => told(alignCues(around, retimed(text)).entries);
    const expected = ["same 1-3 > 1-3", "changed 4 > 4", "same 5-7 > 5-7"];
    expect(outcomes("We eat all of that now")).toEqual(expected);
    expect(outcomes("Then they will eat tonight")).toEqual(expected);
  });

  it("is a change where half of the words are left, whatever is around", () => {
    const hello = (text: string, startMs: number) => [{ startMs, endMs: startMs + 900, speaker: null, text }];
    expect(told(alignCues(hello("Hello world", 0), cuesOf("Hello there")).entries)).toEqual([
      "changed 1 > 1",
    ]);
    const other = hello("Well, and hello to all of you", 1_300).map((cue) => ({ ...cue, endMs: 3_000 }));
    expect(told(alignCues(hello("Hello world", 0), other).entries)).toEqual(["vanished 1", "added > 1"]);
  });

  it("is a move where the same text is left beside coincidences", () => {
    const of = (...words: string[]) => words.join(" ");
    const old = cuesOf("Thank you", of("and the", "b c d e f g", "of a", "h i j k l m", "to be"));
    const corrected = cuesOf(of("and the", "n o p q r s", "of a", "t u v w x y", "to be"), "Thank you");
    const retimed = corrected.map((cue) => ({ ...cue, endMs: cue.endMs + 200 }));
    expect(told(alignCues(old, retimed).entries)).toEqual(["added > 1", "moved 1 > 2", "vanished 2"]);
  });

  it("is found by whole cues where there are too many words to align them", () => {
    const cues = cuesOf(...Array.from({ length: 102 }, (_, at) => `${at % 2} ${"a ".repeat(4_990)}`));
    const { counts, entries } = alignCues(cues, later(cues.toSpliced(50, 2), 70));
    expect(counts).toEqual({ same: 0, moved: 100, changed: 0, vanished: 2, added: 0 });
    expect(told(entries)).toEqual(["moved 1-50 > 1-50", "vanished 51-52", "moved 53-102 > 51-100"]);
  });

  it("is a move of all where all is segmented anew", () => {
    const words = before.flatMap(({ text }) => text.split(" "));
    const lines = Array.from({ length: Math.ceil(words.length / 4) }, (_, at) =>
      words.slice(4 * at, 4 * at + 4).join(" "),
    );
    const one = before.map((cue) => ({ ...cue, speaker: null }));
    const { entries, cues } = alignCues(one, cuesOf(...lines));
    expect(told(entries)).toEqual(["moved 1-5 > 1-9"]);
    expect(cues.map(({ after }) => after)).toEqual([
      { firstCue: 1, lastCue: 2 },
      { firstCue: 2, lastCue: 4 },
      { firstCue: 4, lastCue: 6 },
      { firstCue: 6, lastCue: 7 },
      { firstCue: 7, lastCue: 9 },
    ]);
  });

  it("finds no counterparts in another text, though it has words in common", () => {
    const lines = [
      "The market in the old town",
      "was on a square",
      "to which people went",
      "from far and wide.",
    ];
    const other = cuesOf(...lines).map((cue) => ({ ...cue, endMs: cue.endMs - 300 }));
    expect(alignCues(before, other).counts).toEqual({
      same: 0,
      moved: 0,
      changed: 0,
      vanished: 5,
      added: 4,
    });
  });

  it("moves one of two passages that change places, and adds the other", () => {
    const swapped = [...before.slice(3), ...before.slice(0, 3)];
    const times = before.map(({ startMs, endMs }) => ({ startMs: startMs + 7, endMs: endMs + 7 }));
    expect(align(swapped.map((cue, at) => ({ ...cue, ...times[at] })))).toEqual([
      "added > 1-2",
      "moved 1-3 > 3-5",
      "vanished 4-5",
    ]);
  });
});

describe("a repeated line", () => {
  const lines = (count: number) => cuesOf(...Array.from({ length: count }, () => "That is right, I think."));

  it.each([0, 3_600_000])("goes to the one nearest in time, %d ms later", (offset) => {
    const cues = lines(12);
    const { entries } = alignCues(cues, later(cues.toSpliced(4, 1).toSpliced(8, 1), offset));
    const kind = offset === 0 ? "same" : "moved";
    expect(told(entries)).toEqual([
      `${kind} 1-4 > 1-4`,
      "vanished 5",
      "moved 6-9 > 5-8",
      "vanished 10",
      "moved 11-12 > 9-10",
    ]);
  });

  it("goes to the one nearest in time among thousands", () => {
    const cues = lines(5_000);
    const gone = [500, 1_777, 4_000];
    const { cues: aligned } = alignCues(
      cues,
      later(
        cues.filter((_, at) => !gone.includes(at)),
        60_000,
      ),
    );
    expect(aligned.flatMap(({ after }, at) => (after ? [] : [at]))).toEqual(gone);
  });
});

describe("words", () => {
  const one = (text: string) => cuesOf("Something else before", text, "something else behind");
  const outcome = (from: string, to: string) => alignCues(one(from), later(one(to), 1_000)).cues[1]?.outcome;

  it("are characters in scripts without spaces", () => {
    expect(outcome("発酵には一晩かかります", "発酵には二晩かかります")).toBe("changed");
    expect(outcome("発酵には一晩かかります", "発酵には一晩かかります")).toBe("moved");
    const split = alignCues(cuesOf("発酵には一晩かかります。"), cuesOf("発酵には", "一晩かかります。"));
    expect(told(split.entries)).toEqual(["moved 1 > 1-2"]);
  });

  it("are a whole text that has none", () => {
    expect(outcome("♪ ♪", "♪\n♪")).toBe("moved");
    expect(outcome("♪", "…")).toBe("changed");
  });

  it("have no case, no apostrophe and no accents put together in another way", () => {
    const cues = cuesOf("Don't forget the cafe\u0301 crème");
    const apart = cuesOf("don’t FORGET", "the café crème");
    expect(alignCues(cues, apart).cues).toEqual([{ outcome: "changed", after: { firstCue: 1, lastCue: 2 } }]);
  });
});
