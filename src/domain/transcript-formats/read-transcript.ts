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
    for (const cue of limited(readWebVtt(text))) collected.add(cue, spansOfWebVtt(cue.text));
  } else {
    const read = [...limited(readSubRip(text))].map((cue) => ({ ...cue, text: textOfSubRip(cue.text) }));
    const spansOf = speakerPrefixes(read.map((cue) => cue.text));
    for (const cue of read) collected.add(cue, spansOf(cue.text));
  }
  return collected.finish(found);
}

function withLineFeeds(content: string): string {
  const text = content.startsWith("\uFEFF") ? content.slice(1) : content;
  // Not by replacing, which takes three times the memory where there are millions of line ends.
  return text.split("\r\n").join("\n").split("\r").join("\n");
}

function formatOf(text: string): TranscriptFormat {
  if (isWebVtt(text)) return "webvtt";
  if (isSubRip(text)) return "srt";
  throw new TranscriptFormatUnknown();
}

/**
 * Stops reading a file at one cue more than are taken, or at one so long that taking its markup out would need more
 * memory than a Worker has.
 */
function* limited(cues: Iterable<RawCue>): Generator<RawCue> {
  let count = 0;
  for (const cue of cues) {
    count += 1;
    if (count > limits.cuesPerTranscript) throw tooManyCues();
    assertLength(count, cue.line, "characters with its markup", cue.text, limits.markedUpCueLength);
    yield cue;
  }
}

function assertLength(cue: number, line: number, what: string, text: string, most: number): void {
  if (text.length <= most) return;
  throw new TranscriptTooLarge(
    `Cue ${cue}, at line ${line}, has ${text.length} ${what}; at most ${most} are taken.`,
  );
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
    const said = spans.map(withoutControls).filter(({ text }) => VISIBLE.test(text));
    if (said.length === 0) {
      this.#report("empty-cue-dropped", line, "the cue has no text");
      return;
    }
    if (isMended)
      this.#report("malformed-timing-read", line, "the times are not written as the format demands");
    if (startMs > endMs) this.#report("reversed-times-swapped", line, "the cue ended before it started");
    if (spans.some(({ speaker, text }) => hasControls(speaker ?? "") || hasControls(text)))
      this.#report("control-characters-removed", line, "the cue held control characters");
    for (const { speaker, text } of said) {
      this.#push(Math.min(startMs, endMs), Math.max(startMs, endMs), speaker, text, line);
    }
  }

  finish(format: TranscriptFormat): { cues: Cue[]; report: ImportReport } {
    if (this.#cues.length === 0) {
      const bad = this.#repairs.find(({ kind }) => kind === "bad-timing-dropped");
      if (!bad) throw new TranscriptEmpty("The transcript has no cue with text.");
      throw new TranscriptMalformed(`No cue can be read. At line ${bad.line}, ${bad.message}.`);
    }
    const kept = this.#read - this.#repairs.filter(({ kind }) => kind.endsWith("-dropped")).length;
    return {
      cues: this.#cues,
      report: { format, cuesRead: this.#read, cuesKept: kept, repairs: this.#repairs },
    };
  }

  #push(startMs: number, endMs: number, speaker: string | null, text: string, line: number): void {
    if (this.#cues.length === limits.cuesPerTranscript) throw tooManyCues();
    assertLength(this.#read, line, "characters", text, limits.cueTextLength);
    assertLength(this.#read, line, "characters in the speaker's name", speaker ?? "", limits.speakerLength);
    // A Cue by construction: a parser for each of 20,000 would take longer than all the rest. Tests hold it to the rules.
    this.#cues.push({ position: this.#cues.length + 1, startMs, endMs, speaker, text } as Cue);
  }

  #report(kind: RepairKind, line: number, message: string): void {
    this.#repairs.push({ kind, cue: this.#read, line, message });
  }
}

/** A span as a cue may hold it. Of a name, runs of white space are folded too. */
function withoutControls({ speaker, text }: Span): Span {
  const name = speaker?.replace(CONTROL, "").normalize("NFC").replace(/\s+/gu, " ").trim();
  return { speaker: name || null, text: (hasControls(text) ? text.replace(CONTROL, "") : text).trim() };
}

function hasControls(text: string): boolean {
  return text.search(CONTROL) >= 0;
}

const CONTROL = /[^\P{Cc}\t\n]/gu;
/** A character that can be seen: not white space, not of a format such as a zero-width space. */
const VISIBLE = /[^\s\p{Cf}]/u;
