import { TranscriptEmpty, TranscriptMalformed, TranscriptNotText } from "../exceptions/transcript.ts";
import type { Cue } from "../value-objects/cue.ts";
import {
  type ImportReport,
  type Repair,
  type RepairKind,
  RepairName,
} from "../value-objects/import-report.ts";
import { limits } from "../value-objects/limits.ts";
import type { TranscriptFormat } from "../value-objects/transcript-format.ts";
import type { ReadCue, Reading } from "./format-reader.ts";
import { assertLength, tooManyCues } from "./limited.ts";
import type { Span } from "./raw-cue.ts";
import { withoutOverlaps } from "./repairs/overlaps.ts";
import type { PlacedCue } from "./repairs/placed-cue.ts";
import { withoutRolling } from "./repairs/rolling-captions.ts";

/**
 * Makes cues of what a reader read, and the report of what is mended or dropped on the way.
 *
 * @param repairing the repairs to make; what cannot be a cue without one of the others is refused
 * @throws TranscriptEmpty, TranscriptMalformed, TranscriptNotText, TranscriptTooLarge
 */
export function collectCues(
  format: TranscriptFormat,
  { cues, dialect = undefined, isUntimed = false }: Reading,
  repairing: readonly RepairName[],
): { cues: Cue[]; report: ImportReport } {
  const collected = new CueCollector(isUntimed, new Set(repairing));
  for (const cue of cues) collected.add(cue);
  return collected.finish(format, dialect ?? null);
}

class CueCollector {
  readonly #isUntimed: boolean;
  readonly #repairing: ReadonlySet<RepairName>;
  readonly #cues: PlacedCue[] = [];
  readonly #repairs: Repair[] = [];
  #read = 0;

  constructor(isUntimed: boolean, repairing: ReadonlySet<RepairName>) {
    this.#isUntimed = isUntimed;
    this.#repairing = repairing;
  }

  add({ startMs, endMs, isMended, spans, line }: ReadCue): void {
    this.#read += 1;
    if (this.#read > limits.cuesPerTranscript) throw tooManyCues();
    if (this.#isUntimed) {
      startMs ??= 0;
      endMs ??= startMs;
    }
    if (!isTime(startMs) || !isTime(endMs)) {
      this.#repair("missing-times", "bad-timing-dropped", line, "the times cannot be read");
      return;
    }
    if (startMs > limits.timeMs || endMs > limits.timeMs) {
      const message = `the times are beyond ${limits.timeMs} milliseconds`;
      this.#repair("missing-times", "bad-timing-dropped", line, message);
      return;
    }
    const holdsControls = spans.some(({ speaker, text }) => hasControls(speaker ?? "") || hasControls(text));
    const said = (holdsControls ? spans.map(withoutControls) : spans)
      .map(trimmed)
      .filter(({ text }) => VISIBLE.test(text));
    if (said.length === 0) {
      this.#repair("empty-cues", "empty-cue-dropped", line, "the cue has no text");
      return;
    }
    if (this.#isUntimed && this.#cues.length === 0) {
      const message = "the file has no times: its cues stand at 0, in their order";
      this.#repair("missing-times", "times-missing", line, message);
    }
    if (isMended)
      this.#report("malformed-timing-read", line, "the times are not written as the format demands");
    if (startMs > endMs)
      this.#repair("reversed-times", "reversed-times-swapped", line, "the cue ended before it started");
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
    const { cues, repairs } = this.#repaired();
    const kept = this.#read - repairs.filter(isDrop).length;
    const repairing = RepairName.options.filter((name) => this.#repairing.has(name));
    return {
      cues,
      report: { format, dialect, cuesRead: this.#read, cuesKept: kept, repairing, repairs },
    };
  }

  /** Makes the repairs that look at neighbours. A cue that they drop needs no other repair. */
  #repaired(): { cues: Cue[]; repairs: Repair[] } {
    const unrolled = this.#repairing.has("rolling-captions")
      ? withoutRolling(this.#cues)
      : { cues: this.#cues, repairs: [] };
    const { cues, repairs } = this.#repairing.has("overlaps")
      ? withoutOverlaps(unrolled.cues)
      : { cues: unrolled.cues, repairs: [] };
    const dropped = new Set(unrolled.repairs.filter(isDrop).map(({ cue }) => cue));
    const others = this.#repairs.filter(({ cue }) => !dropped.has(cue));
    return {
      cues: cues.map(({ cue }, at) => ({ ...cue, position: at + 1 })),
      repairs: [...others, ...unrolled.repairs, ...repairs].sort((one, other) => one.cue - other.cue),
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
    const cue = {
      position: this.#cues.length + 1,
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      speaker,
      text,
    } as Cue;
    this.#cues.push({ cue, number: this.#read, line });
  }

  /** @throws TranscriptMalformed where this repair is not to be made */
  #repair(name: RepairName, kind: RepairKind, line: number | undefined, message: string): void {
    if (!this.#repairing.has(name)) {
      const place = line === undefined ? "" : `, at line ${line},`;
      throw new TranscriptMalformed(
        `Cue ${this.#read}${place} cannot be kept without the repair ${name}: ${message}.`,
      );
    }
    this.#report(kind, line, message);
  }

  #report(kind: RepairKind, line: number | undefined, message: string): void {
    this.#repairs.push({ kind, cue: this.#read, ...(line !== undefined && { line }), message });
  }
}

function isDrop({ kind }: Repair): boolean {
  return kind.endsWith("-dropped");
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
