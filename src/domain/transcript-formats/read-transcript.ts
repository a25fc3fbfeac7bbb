import { TranscriptEmpty, TranscriptFormatUnknown } from "../exceptions/transcript.ts";
import type { Cue } from "../value-objects/cue.ts";
import { type ImportReport, RepairName } from "../value-objects/import-report.ts";
import { TranscriptFormat } from "../value-objects/transcript-format.ts";
import { collectCues } from "./collect-cues.ts";
import { assertText } from "./decode-text.ts";
import type { Reading } from "./format-reader.ts";
import { jsonReaders, textReaders } from "./formats.ts";
import { mayBeJson, parseJson } from "./json-text.ts";

/**
 * Reads a transcript: its cues, counted from 1 in the order of the file, and a report of what was mended or left out.
 * Nothing is cut short: what is too large is refused. A cue with several voices becomes one cue a voice.
 *
 * @param format where it is not given, the content tells
 * @param fallback what to read a text as whose content does not tell; without it, such a text is refused
 * @param repairs which repairs to make, all where it is not given; what cannot be kept without another one is refused
 * @throws TranscriptEmpty, TranscriptNotText, TranscriptFormatUnknown, TranscriptMalformed, TranscriptTooLarge
 */
export function readTranscript(
  content: string,
  {
    format,
    fallback,
    repairs = RepairName.options,
  }: {
    format?: TranscriptFormat | undefined;
    fallback?: "text" | undefined;
    repairs?: readonly RepairName[] | undefined;
  } = {},
): { cues: Cue[]; report: ImportReport } {
  assertText(content);
  const text = withLineFeeds(content);
  if (text.trim() === "") throw new TranscriptEmpty();
  const { found, reading } = format ? readAs(format, text) : readByContent(text, fallback);
  return collectCues(found, reading, repairs);
}

function withLineFeeds(content: string): string {
  const text = content.startsWith("\uFEFF") ? content.slice(1) : content;
  if (!text.includes("\r")) return text;
  // Not by replacing, which takes three times the memory where there are millions of line ends.
  return text.split("\r\n").join("\n").split("\r").join("\n");
}

type Found = { found: TranscriptFormat; reading: Reading };

function readAs(format: TranscriptFormat, text: string): Found {
  const reading =
    textReaders.get(format)?.read(text) ??
    (jsonReaders.has(format) && { cues: jsonReaders.get(format)?.read(parseJson(text)) ?? [] });
  if (!reading) throw new TranscriptFormatUnknown();
  return { found: format, reading };
}

/** Plain text has the last word: of a JSON document it would make nonsense. */
function readByContent(text: string, fallback: "text" | undefined): Found {
  for (const [found, reader] of textReaders) {
    if (reader.recognises(text)) return { found, reading: reader.read(text) };
  }
  if (mayBeJson(text)) {
    const document = parseJson(text);
    for (const [found, reader] of jsonReaders) {
      if (reader.recognises(document))
        return { found: TranscriptFormat.parse(found), reading: { cues: reader.read(document) } };
    }
    throw new TranscriptFormatUnknown();
  }
  if (fallback === undefined) throw new TranscriptFormatUnknown();
  return readAs(fallback, text);
}
