import { decodeCharacterReferences } from "./character-references.ts";
import type { RawCue, Span } from "./raw-cue.ts";

/**
 * A timing line, with what players have long put up with: a point for the comma, one or two digits, a fraction of
 * one to three digits or none, no hours, a longer arrow, coordinates after it. SubRip has no specification.
 */
const TIMESTAMP = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[,.:](\d{1,3}))?`;
const TIMINGS = new RegExp(String.raw`^[ \t]*${TIMESTAMP}[ \t]*-{1,3}>[ \t]*${TIMESTAMP}(?![\d:])`);
/** What was meant for a timing line and cannot be read: speech rarely has a digit at an arrow. */
const BROKEN_TIMINGS = /^[ \t]*\d[\d:.,; ]*-->|^[^\n]{0,40}-->[ \t]*\d[\d:.,; ]*$/;
const COUNTER = /^[ \t]*\d{1,9}[ \t]*$/;

/** Whether one of the first lines of a text is a timing line of SubRip. */
export function isSubRip(text: string): boolean {
  return text
    .slice(0, 10_000)
    .split("\n", 100)
    .some((line) => TIMINGS.test(line));
}

/**
 * Reads the cues of an SRT file. A cue runs from its timing line to the next one, less the next one's counter: so
 * counters may be missing, wrong or repeated, and blank lines missing or too many. A cue whose timing cannot be read
 * is yielded without times. Line ends are line feeds already.
 */
export function* readSubRip(text: string): Generator<RawCue> {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => TIMINGS.test(line));
  // A file without counters may say a number and mean it.
  const hasCounters = first > 0 && COUNTER.test(lines[first - 1] ?? "");
  let cue: RawCue | undefined;
  let said: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    const next = lines[at + 1] ?? "";
    const timing = line.includes(">") ? TIMINGS.exec(line) : null;
    if (timing || isBroken(line, lines[at - 1])) {
      if (cue) yield { ...cue, text: said.join("\n") };
      cue = { ...(timing && timesOf(timing)), text: "", line: at + 1 };
      said = [];
    } else if (hasCounters && COUNTER.test(line) && (TIMINGS.test(next) || isBroken(next, line))) {
      // The counter of the next cue.
    } else if (cue && line.trim() !== "") {
      said.push(line.trim());
    }
  }
  if (cue) yield { ...cue, text: said.join("\n") };
}

function isBroken(line: string, before: string | undefined): boolean {
  return line.includes("-->") && COUNTER.test(before ?? "") && BROKEN_TIMINGS.test(line);
}

function timesOf(match: RegExpExecArray): { startMs: number; endMs: number } | undefined {
  const [startMs, endMs] = [1, 5].map((group) => {
    const [hours = "0", minutes = "0", seconds = "0", fraction = "0"] = match.slice(group, group + 4);
    if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
    const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return whole * 1000 + Number(fraction.padEnd(3, "0"));
  });
  return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
}

/** Takes out the tags and placements that players understand, and decodes references such as `&amp;`. */
export function textOfSubRip(text: string): string {
  const plain =
    text.includes("<") || text.includes("{") ? text.replace(TAG, "").replace(PLACEMENT, "") : text;
  return decodeCharacterReferences(plain);
}

const TAG = /<\/?(?:i|b|u|s|em|strong|font|c|v|span|ruby|rt)\b[^<>]*>/gi;
const PLACEMENT = /\{\\[^{}]*\}/g;

/** How a cue begins that says who speaks: up to four capitalised words or numbers and a colon. */
const PREFIX =
  /^(\p{Lu}[\p{L}\p{M}\p{N}'’.-]{0,30}(?: [\p{Lu}\p{N}][\p{L}\p{M}\p{N}'’.-]{0,30}){0,3}):\s+(?=\S)/u;

/** Words that stand before a colon in speech more often than anybody's name. */
const NOT_NAMES = new Set([
  "note",
  "tip",
  "warning",
  "question",
  "answer",
  "example",
  "remember",
  "step",
  "important",
]);

/**
 * Finds who speaks in a file whose cues begin with `Name: `. Nothing but the file tells a name from a word, so a name
 * counts where it begins at least two cues; cues without one get no speaker.
 *
 * @returns the spans of a text: one, with or without its speaker
 */
export function speakerPrefixes(texts: Iterable<string>): (text: string) => Span[] {
  const seen = new Map<string, number>();
  for (const text of texts) {
    const name = prefixOf(text);
    if (name !== undefined) seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return (text) => {
    const name = prefixOf(text);
    if (name === undefined || (seen.get(name) ?? 0) < 2) return [{ speaker: null, text }];
    return [{ speaker: name, text: text.replace(PREFIX, "") }];
  };
}

function prefixOf(text: string): string | undefined {
  const name = PREFIX.exec(text)?.[1];
  return name === undefined || NOT_NAMES.has(name.split(" ", 1)[0]?.toLowerCase() ?? "") ? undefined : name;
}
