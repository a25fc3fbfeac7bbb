import { TranscriptEmpty, TranscriptMalformed, TranscriptNotText } from "../exceptions/transcript.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { ImportReport, Repair, RepairKind } from "../value-objects/import-report.ts";
import { limits } from "../value-objects/limits.ts";
import type { TranscriptFormat } from "../value-objects/transcript-format.ts";
import type { ReadCue, Reading } from "./format-reader.ts";
import { assertLength, tooManyCues } from "./limited.ts";
import type { Span } from "./raw-cue.ts";

/**
 * Makes cues of what a reader read, and the report of what is mended or dropped on the way.
 *
 * @throws TranscriptEmpty, TranscriptMalformed, TranscriptNotText, TranscriptTooLarge
 */
export function collectCues(
  format: TranscriptFormat,
  { cues, dialect = undefined, isUntimed = false }: Reading,
): { cues: Cue[]; report: ImportReport } {
  const collected = new CueCollector(isUntimed);
  for (const cue of cues) collected.add(cue);
  return collected.finish(format, dialect ?? null);
}

class CueCollector {
  readonly #isUntimed: boolean;
  readonly #cues: Cue[] = [];
  readonly #repairs: Repair[] = [];
  #read = 0;

  constructor(isUntimed: boolean) {
    this.#isUntimed = isUntimed;
  }

  add({ startMs, endMs, isMended, spans, line }: ReadCue): void {
    this.#read += 1;
    if (this.#read > limits.cuesPerTranscript) throw tooManyCues();
    if (this.#isUntimed) {
      startMs ??= 0;
      endMs ??= startMs;
    }
    if (!isTime(startMs) || !isTime(endMs)) {
      this.#report("bad-timing-dropped", line, "the times cannot be read");
      return;
    }
    if (startMs > limits.timeMs || endMs > limits.timeMs) {
      this.#report("bad-timing-dropped", line, `the times are beyond ${limits.timeMs} milliseconds`);
      return;
    }
    const holdsControls = spans.some(({ speaker, text }) => hasControls(speaker ?? "") || hasControls(text));
    const said = (holdsControls ? spans.map(withoutControls) : spans)
      .map(trimmed)
      .filter(({ text }) => VISIBLE.test(text));
    if (said.length === 0) {
      this.#report("empty-cue-dropped", line, "the cue has no text");
      return;
    }
    if (this.#isUntimed && this.#cues.length === 0)
      this.#report("times-missing", line, "the file has no times: its cues stand at 0, in their order");
    if (isMended)
      this.#report("malformed-timing-read", line, "the times are not written as the format demands");
    if (startMs > endMs) this.#report("reversed-times-swapped", line, "the cue ended before it started");
    if (holdsControls) this.#report("control-characters-removed", line, "the cue held control characters");
    for (const { speaker, text } of said) {
      this.#push(Math.min(startMs, endMs), Math.max(startMs, endMs), speaker, text, line);
    }
  }

  finish(format: TranscriptFormat, dialect: string | null): { cues: Cue[]; report: ImportReport } {
    if (this.#cues.length === 0) {
      const bad = this.#repairs.find(({ kind }) => kind === "bad-timing-dropped");
      if (!bad) throw new TranscriptEmpty("The transcript has no cue with text.");
      const place = bad.line === undefined ? `In cue ${bad.cue}` : `At line ${bad.line}`;
      throw new TranscriptMalformed(`No cue can be read. ${place}, ${bad.message}.`);
    }
    const kept = this.#read - this.#repairs.filter(({ kind }) => kind.endsWith("-dropped")).length;
    return {
      cues: this.#cues,
      report: { format, dialect, cuesRead: this.#read, cuesKept: kept, repairs: this.#repairs },
    };
  }

  #push(startMs: number, endMs: number, speaker: string | null, text: string, line?: number): void {
    if (this.#cues.length === limits.cuesPerTranscript) throw tooManyCues();
    assertLength(this.#read, line, "characters", text.length, limits.cueTextLength);
    assertLength(
      this.#read,
      line,
      "characters in the speaker's name",
      speaker?.length ?? 0,
      limits.speakerLength,
    );
    // The escapes of JSON can say what no text can.
    if (!text.isWellFormed() || speaker?.isWellFormed() === false) {
      throw new TranscriptNotText(`The transcript is not text: cue ${this.#read} holds half a character.`);
    }
    // A Cue by construction: a parser for each of 20,000 would take longer than all the rest. Tests hold it to the rules.
    this.#cues.push({
      position: this.#cues.length + 1,
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      speaker,
      text,
    } as Cue);
  }

  #report(kind: RepairKind, line: number | undefined, message: string): void {
    this.#repairs.push({ kind, cue: this.#read, ...(line !== undefined && { line }), message });
  }
}

/** A number that is a time: not negative, nor one of those that are no numbers. */
function isTime(ms: number | undefined): ms is number {
  return ms !== undefined && ms >= 0;
}

function withoutControls({ speaker, text }: Span): Span {
  return { speaker: speaker?.replace(CONTROL, "") ?? null, text: text.replace(CONTROL, "") };
}

/** A span as a cue may hold it. Of a name, runs of white space are folded too. */
function trimmed(span: Span): Span {
  const { speaker, text } = span;
  if (speaker === null && text === text.trim()) return span;
  const name = speaker?.normalize("NFC").replace(/\s+/gu, " ").trim();
  return { speaker: name || null, text: text.trim() };
}

function hasControls(text: string): boolean {
  return text.search(CONTROL) >= 0;
}

const CONTROL = /[^\P{Cc}\t\n]/gu;
/** A character that can be seen: not white space, not of a format such as a zero-width space. */
const VISIBLE = /[^\s\p{Cf}]/u;
