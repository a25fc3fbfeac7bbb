import type { ReadCue } from "../format-reader.ts";

/** What somebody said, from a word to a turn. Times are undefined where they are missing or cannot be read. */
export type TimedText = {
  /** As the document has it, with the white space that it carries. */
  text: string;
  startMs: number | undefined;
  endMs: number | undefined;
  speaker: string | null;
};

/** A cue of one text; without times where one of the two is missing. */
export function cueOf({ text, startMs, endMs, speaker }: TimedText): ReadCue {
  const spans = [{ speaker, text: text.trim() }];
  return startMs === undefined || endMs === undefined ? { spans } : { startMs, endMs, spans };
}

/**
 * Cues of several channels as one recording, by when they start. A cue without times stays behind the one before it.
 * Cues that start together keep their order.
 */
export function mergedByTime(channels: readonly Iterable<ReadCue>[]): ReadCue[] {
  const placed = channels.flatMap((cues) => {
    let at = 0;
    return Array.from(cues, (cue) => {
      at = cue.startMs ?? at;
      return { at, cue };
    });
  });
  return placed.sort((one, other) => one.at - other.at).map(({ cue }) => cue);
}
