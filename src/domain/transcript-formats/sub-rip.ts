import { TranscriptMalformed } from "../exceptions/transcript.ts";
import { limits } from "../value-objects/limits.ts";
import { decodeCharacterReferences } from "./character-references.ts";
import type { TextReader } from "./format-reader.ts";
import { limited } from "./limited.ts";
import { endOfLine, firstLines, LineCounter } from "./lines.ts";
import type { RawCue } from "./raw-cue.ts";
import { SPEAKER_PREFIXES, speakerPrefixes } from "./speaker-prefixes.ts";
import { isMeantAsTimings, type Times, timesOf, usualTimes } from "./timings.ts";

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
    const texts = cues.map((cue) => textOfSubRip(cue.text));
    const { isNamed, spansOf } = speakerPrefixes(texts);
    return {
      cues: cues.map((cue, at) => ({ ...cue, spans: spansOf(texts[at] ?? "") })),
      ...(isNamed && { dialect: SPEAKER_PREFIXES }),
    };
  },
};

/**
 * Reads the cues of an SRT file. A cue runs from its timing line to the next one, less the next one's counter: so
 * counters may be missing, wrong or repeated, and blank lines missing or too many. A cue whose timing cannot be read
 * is given without times. Line ends are line feeds already.
 *
 * @throws TranscriptMalformed where no line is meant to give times
 */
export function readSubRip(text: string): RawCue[] {
  const timings = timingLines(text);
  if (timings.length === 0) {
    throw new TranscriptMalformed("The transcript is not SRT: no line gives the times of a cue.");
  }
  const hasCounters = mostAreCounted(timings);
  const lines = new LineCounter(text);
  return timings.map(({ start, end, times }, at) => {
    const next = timings[at + 1];
    const textEnd = next ? startWithCounter(text, next, hasCounters) : text.length;
    return { ...times, text: text.slice(end, textEnd).trim(), line: lines.at(start) };
  });
}

/** `times` is undefined where they cannot be read, `counter` where the line before is no number. */
type TimingLine = { start: number; end: number; counter: number | undefined; times: Times | undefined };

/** Of a file that has more of them than cues are taken, one more. */
function timingLines(text: string): TimingLine[] {
  const found: TimingLine[] = [];
  let arrow = text.indexOf("->");
  while (arrow >= 0 && found.length <= limits.cuesPerTranscript) {
    const start = text.lastIndexOf("\n", arrow) + 1;
    const end = endOfLine(text, arrow);
    const line = text.slice(start, end);
    const times = usualTimes(line, ",") ?? timesOf(TIMINGS.exec(line));
    if (times || TIMINGS.test(line) || isMeantAsTimings(line)) {
      found.push({ start, end, counter: counterBefore(text, start), times });
    }
    arrow = text.indexOf("->", end);
  }
  return found;
}

/** Where the line before begins, if it is a number. */
function counterBefore(text: string, start: number): number | undefined {
  if (start === 0) return undefined;
  const counter = text.lastIndexOf("\n", start - 2) + 1;
  return COUNTER.test(text.slice(counter, start - 1)) ? counter : undefined;
}

/** A file without counters may say a number and mean it, even right before the next cue. */
function mostAreCounted(timings: readonly TimingLine[]): boolean {
  const counted = timings.filter(({ counter }) => counter !== undefined).length;
  return counted > timings.length - counted;
}

/** Where a timing line begins with its counter: a number is one where most have one, or after a blank line. */
function startWithCounter(text: string, { start, counter }: TimingLine, hasCounters: boolean): number {
  if (counter === undefined) return start;
  if (hasCounters || counter === 0) return counter;
  const before = text.slice(text.lastIndexOf("\n", counter - 2) + 1, counter - 1);
  return before.trim() === "" ? counter : start;
}

/** Takes out blank lines, and the tags and placements that players understand; decodes references such as `&amp;`. */
export function textOfSubRip(text: string): string {
  const plain =
    text.includes("<") || text.includes("{") ? text.replace(TAG, "").replace(PLACEMENT, "") : text;
  if (!LOOSE_LINES.test(plain)) return decodeCharacterReferences(plain.trim());
  const lines = plain.split("\n").map((line) => line.trim());
  return decodeCharacterReferences(lines.filter((line) => line !== "").join("\n"));
}

/** White space at the ends of lines, or blank lines. */
const LOOSE_LINES = /\s\n|\n\s/;
const TAG = /<\/?(?:(?:i|b|u|s|em|strong|ruby|rt)\s*|(?:font|c|v|span)\b[^<>]*)>/gi;
const PLACEMENT = /\{\\[^{}]*\}/g;
