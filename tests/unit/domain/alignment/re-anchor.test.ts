import { describe, expect, it } from "vitest";
import { alignCues } from "../../../../src/domain/alignment/align-cues.ts";
import type { AlignableCue } from "../../../../src/domain/alignment/alignment.ts";
import { reAnchor } from "../../../../src/domain/alignment/re-anchor.ts";
import { quoteOf } from "../../../../src/domain/models/tutorial.ts";
import type { CitationState } from "../../../../src/domain/value-objects/citation.ts";
import { cuesOf, later } from "./corrections.ts";

const before = cuesOf(
  "Welcome to the workshop on bread.",
  "Today we make a sourdough from scratch.",
  "How long does the dough have to rest?",
  "Overnight, in a cool place.",
  "And then it goes into the oven.",
);

const cite = (firstCue: number, lastCue: number, state: CitationState = "verified", cues = before) => ({
  firstCue,
  lastCue,
  startMs: cues[firstCue - 1]?.startMs ?? 0,
  endMs: cues[lastCue - 1]?.endMs ?? 0,
  quote: quoteOf(cues.slice(firstCue - 1, lastCue)),
  state,
});
const anchor = (citation: ReturnType<typeof cite>, after: readonly AlignableCue[], old = before) =>
  reAnchor([citation], after, alignCues(old, after))[0];

describe("a citation of a corrected transcript", () => {
  it("is verified where its cues say the same at other positions and times", () => {
    const after = later([...cuesOf("One thing before we begin:"), ...later(before, 3_000)], 500);
    expect(anchor(cite(3, 4), after)).toEqual({
      firstCue: 4,
      lastCue: 5,
      startMs: 9_500,
      endMs: 15_000,
      quote: "How long does the dough have to rest? Overnight, in a cool place.",
      state: "verified",
      currentQuote: "How long does the dough have to rest? Overnight, in a cool place.",
    });
  });

  it("is verified where its cues were split, or merged with one another", () => {
    const [, , rest, night] = before;
    if (!rest || !night) throw new Error("there are five");
    const split = before.toSpliced(
      2,
      1,
      { ...rest, endMs: 7_000, text: "How long does" },
      { ...rest, startMs: 7_000, text: "the dough have to rest?" },
    );
    expect(anchor(cite(3, 4), split)).toMatchObject({ firstCue: 3, lastCue: 5, state: "verified" });
    const merged = before.toSpliced(2, 2, {
      ...rest,
      endMs: night.endMs,
      text: `${rest.text} ${night.text}`,
    });
    expect(anchor(cite(3, 4), merged)).toMatchObject({
      firstCue: 3,
      lastCue: 3,
      startMs: 6_000,
      endMs: 11_500,
      state: "verified",
    });
  });

  it("is stale where its cue holds more words now, for cues are quoted whole", () => {
    const [welcome, ...others] = before;
    if (!welcome) throw new Error("there are five");
    const merged = [{ ...welcome, text: `${welcome.text} ${others[0]?.text}` }, ...others.slice(1)];
    expect(anchor(cite(2, 3), merged)).toEqual({
      ...cite(2, 3),
      firstCue: 1,
      lastCue: 2,
      startMs: 0,
      state: "stale",
      currentQuote:
        "Welcome to the workshop on bread. Today we make a sourdough from scratch. How long does the dough have to rest?",
    });
  });

  it("is verified where white space and compatibility forms alone differ, and quotes the new ones", () => {
    const after = before.map((cue, at) =>
      at === 3 ? { ...cue, text: "Overnight,\nin a cool place." } : cue,
    );
    expect(anchor(cite(4, 4), after)).toMatchObject({
      state: "verified",
      quote: "Overnight,\nin a cool place.",
    });
  });

  it("is stale where a word, a mark or a cue inside of it differs, and keeps the old quote", () => {
    const change = (text: string) => before.map((cue, at) => (at === 3 ? { ...cue, text } : cue));
    for (const text of [
      "Overnight in a cool place.",
      "Overnight, in a warm place.",
      "For as long as you like",
    ]) {
      expect(anchor(cite(3, 4), change(text))).toEqual({
        ...cite(3, 4),
        state: "stale",
        currentQuote: `How long does the dough have to rest? ${text}`,
      });
    }
    expect(anchor(cite(3, 5), before.toSpliced(3, 1))).toEqual({
      ...cite(3, 5),
      lastCue: 4,
      state: "stale",
      currentQuote: "How long does the dough have to rest? And then it goes into the oven.",
    });
    expect(anchor(cite(3, 4), before.toSpliced(3, 0, ...cuesOf("Wait!")))).toMatchObject({
      firstCue: 3,
      lastCue: 5,
      state: "stale",
    });
  });

  it("is missing where nothing is left of it, and stays as it was", () => {
    expect(anchor(cite(3, 4), before.toSpliced(2, 2))).toEqual({
      ...cite(3, 4),
      state: "missing",
      currentQuote: null,
    });
  });

  it("is verified where its passage changed places with another", () => {
    const after = [...before.slice(3), ...before.slice(0, 3)].map((cue, at) => ({
      ...cue,
      startMs: at * 3_000 + 40,
      endMs: at * 3_000 + 2_000,
    }));
    expect(anchor(cite(4, 5), after)).toMatchObject({
      firstCue: 1,
      lastCue: 2,
      startMs: 40,
      state: "verified",
    });
    expect(anchor(cite(1, 3), after)).toMatchObject({ firstCue: 3, lastCue: 5, state: "verified" });
  });

  it("is missing, rather than another one's, where its repeated line was deleted", () => {
    const lines = cuesOf("Yes.", "Is it done?", "Yes.", "Can we eat it?", "Yes.");
    const citation = cite(3, 3, "verified", lines);
    expect(anchor(citation, lines.toSpliced(2, 1), lines)).toMatchObject({ state: "missing" });
    expect(anchor(cite(5, 5, "verified", lines), lines.toSpliced(2, 1), lines)).toMatchObject({
      firstCue: 4,
      state: "verified",
    });
  });

  it("goes to the nearest in time where several places are free", () => {
    const words = (name: string) => Array.from({ length: 8 }, (_, at) => `${name}${at}`).join(" ");
    const old = cuesOf(words("intro"), "Thanks, everybody.", words("outro"));
    const [thanks] = old.slice(1);
    if (!thanks) throw new Error("there are three");
    const [intro, outro] = [old.slice(0, 1), old.slice(2)];
    // Both stand out of its order: all of the old text is behind them.
    const early = { ...thanks, startMs: 100, endMs: 200 };
    const earlier = { ...thanks, startMs: 10, endMs: 20 };
    const after = [earlier, early, ...later([...intro, ...outro], 0)];
    expect(anchor(cite(2, 2, "verified", old), after, old)).toMatchObject({ firstCue: 2, state: "verified" });
  });

  it("is verified again where a later correction restores its words", () => {
    const typo = before.map((cue, at) => (at === 3 ? { ...cue, text: "Overnight, in a cool palace." } : cue));
    const stale = anchor(cite(4, 4), typo);
    expect(stale?.state).toBe("stale");
    if (!stale) return;
    expect(anchor(stale, before, typo)).toMatchObject({
      firstCue: 4,
      state: "verified",
    });

    const missing = anchor(cite(4, 4), before.toSpliced(3, 1));
    expect(missing?.state).toBe("missing");
    if (!missing) return;
    expect(anchor(missing, before, before.toSpliced(3, 1))).toMatchObject({ firstCue: 4, state: "verified" });
    // Its position is that of another cue meanwhile.
    expect(anchor(missing, before.toSpliced(3, 1), before.toSpliced(3, 1))).toEqual(missing);
  });

  it("is stale without a quote where its cues say more than can be quoted", () => {
    const long = before.map((cue) => ({ ...cue, text: `${cue.text} ${"on and ".repeat(1_400)}` }));
    const citation = cite(1, 5);
    expect(anchor(cite(1, 1), long)).toMatchObject({ state: "stale", currentQuote: long[0]?.text });
    const longer = [...long, ...long].map((cue, at) => ({ ...cue, startMs: at }));
    const all = { ...citation, lastCue: 10, quote: quoteOf([...before, ...before]) };
    expect(anchor(all, longer, [...before, ...before])).toMatchObject({ state: "stale", currentQuote: null });
  });

  it("is re-anchored with others, in their order", () => {
    expect(reAnchor([], before, alignCues(before, before))).toEqual([]);
    const anchored = reAnchor([cite(5, 5), cite(1, 1)], before, alignCues(before, before));
    expect(anchored.map(({ firstCue, state }) => `${firstCue} ${state}`)).toEqual([
      "5 verified",
      "1 verified",
    ]);
  });
});
