/**
 * A cue as a file has it, before anything is mended: the text still holds its markup. `startMs` and `endMs` are
 * undefined where the timing line could not be read; `line` is that line, counted from 1; `isMended` tells that the
 * times could be read, but are not written as the format demands.
 */
export type RawCue = { startMs?: number; endMs?: number; isMended?: boolean; text: string; line: number };

/** A piece of a cue's text said by one speaker; null where nobody is named. Without markup. */
export type Span = { speaker: string | null; text: string };
