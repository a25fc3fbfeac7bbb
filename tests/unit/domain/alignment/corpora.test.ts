import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { alignCues } from "../../../../src/domain/alignment/align-cues.ts";
import type { AlignableCue } from "../../../../src/domain/alignment/alignment.ts";
import { reAnchor } from "../../../../src/domain/alignment/re-anchor.ts";
import { quoteOf } from "../../../../src/domain/models/tutorial.ts";
import { decodeText } from "../../../../src/domain/transcript-formats/decode-text.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { sameWords } from "../../../../src/domain/value-objects/citation.ts";

/** Transcripts from elsewhere, which are no part of the repository. */
const folder = join(import.meta.dirname, "../../../../../shared/corpora");
const reason = existsSync(folder) ? "" : ` (skipped: there are none in ${folder})`;
if (reason) console.warn(`Transcripts from elsewhere are not aligned${reason}`);
const read = (file: string) => readTranscript(decodeText(readFileSync(join(folder, file)))).cues;
/** Of the one podcast, one file names the speaker of each cue, the other one where it changes. */
const unnamed = (file: string) => read(file).map((cue) => ({ ...cue, speaker: null }));
const squeezed = (text: string) => text.replace(/\s+/gu, "");

const cite = (cues: readonly AlignableCue[], firstCue: number, lastCue: number) => {
  const cited = cues.slice(firstCue - 1, lastCue);
  const times = { startMs: cited[0]?.startMs ?? 0, endMs: cited.at(-1)?.endMs ?? 0 };
  return { firstCue, lastCue, ...times, quote: quoteOf(cited), state: "verified" as const };
};

describe.skipIf(reason)(`transcripts from elsewhere${reason}`, () => {
  it.each(
    reason
      ? []
      : [
          ["buzzcast.srt", "buzzcast.json"],
          ["buzzcast.json", "buzzcast.srt"],
          ["buzzcast.srt", "buzzcast.html"],
        ],
  )("%s moves whole to the other cues of %s", (from, to) => {
    const [before, after] = [unnamed(`podcasting/${from}`), unnamed(`podcasting/${to}`)];
    const { cues, counts, offsetMs } = alignCues(before, after);
    expect(counts).toMatchObject({ changed: 0, vanished: 0 });
    expect(Math.abs(offsetMs)).toBeLessThan(1_000);
    expect(counts.same + counts.moved).toBe(before.length);
    cues.forEach(({ after: span }, at) => {
      const counterparts = after.slice((span?.firstCue ?? 1) - 1, span?.lastCue ?? 0);
      expect(squeezed(quoteOf(counterparts))).toContain(squeezed(before[at]?.text ?? "?"));
    });
  });

  it("keeps citations of captions that are shortened, and knows those of captions that are lengthened as stale", () => {
    const [captions, lines] = [unnamed("podcasting/buzzcast.srt"), unnamed("podcasting/buzzcast.json")];
    const states = (before: readonly AlignableCue[], after: readonly AlignableCue[]) => {
      const citations = before.slice(0, -2).map((_, at) => cite(before, at + 1, at + 2));
      const anchored = reAnchor(citations, after, alignCues(before, after));
      anchored.forEach((citation, at) => {
        expect(sameWords(citation.currentQuote ?? "", citations[at]?.quote ?? "")).toBe(
          citation.state === "verified",
        );
        expect(squeezed(citation.currentQuote ?? "")).toContain(squeezed(citations[at]?.quote ?? "?"));
      });
      return Object.groupBy(anchored, ({ state }) => state);
    };
    expect(Object.keys(states(captions, lines))).toEqual(["verified"]);
    const lengthened = states(lines, captions);
    expect(Object.keys(lengthened).sort()).toEqual(["stale", "verified"]);
    const whole = new Set(
      captions.flatMap((_, at) => [1, 2].map((count) => squeezed(quoteOf(captions.slice(at, at + count))))),
    );
    expect(lengthened.stale?.filter(({ quote }) => whole.has(squeezed(quote)))).toEqual([]);
  });

  it.each(
    reason
      ? []
      : [
          ["podcasting/buzzcast.srt", "screencasts/screencast-02.vtt"],
          ["screencasts/screencast-01.vtt", "podcasting/podnews_daily_2024-01-25.vtt"],
          ["screencasts/screencast-03.vtt", "screencasts/screencast-04.vtt"],
        ],
  )("%s has nothing of %s but what both say", (from, to) => {
    const [before, after] = [unnamed(from), unnamed(to)];
    const { cues, counts } = alignCues(before, after);
    expect(counts).toMatchObject({ same: 0, changed: 0 });
    const moved = before.filter((_, at) => cues[at]?.outcome === "moved");
    expect(moved.filter(({ text }) => !after.some((cue) => cue.text === text))).toEqual([]);
  });
});
