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
    expect(cues.length).toBeGreaterThanOrEqual(report.cuesKept);
    expect(cues.map((cue) => Cue.parse(cue))).toEqual(cues);
    expect(cues.map(({ position }) => position)).toEqual(cues.map((_, at) => at + 1));
    expect(cues.filter(({ startMs, endMs }) => startMs > endMs)).toEqual([]);
    expect(cues.filter(({ text }) => /-->|<\/?[a-z]|&[a-z]+;/.test(text))).toEqual([]);
  });
});
