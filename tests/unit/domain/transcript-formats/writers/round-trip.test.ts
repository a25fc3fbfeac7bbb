import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../../../../src/domain/transcript-formats/decode-text.ts";
import { readTranscript } from "../../../../../src/domain/transcript-formats/read-transcript.ts";
import { transcriptWriters } from "../../../../../src/domain/transcript-formats/writers/index.ts";
import type {
  Loss,
  WritableTranscript,
} from "../../../../../src/domain/transcript-formats/writers/transcript-writer.ts";
import type { Cue } from "../../../../../src/domain/value-objects/cue.ts";
import { plain, transcripts } from "./support.ts";

const formats = ["webvtt", "srt", "podcasting-json"] as const;

const linesOf = (text: string) => text.split("\n");

/** The cues as far as they can come back: less what the writer says that it dropped. */
function left(cues: readonly Cue[], dropped: readonly Loss[], format: string): unknown {
  const drops = (loss: Loss) => dropped.includes(loss);
  if (drops("cues")) {
    return cues.map(({ text }) => text.replace(/\s/g, "")).join("");
  }
  return cues.map(({ position, startMs, endMs, speaker, text }) => {
    let words = text.trim();
    if (drops("blank-lines"))
      words = linesOf(words)
        .filter((line) => line.trim() !== "")
        .join("\n");
    if (drops("white-space"))
      words = linesOf(words)
        .map((line) => line.trim())
        .join("\n");
    // Without speakers, a name and a colon may go either way; an SRT file without them says the words alone.
    if (!drops("speakers")) return { position, startMs, endMs, speaker, text: words };
    const said = format === "srt" ? words : speaker === null ? words : `${speaker}: ${words}`;
    return { position, startMs, endMs, text: said.replace(/\s+/g, " ") };
  });
}

/** The cues of a file; names at the beginning of cues are words again, where the writer says that nobody is named. */
function returned(cues: readonly Cue[], dropped: readonly Loss[], format: string): unknown {
  if (!dropped.includes("speakers")) return left(cues, dropped, format);
  const said = cues.map((cue) =>
    cue.speaker === null ? cue : { ...cue, speaker: null, text: `${cue.speaker}: ${cue.text}` },
  );
  return left(said, dropped, format);
}

function expectRoundTrip(transcript: WritableTranscript, format: (typeof formats)[number]): void {
  const { text, dropped } = transcriptWriters[format](transcript, plain);
  const { cues, report } = readTranscript(text, { format, repairs: [] });
  expect(report.repairs).toEqual([]);
  expect(returned(cues, dropped, format)).toEqual(left(transcript.cues, dropped, format));
  expect(dropped).toEqual([...new Set(dropped)].sort());
}

describe.each(formats)("a transcript written as %s", (format) => {
  it("reads back as it was, but for what the writer says that it dropped", () => {
    fc.assert(
      fc.property(transcripts, (transcript) => expectRoundTrip(transcript, format)),
      { numRuns: 500 },
    );
  });

  it("is recognised as what it is", () => {
    fc.assert(
      fc.property(transcripts, (transcript) => {
        const { text } = transcriptWriters[format](transcript, plain);
        expect(readTranscript(text).report.format).toBe(format);
      }),
    );
  });

  it("says the same words without speakers and in short captions", () => {
    fc.assert(
      fc.property(transcripts, fc.integer({ min: 20, max: 40 }), (transcript, charactersPerCaption) => {
        const short = { speakers: false, paragraphs: false, charactersPerCaption };
        const { cues } = readTranscript(transcriptWriters[format](transcript, short).text, {
          format,
          repairs: [],
        });
        const words = (all: readonly Cue[]) =>
          all
            .map(({ speaker, text }) => (speaker === null ? text : `${speaker}:${text}`))
            .join("")
            .replace(/\s/g, "");
        expect(words(cues)).toBe(words(transcript.cues.map((cue) => ({ ...cue, speaker: null }))));
      }),
    );
  });
});

/** Transcripts from elsewhere, which are no part of the repository. */
const folder = join(import.meta.dirname, "../../../../../../shared/corpora");
const files = existsSync(folder) ? globSync("**/*.{vtt,srt}", { cwd: folder }).sort() : [];
const reason = files.length === 0 ? ` (skipped: there are none in ${folder})` : "";

describe.skipIf(reason)(`transcripts from elsewhere${reason}`, () => {
  it.each(reason ? ["none"] : files)("%s reads back", (file) => {
    const { cues } = readTranscript(decodeText(readFileSync(join(folder, file))));
    const transcript = { title: file, language: null, mediaUrl: null, cues };
    for (const format of formats) expectRoundTrip(transcript, format);
  });
});
