import * as z from "zod";
import type { Cue } from "../../value-objects/cue.ts";
import type { LanguageTag } from "../../value-objects/language-tag.ts";

/** What stands on the screen at once: a cue, or a part of one. Times are milliseconds of the recording. */
export type Caption = Pick<Cue, "startMs" | "endMs" | "speaker" | "text">;

export type WritableTranscript = {
  title: string;
  language: LanguageTag | null;
  mediaUrl: string | null;
  cues: readonly Cue[];
};

export type WriterOptions = {
  /** Whether to say who speaks. */
  speakers: boolean;
  /** Cuts longer cues between words; of formats that are captions. */
  charactersPerCaption?: number;
  /** Whether cues are joined to paragraphs, in formats that are read as prose. */
  paragraphs: boolean;
  /** Where a time of the recording, in milliseconds, can be heard. */
  linkTo?: (ms: number) => string;
};

/**
 * What a format cannot hold, or our own reader would take for something else:
 * - `blank-lines`: lines of a cue's text that are empty;
 * - `cues`: where one cue ends and another begins;
 * - `line-breaks` of a cue's text;
 * - `speakers`: who speaks, or that what looks like a name before a colon is none;
 * - `times`: when exactly a cue starts and ends;
 * - `white-space` around the lines of a cue's text.
 */
export const Loss = z.enum(["blank-lines", "cues", "line-breaks", "speakers", "times", "white-space"]);
export type Loss = z.infer<typeof Loss>;

type Written = {
  /** The file, which ends with a line feed. */
  text: string;
  /** What is in the cues and not in the file, in alphabetical order. What was not asked for is not counted. */
  dropped: Loss[];
};

export type TranscriptWriter = (transcript: WritableTranscript, options: WriterOptions) => Written;

/** Losses as they are reported: each once, in alphabetical order. */
export function sorted(losses: ReadonlySet<Loss>): Loss[] {
  return Loss.options.filter((loss) => losses.has(loss));
}
