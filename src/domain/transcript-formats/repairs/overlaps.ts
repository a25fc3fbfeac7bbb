import type { Cue } from "../../value-objects/cue.ts";
import { type PlacedCue, type Repaired, repairOf } from "./placed-cue.ts";

/**
 * Ends each cue where the next one starts, if that is of the same speaker: nobody says two things at once. People who
 * talk over each other do, and are left alone, as are cues that start together.
 */
export function withoutOverlaps(cues: readonly PlacedCue[]): Repaired {
  const repairs: Repaired["repairs"] = [];
  const trimmed = cues.map((placed, at) => {
    const endMs = endBefore(placed.cue, cues[at + 1]?.cue);
    if (endMs === placed.cue.endMs) return placed;
    repairs.push(repairOf(placed, "overlap-trimmed", "the cue ended after the next one started"));
    return { ...placed, cue: { ...placed.cue, endMs } };
  });
  return { cues: trimmed, repairs };
}

/** Where a cue ends, in milliseconds, when it does not overlap the next one. */
export function endBefore(cue: Cue, next: Cue | undefined): number {
  if (!next || next.speaker !== cue.speaker || next.startMs <= cue.startMs) return cue.endMs;
  return Math.min(cue.endMs, next.startMs);
}
