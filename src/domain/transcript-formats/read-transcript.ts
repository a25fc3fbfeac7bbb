import {
  TranscriptEmpty,
  TranscriptFormatUnknown,
  TranscriptMalformed,
  TranscriptTooLarge,
} from "../exceptions/transcript.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { ImportReport, Repair, RepairKind } from "../value-objects/import-report.ts";
import { limits } from "../value-objects/limits.ts";
import type { TranscriptFormat } from "../value-objects/transcript-format.ts";
import { assertText } from "./decode-text.ts";
import type { RawCue, Span } from "./raw-cue.ts";
import { isSubRip, readSubRip, speakerPrefixes, textOfSubRip } from "./sub-rip.ts";
import { isWebVtt, readWebVtt, spansOfWebVtt } from "./web-vtt.ts";

/**
 * Reads a transcript: its cues, counted from 1 in the order of the file, and a report of what was mended or left out.
 * Nothing is cut short: what is too large is refused. A cue with several voices becomes one cue a voice.
 *
 * @param format where it is not given, the content tells
 * @throws TranscriptEmpty, TranscriptNotText, TranscriptFormatUnknown, TranscriptMalformed, TranscriptTooLarge
 */
export function readTranscript(
  content: string,
  { format = undefined as TranscriptFormat | undefined } = {},
): { cues: Cue[]; report: ImportReport } {
  assertText(content);
  const text = withLineFeeds(content);
  if (text.trim() === "") throw new TranscriptEmpty();
  const found = format ?? formatOf(text);
  const collected = new CueCollector();
  if (found === "webvtt") {
    for (const cue of readWebVtt(text)) collected.add(cue, spansOfWebVtt(cue.text));
  } else {
    const read = [...limited(readSubRip(text))].map((cue) => ({ ...cue, text: textOfSubRip(cue.text) }));
    const spansOf = speakerPrefixes(read.map((cue) => cue.text));
    for (const cue of read) collected.add(cue, spansOf(cue.text));
  }
  return collected.finish(found);
}

function withLineFeeds(content: string): string {
  const text = content.startsWith("\uFEFF") ? content.slice(1) : content;
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

function formatOf(text: string): TranscriptFormat {
  if (isWebVtt(text)) return "webvtt";
  if (isSubRip(text)) return "srt";
  throw new TranscriptFormatUnknown();
}

/** Stops reading a file at one cue more than are taken. */
function* limited(cues: Iterable<RawCue>): Generator<RawCue> {
  let count = 0;
  for (const cue of cues) {
    yield cue;
    count += 1;
    if (count > limits.cuesPerTranscript) throw tooManyCues();
  }
}

function tooManyCues(): TranscriptTooLarge {
  return new TranscriptTooLarge(
    `The transcript has more than ${limits.cuesPerTranscript} cues, the most that are taken.`,
  );
}

/** Makes cues of raw ones, and keeps account of what is mended or dropped on the way. */
class CueCollector {
  readonly #cues: Cue[] = [];
  readonly #repairs: Repair[] = [];
  #read = 0;

  /** `spans` are the cue's text without markup, by speaker. */
  add({ startMs, endMs, isMended, line }: RawCue, spans: readonly Span[]): void {
    this.#read += 1;
    if (startMs === undefined || endMs === undefined) {
      this.#report("bad-timing-dropped", line, "the times cannot be read");
      return;
    }
    if (startMs > limits.timeMs || endMs > limits.timeMs) {
      this.#report("bad-timing-dropped", line, `the times are beyond ${limits.timeMs} milliseconds`);
      return;
    }
    const said = spans.map((span) => this.#clean(span, line)).filter(({ text }) => VISIBLE.test(text));
    if (said.length === 0) {
      this.#report("empty-cue-dropped", line, "the cue has no text");
      return;
    }
    if (isMended)
      this.#report("malformed-timing-read", line, "the times are not written as the format demands");
    if (startMs > endMs) this.#report("reversed-times-swapped", line, "the cue ended before it started");
    for (const { speaker, text } of said) {
      this.#push(Math.min(startMs, endMs), Math.max(startMs, endMs), speaker, text, line);
    }
  }

  finish(format: TranscriptFormat): { cues: Cue[]; report: ImportReport } {
    const [first] = this.#repairs;
    if (this.#cues.length === 0) {
      if (first === undefined || first.kind === "empty-cue-dropped") {
        throw new TranscriptEmpty("The transcript has no cue with text.");
      }
      throw new TranscriptMalformed(
        `No cue can be read. The first one, at line ${first.line}: ${first.message}.`,
      );
    }
    const kept = this.#read - this.#repairs.filter(({ kind }) => kind.endsWith("-dropped")).length;
    return {
      cues: this.#cues,
      report: { format, cuesRead: this.#read, cuesKept: kept, repairs: this.#repairs },
    };
  }

  #push(startMs: number, endMs: number, speaker: string | null, text: string, line: number): void {
    if (this.#cues.length === limits.cuesPerTranscript) throw tooManyCues();
    this.#assertLength("characters", text, limits.cueTextLength, line);
    this.#assertLength("characters in the speaker's name", speaker ?? "", limits.speakerLength, line);
    // A Cue by construction: a parser for each of 20,000 would take longer than all the rest. Tests hold it to the rules.
    this.#cues.push({ position: this.#cues.length + 1, startMs, endMs, speaker, text } as Cue);
  }

  #assertLength(what: string, text: string, most: number, line: number): void {
    if (text.length <= most) return;
    throw new TranscriptTooLarge(
      `Cue ${this.#read}, at line ${line}, has ${text.length} ${what}; at most ${most} are taken.`,
    );
  }

  #clean({ speaker, text }: Span, line: number): Span {
    const name = speaker?.normalize("NFC").replace(CONTROL, "").trim() || null;
    if (!CONTROL_OR_TAB.test(text)) return { speaker: name, text: text.trim() };
    const clean = text.replace(CONTROL, "");
    if (clean !== text) this.#report("control-characters-removed", line, "the text held control characters");
    return { speaker: name, text: clean.trim() };
  }

  #report(kind: RepairKind, line: number, message: string): void {
    this.#repairs.push({ kind, cue: this.#read, line, message });
  }
}

const CONTROL = /[^\P{Cc}\t\n]/gu;
const CONTROL_OR_TAB = /[^\P{Cc}\n]/u;
/** A character that can be seen: not white space, not of a format such as a zero-width space. */
const VISIBLE = /[^\s\p{Cf}]/u;
