import type { ReadCue } from "./format-reader.ts";

/**
 * Gives an end to cues of which only the start is known: the next start that is later. The last one's end is its start,
 * as is that of a cue whose successor starts before it.
 */
export function withEnds<Cue extends Pick<ReadCue, "startMs" | "endMs">>(cues: readonly Cue[]): Cue[] {
  const ended: Cue[] = [];
  let next: { startMs: number; endMs: number } | undefined;
  for (const cue of cues.toReversed()) {
    const { startMs } = cue;
    if (startMs === undefined) {
      ended.push(cue);
      continue;
    }
    const endMs: number = cue.endMs ?? endBefore(next, startMs);
    next = { startMs, endMs };
    ended.push({ ...cue, endMs });
  }
  return ended.reverse();
}

function endBefore(next: { startMs: number; endMs: number } | undefined, startMs: number): number {
  if (!next || next.startMs < startMs) return startMs;
  // Those that start together end together.
  return next.startMs === startMs ? next.endMs : next.startMs;
}
