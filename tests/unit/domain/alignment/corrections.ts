import fc from "fast-check";
import type { AlignableCue } from "../../../../src/domain/alignment/alignment.ts";

/** Cues of three seconds each, one a line; "Ann: …" is said by Ann. */
export function cuesOf(...lines: string[]): AlignableCue[] {
  return lines.map((line, at) => {
    const [, speaker = null, text = line] = line.match(/^(\w+): (.*)$/) ?? [];
    return { startMs: at * 3_000, endMs: at * 3_000 + 2_500, speaker, text };
  });
}

export const later = (cues: readonly AlignableCue[], ms: number): AlignableCue[] =>
  cues.map((cue) => ({ ...cue, startMs: cue.startMs + ms, endMs: cue.endMs + ms }));

/** Few words, so that they repeat; some with marks, some in a script without spaces. */
const word = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("the", "cat", "sat", "on", "a", "mat", "and", "Yes.", "so,", "ﬁne"),
  },
  { weight: 2, arbitrary: fc.stringMatching(/^[a-z]{1,4}$/) },
  { weight: 1, arbitrary: fc.constantFrom("日本語", "…", "♪", "don't", "e\u0301") },
);
const text = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(" "));
const speaker = fc.option(fc.constantFrom("Ann", "Bo"));

export const transcript: fc.Arbitrary<AlignableCue[]> = fc
  .array(fc.record({ gapMs: fc.nat(2_000), lastsMs: fc.nat(4_000), speaker, text }), { maxLength: 25 })
  .map((said) => {
    let end = 0;
    return said.map(({ gapMs, lastsMs, ...rest }) => {
      const startMs = end + gapMs;
      end = startMs + lastsMs;
      return { startMs, endMs: end, ...rest };
    });
  });

type Correction = (cues: AlignableCue[]) => AlignableCue[];
const at = (cues: readonly AlignableCue[], nth: number) => (cues.length === 0 ? 0 : nth % cues.length);
const middleOf = ({ startMs, endMs }: AlignableCue) => Math.floor((startMs + endMs) / 2);

/** What an editor does to a transcript. */
const correction: fc.Arbitrary<Correction> = fc.oneof(
  // Words changed.
  fc.tuple(fc.nat(), fc.nat(), word).map(
    ([nth, which, other]): Correction =>
      (cues) => {
        const cue = cues[at(cues, nth)];
        if (!cue) return cues;
        const words = cue.text.split(" ");
        return cues.with(at(cues, nth), { ...cue, text: words.with(which % words.length, other).join(" ") });
      },
  ),
  fc.tuple(fc.nat(), text).map(
    ([nth, other]): Correction =>
      (cues) => {
        const cue = cues[at(cues, nth)];
        return cue ? cues.with(at(cues, nth), { ...cue, text: other }) : cues;
      },
  ),
  // Split.
  fc.tuple(fc.nat(), fc.nat()).map(
    ([nth, where]): Correction =>
      (cues) => {
        const cue = cues[at(cues, nth)];
        const words = cue?.text.split(" ") ?? [];
        if (!cue || words.length < 2) return cues;
        const cut = 1 + (where % (words.length - 1));
        return cues.toSpliced(
          at(cues, nth),
          1,
          { ...cue, endMs: middleOf(cue), text: words.slice(0, cut).join(" ") },
          { ...cue, startMs: middleOf(cue), text: words.slice(cut).join(" ") },
        );
      },
  ),
  // Merge.
  fc.nat().map(
    (nth): Correction =>
      (cues) => {
        const [cue, next] = [cues[at(cues, nth)], cues[at(cues, nth) + 1]];
        if (!cue || !next) return cues;
        return cues.toSpliced(at(cues, nth), 2, {
          ...cue,
          endMs: next.endMs,
          text: `${cue.text} ${next.text}`,
        });
      },
  ),
  // Insert, and delete.
  fc.tuple(fc.nat(), text, speaker).map(
    ([nth, text, speaker]): Correction =>
      (cues) => {
        const startMs = cues[at(cues, nth)]?.startMs ?? 0;
        return cues.toSpliced(at(cues, nth), 0, { startMs, endMs: startMs + 500, speaker, text });
      },
  ),
  fc.nat().map(
    (nth): Correction =>
      (cues) =>
        cues.toSpliced(at(cues, nth), 1),
  ),
  // Shift, and rename.
  fc.nat(3_600_000).map(
    (ms): Correction =>
      (cues) =>
        later(cues, ms),
  ),
  fc.constantFrom("Ann", "Cy", null).map(
    (to): Correction =>
      (cues) =>
        cues.map((cue) => (cue.speaker === "Ann" ? { ...cue, speaker: to } : cue)),
  ),
  // Move a passage.
  fc.tuple(fc.nat(), fc.nat()).map(
    ([nth, to]): Correction =>
      (cues) => {
        const cue = cues[at(cues, nth)];
        return cue ? cues.toSpliced(at(cues, nth), 1).toSpliced(at(cues, to), 0, cue) : cues;
      },
  ),
  // White space alone.
  fc.nat().map(
    (nth): Correction =>
      (cues) => {
        const cue = cues[at(cues, nth)];
        return cue ? cues.with(at(cues, nth), { ...cue, text: cue.text.replaceAll(" ", "\n") }) : cues;
      },
  ),
);

/** A transcript and what became of it. */
export const corrected = fc
  .tuple(transcript, fc.array(correction, { maxLength: 8 }))
  .map(([before, corrections]) => ({
    before,
    after: corrections.reduce((cues, correct) => correct(cues), before),
  }));
