import type { Span } from "./raw-cue.ts";

/**
 * A cue as a file says it, its markup taken out. Times are milliseconds of the recording, undefined where the file has
 * none or they cannot be read; `isMended` tells that they could be read, but are not written as the format demands.
 * `line` is where it stands, counted from 1, in formats that people read by lines.
 */
export type ReadCue = {
  startMs?: number;
  endMs?: number;
  isMended?: boolean;
  spans: readonly Span[];
  line?: number;
};

/** What a reader of text made of a file. */
export type Reading = {
  /** In the order of the file. */
  cues: Iterable<ReadCue>;
  /** In which of the ways that its format leaves open the file is written, such as `voice-tags`. */
  dialect?: string;
  /** Whether the file gives no times at all: then cues without times are kept, at 0. */
  isUntimed?: boolean;
};

/** Reads one format of text. Line ends are line feeds already, a byte order mark is gone. */
export type TextReader = {
  /** Whether a text is of this format, as far as its beginning tells. */
  recognises(text: string): boolean;
  /** @throws TranscriptMalformed, TranscriptTooLarge, also while the cues are walked through */
  read(text: string): Reading;
};

/** Reads one format that is JSON, out of the parsed document. */
export type JsonReader = {
  recognises(document: unknown): boolean;
  /** The cues in the order of the file. @throws TranscriptMalformed */
  read(document: unknown): Iterable<ReadCue>;
};
