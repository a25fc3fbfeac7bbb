import { TranscriptMalformed } from "../exceptions/transcript.ts";
import { decodeCharacterReferences } from "./character-references.ts";
import type { RawCue, Span } from "./raw-cue.ts";

const ARROW = "-->";
const SIGNATURE = /^WEBVTT(?![^ \t\n])/;

/** Whether a text begins as WebVTT files do (WebVTT, section 4.1). */
export function isWebVtt(text: string): boolean {
  return SIGNATURE.test(text);
}

/**
 * Reads the cues of a WebVTT file by the specification's own algorithm (https://www.w3.org/TR/webvtt1/#file-parsing).
 * Header, notes, styles and regions are passed over. Where the specification drops a cue for its timing, the times are
 * read if they can be understood all the same (`0.860 --> 7.380`); if not, the cue is yielded without times, so that it
 * can be reported. Line ends are line feeds already.
 *
 * @throws TranscriptMalformed where the signature is missing
 */
export function* readWebVtt(text: string): Generator<RawCue> {
  if (!isWebVtt(text)) {
    throw new TranscriptMalformed("The transcript is not WebVTT: line 1 must begin with WEBVTT.");
  }
  const lines = new LineReader(text);
  lines.next();
  // What stands right below the signature is the header, until a blank line or a timing line.
  let isHeader = true;
  while (!lines.atEnd) {
    const cue = readBlock(lines, isHeader);
    if (cue) yield cue;
    isHeader = false;
  }
}

/** "Collect a WebVTT block". An identifier is a line before the timing line, and nobody needs it here. */
function readBlock(lines: LineReader, isHeader: boolean): RawCue | undefined {
  let cue: RawCue | undefined;
  let body = "";
  for (let count = 1; !lines.atEnd; count += 1) {
    const start = lines.position;
    const line = lines.next();
    if (line === "") break;
    if (line.includes(ARROW)) {
      const isTiming = !isHeader && !cue && count <= 2;
      if (!isTiming) {
        // Another cue begins without a blank line before it.
        lines.rewind(start);
        break;
      }
      cue = { ...parseTimings(line), text: "", line: lines.number };
      if (cue.startMs === undefined && /^NOTE(?:\s|$)/.test(count === 1 ? line : body))
        return skipBlock(lines);
      body = "";
    } else {
      body = body === "" ? line : `${body}\n${line}`;
    }
  }
  if (cue) cue.text = body;
  return cue;
}

/** A comment may hold an arrow, and is a comment still. */
function skipBlock(lines: LineReader): undefined {
  while (!lines.atEnd && lines.next() !== "");
}

/** "Collect WebVTT cue timings and settings"; nothing where they are malformed. Settings do not matter here. */
function parseTimings(line: string): Pick<RawCue, "startMs" | "endMs" | "isMended"> | undefined {
  const exact = timesOf(TIMINGS.exec(line));
  if (exact) return exact;
  const understood = timesOf(LENIENT_TIMINGS.exec(line));
  return understood && { ...understood, isMended: true };
}

const timings = (timestamp: string, end: string) =>
  new RegExp(String.raw`^[ \t\f]*${timestamp}[ \t\f]*-->[ \t\f]*${timestamp}${end}`);

/** Hours of any length, or none; two digits of minutes and seconds, three of the fraction. */
const TIMINGS = timings(String.raw`(?:(\d{1,15}):)?(\d\d):(\d\d)\.(\d{3})`, String.raw`(?!\d)`);
/** Seconds alone, single digits, a comma, a short fraction or none. */
const LENIENT_TIMINGS = timings(
  String.raw`(?:(?:(\d{1,15}):)?(\d{1,2}):)?(\d{1,9})(?:[.,](\d{1,3}))?`,
  String.raw`(?![\d:.,])`,
);

function timesOf(match: RegExpExecArray | null): { startMs: number; endMs: number } | undefined {
  if (!match) return undefined;
  const startMs = milliseconds(match.slice(1, 5));
  const endMs = milliseconds(match.slice(5, 9));
  return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
}

function milliseconds([hours, minutes, seconds, fraction = "0"]: (string | undefined)[]): number | undefined {
  // Seconds may count beyond a minute only where no minutes are written.
  if (Number(minutes ?? 0) > 59 || (minutes !== undefined && Number(seconds) > 59)) return undefined;
  return (
    (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1000 +
    Number(fraction.padEnd(3, "0"))
  );
}

/** Walks through the lines of a text without cutting it up beforehand. */
class LineReader {
  readonly #text: string;
  position = 0;
  /** The line that was read last, counted from 1. */
  number = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.position >= this.#text.length;
  }

  next(): string {
    const end = this.#text.indexOf("\n", this.position);
    const line = end < 0 ? this.#text.slice(this.position) : this.#text.slice(this.position, end);
    this.position = end < 0 ? this.#text.length : end + 1;
    this.number += 1;
    return line;
  }

  /** Goes back to where the last line began. */
  rewind(position: number): void {
    this.position = position;
    this.number -= 1;
  }
}

/**
 * Takes the markup out of a cue's text (WebVTT, section 6.4) and gives what is left by voice. Ruby, classes,
 * languages and times inside the text leave no trace. Unlike the specification's parser, which swallows the rest of
 * a cue, a `<` that opens no tag is speech.
 */
export function spansOfWebVtt(text: string): Span[] {
  if (!text.includes("<")) return [{ speaker: null, text: decodeCharacterReferences(text) }];
  const spans: Span[] = [];
  let speaker: string | null = null;
  let said = "";
  const finish = () => {
    if (said.trim() !== "") spans.push({ speaker, text: decodeCharacterReferences(said) });
    said = "";
  };
  let at = 0;
  for (const { index, 0: tag, 1: name, 2: annotation } of text.matchAll(TAG)) {
    said += text.slice(at, index);
    at = index + tag.length;
    if (name === "v") {
      finish();
      speaker = voiceOf(annotation);
    } else if (name === "/v") {
      finish();
      speaker = null;
    }
  }
  said += text.slice(at);
  finish();
  return spans;
}

/** A tag with its classes and annotation, or a time inside the text. */
const TAG = /<(?:(\/?(?:c|i|b|u|ruby|rt|v|lang))(?:\.[^<>\s]*)?(?:\s([^<>]*))?|\d[\d:.]*|\/)>/g;

function voiceOf(annotation: string | undefined): string | null {
  const name = decodeCharacterReferences(annotation ?? "")
    .replace(/\s+/g, " ")
    .trim();
  return name === "" ? null : name;
}
