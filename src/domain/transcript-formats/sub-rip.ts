import { TranscriptMalformed } from "../exceptions/transcript.ts";
import { decodeCharacterReferences } from "./character-references.ts";
import type { TextReader } from "./format-reader.ts";
import { limited } from "./limited.ts";
import { firstLines, LineReader } from "./lines.ts";
import type { RawCue } from "./raw-cue.ts";
import { SPEAKER_PREFIXES, speakerPrefixes } from "./speaker-prefixes.ts";
import { isMeantAsTimings, timesOf } from "./timings.ts";

/**
 * A timing line, with what players have long put up with: a point for the comma, one or two digits, a fraction of any
 * length or none, no hours, a shorter or longer arrow, coordinates after it. SubRip has no specification.
 */
const TIMESTAMP = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[,.:](\d{1,20}))?`;
const TIMINGS = new RegExp(String.raw`^[ \t]*${TIMESTAMP}[ \t]*-{1,9}>[ \t]*${TIMESTAMP}(?![\d:])`);
const COUNTER = /^[ \t]*\d{1,9}[ \t]*$/;

export const subRip: TextReader = {
  recognises: (text) => firstLines(text).some((line) => TIMINGS.test(line)),
  read(text) {
    const cues = [...limited(readSubRip(text))];
    for (const cue of cues) cue.text = textOfSubRip(cue.text);
    const { isNamed, spansOf } = speakerPrefixes(cues.map((cue) => cue.text));
    return {
      cues: cues.map((cue) => ({ ...cue, spans: spansOf(cue.text) })),
      ...(isNamed && { dialect: SPEAKER_PREFIXES }),
    };
  },
};

/**
 * Reads the cues of an SRT file. A cue runs from its timing line to the next one, less the next one's counter: so
 * counters may be missing, wrong or repeated, and blank lines missing or too many. A cue whose timing cannot be read
 * is yielded without times. Line ends are line feeds already.
 *
 * @throws TranscriptMalformed where no line is meant to give times
 */
export function* readSubRip(text: string): Generator<RawCue> {
  const hasCounters = mostCuesAreCounted(text);
  const lines = new LineReader(text);
  let cue: RawCue | undefined;
  let textStart = 0;
  let before = "";
  /** Where the line before begins, if it is a counter as soon as a timing line follows. */
  let counterStart: number | undefined;
  while (!lines.atEnd) {
    const start = lines.position;
    const line = lines.next();
    const timing = timingOf(line);
    if (timing) {
      if (cue) yield { ...cue, text: lines.between(textStart, counterStart ?? start) };
      cue = { ...timesOf(timing.match), text: "", line: lines.number };
      textStart = lines.position;
    }
    const mayBeCounter = (hasCounters || before.trim() === "") && COUNTER.test(line);
    counterStart = mayBeCounter ? start : undefined;
    before = line;
  }
  if (!cue) throw new TranscriptMalformed("The transcript is not SRT: no line gives the times of a cue.");
  yield { ...cue, text: lines.between(textStart, lines.position) };
}

/** A file without counters may say a number and mean it, even right before the next cue. */
function mostCuesAreCounted(text: string): boolean {
  let balance = 0;
  let before = "";
  for (const lines = new LineReader(text); !lines.atEnd; ) {
    const line = lines.next();
    if (timingOf(line)) balance += COUNTER.test(before) ? 1 : -1;
    before = line;
  }
  return balance > 0;
}

/** The match is null where a line was meant to give times, and cannot be read. */
function timingOf(line: string): { match: RegExpExecArray | null } | undefined {
  if (!line.includes("->")) return undefined;
  const match = TIMINGS.exec(line);
  return match || isMeantAsTimings(line) ? { match } : undefined;
}

/** Takes out blank lines, and the tags and placements that players understand; decodes references such as `&amp;`. */
export function textOfSubRip(text: string): string {
  const plain =
    text.includes("<") || text.includes("{") ? text.replace(TAG, "").replace(PLACEMENT, "") : text;
  const lines = plain.split("\n").map((line) => line.trim());
  return decodeCharacterReferences(lines.filter((line) => line !== "").join("\n"));
}

const TAG = /<\/?(?:(?:i|b|u|s|em|strong|ruby|rt)\s*|(?:font|c|v|span)\b[^<>]*)>/gi;
const PLACEMENT = /\{\\[^{}]*\}/g;
