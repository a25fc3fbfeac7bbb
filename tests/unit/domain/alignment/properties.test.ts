import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignCues } from "../../../../src/domain/alignment/align-cues.ts";
import type { Alignment, CueSpan } from "../../../../src/domain/alignment/alignment.ts";
import { reAnchor } from "../../../../src/domain/alignment/re-anchor.ts";
import { quoteOf } from "../../../../src/domain/models/tutorial.ts";
import { sameWords } from "../../../../src/domain/value-objects/citation.ts";
import { corrected, later, transcript } from "./corrections.ts";

const positions = (spans: readonly (CueSpan | undefined)[]) =>
  spans.flatMap((span) =>
    span ? Array.from({ length: span.lastCue - span.firstCue + 1 }, (_, at) => span.firstCue + at) : [],
  );
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const held = ({ cues }: Alignment) => cues.flatMap(({ after }) => after ?? []);

describe("an alignment", () => {
  it("has every old cue and every new one in one entry, in order", () => {
    fc.assert(
      fc.property(corrected, ({ before, after }) => {
        const { entries } = alignCues(before, after);
        expect(positions(entries.map(({ before }) => before))).toEqual(upTo(before.length));
        expect(positions(entries.map(({ after }) => after))).toEqual(upTo(after.length));
        const kinds = entries.map(({ kind }) => kind);
        expect(kinds.filter((kind, at) => kind === kinds[at - 1])).toEqual([]);
      }),
    );
  });

  it("keeps the order of cues", () => {
    fc.assert(
      fc.property(corrected, ({ before, after }) => {
        const spans = held(alignCues(before, after));
        expect(spans.filter(({ firstCue, lastCue }) => firstCue > lastCue || lastCue > after.length)).toEqual(
          [],
        );
        const crossed = spans.filter(({ firstCue }, at) => firstCue < (spans[at - 1]?.lastCue ?? 1));
        expect(crossed).toEqual([]);
      }),
    );
  });

  it("counts each cue once, as it is told", () => {
    fc.assert(
      fc.property(corrected, ({ before, after }) => {
        const alignment = alignCues(before, after);
        const { added, ...counts } = alignment.counts;
        for (const outcome of ["same", "moved", "changed", "vanished"] as const) {
          expect(counts[outcome]).toBe(alignment.cues.filter((cue) => cue.outcome === outcome).length);
        }
        expect(
          alignment.cues.filter(({ outcome, after }) => (outcome === "vanished") !== (after === null)),
        ).toEqual([]);
        const inNone = upTo(after.length).filter(
          (position) =>
            !held(alignment).some(({ firstCue, lastCue }) => firstCue <= position && position <= lastCue),
        );
        expect(added).toBe(inNone.length);
        const told = alignment.entries.flatMap(({ kind, after }) => (kind === "added" ? [after] : []));
        expect(positions(told)).toEqual(inNone);
      }),
    );
  });

  it("tells what is the same truly", () => {
    fc.assert(
      fc.property(corrected, ({ before, after }) => {
        alignCues(before, after).cues.forEach(({ outcome }, at) => {
          if (outcome !== "same") return;
          const { text, ...rest } = before[at] ?? {};
          expect(after[at]).toMatchObject(rest);
          expect(sameWords(text ?? "", after[at]?.text ?? "")).toBe(true);
        });
      }),
    );
  });

  it("tells what moved truly: its words are among those of its counterparts", () => {
    const squeezed = (text: string) => text.normalize("NFKC").replace(/\s+/gu, "");
    fc.assert(
      fc.property(corrected, ({ before, after }) => {
        alignCues(before, after).cues.forEach(({ outcome, after: span }, at) => {
          if (outcome !== "moved" || !span) return;
          const counterparts = after.slice(span.firstCue - 1, span.lastCue);
          expect(squeezed(quoteOf(counterparts))).toContain(squeezed(before[at]?.text ?? "?"));
          expect(new Set(counterparts.map(({ speaker }) => speaker))).toEqual(new Set([before[at]?.speaker]));
        });
      }),
    );
  });

  it("is the same throughout of a transcript and itself", () => {
    fc.assert(
      fc.property(transcript, (cues) => {
        const { counts, entries } = alignCues(cues, structuredClone(cues));
        expect(counts).toEqual({ same: cues.length, moved: 0, changed: 0, vanished: 0, added: 0 });
        expect(entries).toHaveLength(cues.length === 0 ? 0 : 1);
      }),
    );
  });

  it("moves each cue to its own position where all times are shifted", () => {
    fc.assert(
      fc.property(transcript, fc.integer({ min: 1, max: 7_200_000 }), (cues, ms) => {
        const { cues: aligned, offsetMs } = alignCues(cues, later(cues, ms));
        expect(aligned).toEqual(
          cues.map((_, at) => ({ outcome: "moved", after: { firstCue: at + 1, lastCue: at + 1 } })),
        );
        expect(offsetMs).toBe(cues.length === 0 ? 0 : ms);
      }),
    );
  });

  it("leaves no cue without counterpart where a free one with its text is in order", () => {
    fc.assert(
      fc.property(corrected, ({ before, after }) => {
        const { cues, entries } = alignCues(before, after);
        const added = positions(entries.map((entry) => (entry.kind === "added" ? entry.after : undefined)));
        const missed = cues.flatMap(({ outcome }, at) => {
          if (outcome !== "vanished") return [];
          const low = cues.slice(0, at).findLast(({ after }) => after)?.after?.lastCue ?? 0;
          const high = cues.slice(at).find(({ after }) => after)?.after?.firstCue ?? after.length + 1;
          return added.filter(
            (position) =>
              low < position &&
              position < high &&
              sameWords(after[position - 1]?.text ?? "", before[at]?.text ?? ""),
          );
        });
        expect(missed).toEqual([]);
      }),
    );
  });
});

describe("re-anchored citations", () => {
  const cited = corrected
    .filter(({ before }) => before.length > 0)
    .chain(({ before, after }) =>
      fc
        .array(fc.tuple(fc.nat(before.length - 1), fc.nat(4)), { minLength: 1, maxLength: 6 })
        .map((ranges) => ({
          before,
          after,
          citations: ranges.map(([from, more]) => {
            const cues = before.slice(from, from + more + 1);
            return {
              firstCue: from + 1,
              lastCue: from + cues.length,
              startMs: cues[0]?.startMs ?? 0,
              endMs: cues.at(-1)?.endMs ?? 0,
              quote: quoteOf(cues),
              state: "verified" as const,
            };
          }),
        })),
    );

  it("are verified only where the cues say the old quote, and never say another", () => {
    fc.assert(
      fc.property(cited, ({ before, after, citations }) => {
        const anchored = reAnchor(citations, after, alignCues(before, after));
        anchored.forEach((citation, at) => {
          const { state, quote, currentQuote, firstCue, lastCue, startMs, endMs } = citation;
          const old = citations[at];
          if (state === "missing") {
            expect(citation).toEqual({ ...old, state, currentQuote: null });
            return;
          }
          const cues = after.slice(firstCue - 1, lastCue);
          expect(cues).toHaveLength(lastCue - firstCue + 1);
          expect(currentQuote).toBe(quoteOf(cues));
          expect(startMs).toBe(Math.min(...cues.map(({ startMs }) => startMs)));
          expect(endMs).toBe(Math.max(...cues.map(({ endMs }) => endMs)));
          expect(sameWords(quoteOf(cues), old?.quote ?? "")).toBe(state === "verified");
          expect(quote).toBe(state === "verified" ? quoteOf(cues) : old?.quote);
        });
      }),
    );
  });

  it("are verified where nothing was changed but times and speakers", () => {
    fc.assert(
      fc.property(cited, fc.nat(3_600_000), ({ before, citations }, ms) => {
        const after = later(before, ms).map((cue) => ({ ...cue, speaker: "Dee" }));
        const anchored = reAnchor(citations, after, alignCues(before, after));
        expect(anchored).toEqual(
          citations.map((citation) => ({
            ...citation,
            startMs: citation.startMs + ms,
            endMs: citation.endMs + ms,
            currentQuote: citation.quote,
          })),
        );
      }),
    );
  });

  it("are missing only where all of their cues vanished", () => {
    fc.assert(
      fc.property(cited, ({ before, after, citations }) => {
        const alignment = alignCues(before, after);
        reAnchor(citations, after, alignment).forEach(({ state }, at) => {
          const { firstCue = 1, lastCue = 0 } = citations[at] ?? {};
          const left = alignment.cues.slice(firstCue - 1, lastCue).filter(({ after }) => after);
          if (state === "missing") expect(left).toEqual([]);
        });
      }),
    );
  });
});
