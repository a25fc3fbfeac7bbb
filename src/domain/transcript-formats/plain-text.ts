import { CLOCK_TIME, clockMilliseconds } from "./clock-times.ts";
import type { ReadCue, Reading, TextReader } from "./format-reader.ts";
import { limited } from "./limited.ts";
import { firstLines, LineReader } from "./lines.ts";
import { withEnds } from "./open-ends.ts";
import type { Span } from "./raw-cue.ts";
import { NAME, SPEAKER_PREFIXES, speakerPrefixes } from "./speaker-prefixes.ts";

/**
 * Text as it is copied from the pages of meeting and video services, or typed by people: with times or without any.
 * Recognised by times alone; what has none is read only where the caller says that it is text.
 */
export const plainText: TextReader = {
  recognises(text) {
    const lines = firstLines(text.trimStart());
    const timed = lines.filter((line) => timingOf(line) !== undefined);
    return timed.length > 1 || timingOf(lines[0] ?? "") !== undefined;
  },
  read(text) {
    const style = mostFrequentStyle(text);
    return style === undefined ? readUntimed(text) : readTimed(text, style);
  },
};

/**
 * How a file writes its times: in brackets or parentheses before the text, alone on a line, bare before the text, or
 * after the speaker's name. A file has one way; times in another are speech.
 */
type Style = "brackets" | "parentheses" | "alone" | "before" | "heading";
type Timing = { style: Style; startMs: number; endMs?: number; speaker: string | null; text: string };

const DASH = "(?:-|–|—|to)";
const RANGE = String.raw`${CLOCK_TIME}(?:[ \t]{0,9}${DASH}[ \t]{0,9}${CLOCK_TIME})?`;
const AFTER = String.raw`(?:[ \t]{0,9}[:–—-])?(?:[ \t]+|$)`;
const BRACKETS = new RegExp(String.raw`^\[${RANGE}\]${AFTER}`);
const PARENTHESES = new RegExp(String.raw`^\(${RANGE}\)${AFTER}`);
const BARE = new RegExp(String.raw`^${RANGE}${AFTER}`);

/** Of any script: not all have capitals. */
const WORDS = String.raw`[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,&-]{0,40}(?: [\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,&-]{0,40}){0,5}`;
/** What stands on a line with a time after it, and is a speaker by what stands between; the first group is the name. */
const HEADINGS = [
  // Ann Lee  0:05
  new RegExp(String.raw`^(${WORDS})(?:\t|[ \t]{2,20}|[ \t]{1,20}\|[ \t]{0,20})${CLOCK_TIME}$`, "u"),
  // Ann Lee (0:05):
  new RegExp(String.raw`^(${WORDS})[ \t]{0,20}\(${CLOCK_TIME}\):?$`, "u"),
  // Ann Lee [0:05]:
  new RegExp(String.raw`^(${WORDS})[ \t]{0,20}\[${CLOCK_TIME}\]:?$`, "u"),
  // [Ann Lee] 0:05
  new RegExp(String.raw`^\[(${WORDS})\][ \t]{0,20}${CLOCK_TIME}$`, "u"),
  // Ann Lee 0:05
  new RegExp(String.raw`^(${NAME}):?[ \t]${CLOCK_TIME}$`, "u"),
];
/** No heading is longer. */
const HEADING_LENGTH = 300;

function timingOf(untrimmed: string): Timing | undefined {
  if (!untrimmed.includes(":")) return undefined;
  const line = untrimmed.trim();
  return (
    leading(line, BRACKETS, "brackets") ??
    leading(line, PARENTHESES, "parentheses") ??
    leading(line, BARE, "before") ??
    heading(line)
  );
}

function leading(line: string, pattern: RegExp, style: Style): Timing | undefined {
  const match = pattern.exec(line);
  if (!match) return undefined;
  const startMs = clockMilliseconds(match.slice(1, 5));
  const endMs = clockMilliseconds(match.slice(5, 9));
  const isUnreadable = startMs === undefined || (match[6] !== undefined && endMs === undefined);
  if (isUnreadable) return undefined;
  const text = line.slice(match[0].length);
  return {
    style: style === "before" && text === "" ? "alone" : style,
    startMs,
    ...(endMs !== undefined && { endMs }),
    speaker: null,
    text,
  };
}

function heading(line: string): Timing | undefined {
  if (line.length > HEADING_LENGTH || !/\d[\])]?:?$/.test(line)) return undefined;
  for (const pattern of HEADINGS) {
    const [, speaker = "", ...time] = pattern.exec(line) ?? [];
    const startMs = clockMilliseconds(time);
    if (startMs !== undefined) return { style: "heading", startMs, speaker, text: "" };
  }
  return undefined;
}

/** Undefined where there are no times. Of styles that come equally often, the one that comes first. */
function mostFrequentStyle(text: string): Style | undefined {
  const counts = new Map<Style, number>();
  for (const lines = new LineReader(text); !lines.atEnd; ) {
    const style = timingOf(lines.next())?.style;
    if (style !== undefined) counts.set(style, (counts.get(style) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return [...counts].find(([, count]) => count === most)?.[0];
}

type TimedText = Omit<Timing, "style" | "startMs"> & { startMs?: number; line: number };

/** A cue runs from a time to the next. What stands before the first time is a cue without. */
function readTimed(text: string, style: Style): Reading {
  const cues = [...limited(timedTexts(text, style))];
  const { isNamed, spansOf } = speakersOf(cues.filter(({ speaker }) => speaker === null));
  return {
    cues: withEnds(
      cues.map(
        ({ speaker, text, ...cue }): ReadCue => ({
          ...cue,
          spans: speaker === null ? spansOf(text) : [{ speaker, text }],
        }),
      ),
    ),
    ...(style === "heading" && { dialect: "speaker-headings" }),
    ...(isNamed && { dialect: SPEAKER_PREFIXES }),
  };
}

function* timedTexts(text: string, style: Style): Generator<TimedText> {
  let cue: TimedText | undefined;
  let textStart = 0;
  const lines = new LineReader(text);
  while (!lines.atEnd) {
    const start = lines.position;
    const line = lines.next();
    const timing = timingOf(line);
    const isTiming = timing && (timing.style === style || (timing.style === "alone" && style === "before"));
    if (isTiming) {
      if (cue) yield ended(cue, lines.between(textStart, start));
      const { style: _, ...timed } = timing;
      cue = { ...timed, line: lines.number };
      textStart = lines.position;
    } else if (!cue && line.trim() !== "") {
      cue = { speaker: null, text: "", line: lines.number };
      textStart = start;
    }
  }
  if (cue) yield ended(cue, lines.between(textStart, lines.position));
}

function ended(cue: TimedText, rest: string): TimedText {
  return { ...cue, text: withoutBlankLines(`${cue.text}\n${rest}`) };
}

function withoutBlankLines(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").join("\n");
}

/** Where there are blank lines, what stands between them is a cue; where there are none, each line is. */
function readUntimed(text: string): Reading {
  const hasParagraphs = /\n[^\S\n]{0,99}\n/.test(text.trim());
  const cues = [...limited(hasParagraphs ? paragraphs(text) : turns(text))];
  const { spansOf } = speakersOf(cues);
  return {
    cues: cues.map(({ text, line }) => ({ spans: spansOf(text), line })),
    dialect: "untimed",
    isUntimed: true,
  };
}

type UntimedText = { text: string; line: number };

function* paragraphs(text: string): Generator<UntimedText> {
  const lines = new LineReader(text);
  let start: { position: number; line: number } | undefined;
  while (!lines.atEnd) {
    const position = lines.position;
    const isBlank = lines.next().trim() === "";
    if (start && isBlank) {
      yield { text: withoutBlankLines(lines.between(start.position, position)), line: start.line };
      start = undefined;
    } else if (!isBlank) start ??= { position, line: lines.number };
  }
  if (start)
    yield { text: withoutBlankLines(lines.between(start.position, lines.position)), line: start.line };
}

/** Lines, and names that stand alone on a line together with the next one. */
function* turns(text: string): Generator<UntimedText> {
  let turn: UntimedText | undefined;
  let isName = false;
  for (const lines = new LineReader(text); !lines.atEnd; ) {
    const line = lines.next().trim();
    if (line === "") continue;
    if (turn && isName && !line.endsWith(":")) {
      turn.text += `\n${line}`;
      isName = false;
      continue;
    }
    if (turn) yield turn;
    turn = { text: line, line: lines.number };
    isName = line.endsWith(":");
  }
  if (turn) yield turn;
}

/** Any line may begin with who speaks, not only the first of a cue. */
function speakersOf(cues: readonly { text: string }[]): {
  isNamed: boolean;
  spansOf(text: string): Span[];
} {
  const { isNamed, spansOf } = speakerPrefixes(linesOf(cues));
  return {
    isNamed,
    spansOf(text) {
      if (!isNamed) return [{ speaker: null, text }];
      const spans: Span[] = [];
      for (const { text: line } of turns(text)) {
        const [span] = spansOf(line);
        const last = spans.at(-1);
        if (!span) continue;
        if (last && span.speaker === null) last.text += `\n${span.text}`;
        else spans.push(span);
      }
      return spans;
    },
  };
}

function* linesOf(cues: readonly { text: string }[]): Generator<string> {
  for (const { text } of cues) {
    if (!text.includes(":")) continue;
    for (const { text: line } of turns(text)) yield line;
  }
}
