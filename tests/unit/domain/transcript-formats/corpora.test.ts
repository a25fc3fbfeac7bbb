import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../../src/domain/transcript-formats/decode-text.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { Cue } from "../../../../src/domain/value-objects/cue.ts";

/** Transcripts from elsewhere, which are no part of the repository. */
const folder = join(import.meta.dirname, "../../../../../shared/corpora");
const files = existsSync(folder) ? globSync("**/*.{vtt,srt}", { cwd: folder }).sort() : [];
const reason = files.length === 0 ? ` (skipped: there are none in ${folder})` : "";
if (reason) console.warn(`Transcripts from elsewhere are not tested${reason}`);

describe.skipIf(reason)(`transcripts from elsewhere${reason}`, () => {
  it.each(reason ? ["none"] : files)("%s is read whole", (file) => {
    const text = decodeText(readFileSync(join(folder, file)));
    const { cues, report } = readTranscript(text);
    expect(report.format).toBe(file.endsWith(".vtt") ? "webvtt" : "srt");
    expect(report.cuesRead).toBe(text.match(/-->/g)?.length);
    expect(report.cuesKept).toBe(report.cuesRead);
    expect(report.repairs.filter(({ kind }) => kind.startsWith("rolling"))).toEqual([]);
    expect(cues.length).toBeGreaterThanOrEqual(report.cuesKept);
    expect(cues.map((cue) => Cue.parse(cue))).toEqual(cues);
    expect(cues.map(({ position }) => position)).toEqual(cues.map((_, at) => at + 1));
    expect(cues.filter(({ startMs, endMs }) => startMs > endMs)).toEqual([]);
    expect(cues.filter(({ text }) => /-->|<\/?[a-z]|&[a-z]+;/.test(text))).toEqual([]);
  });
});

/** What is said in a text, spelt without the marks of punctuation, whatever cues it is cut into. */
const wordsOf = (cues: readonly Cue[]) =>
  cues
    .map(({ text }) => text)
    .join(" ")
    .toLowerCase()
    .match(/[\p{L}\p{N}']+/gu) ?? [];
const speakersOf = (cues: readonly Cue[]) =>
  [...new Set(cues.flatMap(({ speaker }) => speaker ?? []))].sort();

describe.skipIf(reason)(`Podcasting 2.0 HTML from elsewhere${reason}`, () => {
  it.each(reason ? ["none"] : ["buzzcast", "namespace-example"])("%s says what its SRT says", (name) => {
    const [html, srt] = ["html", "srt"].map((ending) =>
      readTranscript(decodeText(readFileSync(join(folder, `podcasting/${name}.${ending}`)))),
    );
    if (!html || !srt) throw new Error("both are read");
    expect(html.report).toMatchObject({ format: "podcasting-html", repairs: [] });
    expect(srt.report).toMatchObject({ format: "srt", dialect: "speaker-prefixes" });
    // One of the SRT files ends some words early.
    const words = wordsOf(srt.cues);
    expect(wordsOf(html.cues).slice(0, words.length)).toEqual(words);
    expect(wordsOf(html.cues).length - words.length).toBeLessThan(50);
    expect(speakersOf(html.cues)).toEqual(speakersOf(srt.cues));
    const ends = html.cues.map(({ endMs }) => endMs).slice(0, -1);
    expect(ends).toEqual(html.cues.map(({ startMs }) => startMs).slice(1));
  });
});
