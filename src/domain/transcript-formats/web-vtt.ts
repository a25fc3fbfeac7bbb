import { TranscriptMalformed } from "../exceptions/transcript.ts";
import { decodeCharacterReferences } from "./character-references.ts";
import type { TextReader } from "./format-reader.ts";
import { limited } from "./limited.ts";
import { LineReader } from "./lines.ts";
import type { RawCue, Span } from "./raw-cue.ts";
import { SPEAKER_PREFIXES, speakerPrefixes } from "./speaker-prefixes.ts";
import { ARROW, isMeantAsTimings, timesOf, usualTimes } from "./timings.ts";

const SIGNATURE = /^WEBVTT(?![^ \t\n])/;

export const webVtt: TextReader = {
  /** Whether a text begins as WebVTT files do (WebVTT, section 4.1). */
  recognises: (text) => SIGNATURE.test(text),
  /** Where nobody is named by a voice tag, cues may begin with a name, as in the files of Zoom. */
  read(text) {
    const cues = [...limited(readWebVtt(text))].map((cue) => ({ ...cue, spans: spansOfWebVtt(cue.text) }));
    const hasVoices = cues.some(({ spans }) => spans.some(({ speaker }) => speaker !== null));
    if (hasVoices) return { cues, dialect: VOICE_TAGS };
    // Without voices, a cue has one span at most.
    const { isNamed, spansOf } = speakerPrefixes(cues.map(({ spans }) => spans[0]?.text ?? ""));
    if (!isNamed) return { cues };
    return {
      cues: cues.map((cue) => ({ ...cue, spans: spansOf(cue.spans[0]?.text ?? "") })),
      dialect: SPEAKER_PREFIXES,
    };
  },
};

/** The dialect of files that name speakers as the specification has it, as those of Teams do. */
const VOICE_TAGS = "voice-tags";

/**
 * Reads the cues of a WebVTT file by the specification's own algorithm (https://www.w3.org/TR/webvtt1/#file-parsing).
 * Header, notes, styles and regions are passed over. Where the specification drops a cue for its timing, the times are
 * read if they can be understood all the same (`0.860 --> 7.380`); if not, the cue is yielded without times, so that it
 * can be reported. Line ends are line feeds already.
 *
 * @throws TranscriptMalformed where the signature is missing
 */
export function* readWebVtt(text: string): Generator<RawCue> {
  if (!SIGNATURE.test(text)) {
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

/**
 * "Collect a WebVTT block". An identifier is a line before the timing line, and nobody needs it here. Unlike in the
 * specification, an arrow in a cue's text ends the cue only where it stands in what was meant for a timing line.
 */
function readBlock(lines: LineReader, isHeader: boolean): RawCue | undefined {
  let cue: RawCue | undefined;
  let textStart = 0;
  let isAside = false;
  for (let count = 1; !lines.atEnd; count += 1) {
    const start = lines.position;
    const line = lines.next();
    if (line === "") break;
    if (count === 1) isAside = !isHeader && ASIDE.test(line);
    if (!line.includes(ARROW)) continue;
    const exact = usualTimes(line, ".") ?? timesOf(TIMINGS.exec(line));
    const isText = !exact && (isAside || (cue !== undefined && !isMeantAsTimings(line)));
    if (isText) continue;
    if (isHeader || cue || count > 2) {
      // Another cue begins without a blank line before it.
      lines.rewind(start);
      break;
    }
    cue = { ...(exact ?? mendedTimes(line)), text: "", line: lines.number };
    textStart = lines.position;
    isAside = false;
  }
  if (cue) cue.text = lines.between(textStart, lines.position);
  return cue;
}

/** The first line of what is no cue: an arrow in it does not begin one, unless the times at it are in order. */
const ASIDE = /^(?:NOTE(?![^ \t])|(?:STYLE|REGION)[ \t]*$)/;

const timings = (timestamp: string, arrow: string, end: string) =>
  new RegExp(String.raw`^[ \t\f]*${timestamp}[ \t\f]*${arrow}[ \t\f]*${timestamp}${end}`);

/** "Collect WebVTT cue timings and settings", of which settings do not matter here. */
const TIMINGS = timings(String.raw`(?:(\d{1,15}):)?(\d\d):(\d\d)\.(\d{3})`, ARROW, String.raw`(?!\d)`);
/** Seconds alone, single digits, a comma, a fraction of any length or none, a longer arrow. */
const LENIENT_TIMINGS = timings(
  String.raw`(?:(?:(\d{1,15}):)?(\d{1,2}):)?(\d{1,9})(?:[.,](\d{1,20}))?`,
  "-{2,9}>",
  String.raw`(?![\d:.,])`,
);

function mendedTimes(line: string): Pick<RawCue, "startMs" | "endMs" | "isMended"> | undefined {
  const times = timesOf(LENIENT_TIMINGS.exec(line));
  return times && { ...times, isMended: true };
}

/**
 * Takes the markup out of a cue's text (WebVTT, section 6.4) and gives what is left by voice. Of ruby, classes,
 * languages and times inside the text nothing is left but the words. Unlike the specification's parser, which swallows
 * unknown tags and the rest of a cue, a `<` that opens none of WebVTT's tags is speech.
 */
export function spansOfWebVtt(text: string): Span[] {
  if (!text.includes("<")) return [{ speaker: null, text: decodeCharacterReferences(text) }];
  const spans: Span[] = [];
  /** Voices that are open: one may stand inside another. */
  const voices: (string | null)[] = [];
  let said = "";
  const finish = () => {
    if (said.trim() === "") return;
    const speaker = voices.at(-1) ?? null;
    const last = spans.at(-1);
    if (last && last.speaker === speaker) last.text += said;
    else spans.push({ speaker, text: said });
    said = "";
  };
  let at = 0;
  for (const { index, 0: tag, 1: name, 2: annotation } of text.matchAll(TAG)) {
    said += decodeCharacterReferences(text.slice(at, index));
    at = index + tag.length;
    if (name === "v") {
      finish();
      voices.push(decodeCharacterReferences(annotation ?? "").trim() || null);
    } else if (name === "/v") {
      finish();
      voices.pop();
    }
  }
  said += decodeCharacterReferences(text.slice(at));
  finish();
  return spans;
}

/** A tag with its classes and annotation, or a time inside the text. */
const TAG = /<(?:(\/?(?:c|i|b|u|ruby|rt|v|lang))(?:\.[^<>\s]*)?(?:\s([^<>]*))?|\d+:[\d:.]*|\/)>/g;
