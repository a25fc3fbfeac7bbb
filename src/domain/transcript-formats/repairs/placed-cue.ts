import type { Cue } from "../../value-objects/cue.ts";
import type { Repair } from "../../value-objects/import-report.ts";

/** A cue and where it was in its file: which cue it is or is part of, and its line where the format has lines. */
export type PlacedCue = { cue: Cue; number: number; line?: number | undefined };

/** What a pass over all cues made of them. Their positions are as they were. */
export type Repaired = { cues: PlacedCue[]; repairs: Repair[] };

/** Says of a cue what was done to it. */
export function repairOf({ number, line }: PlacedCue, kind: Repair["kind"], message: string): Repair {
  return { kind, cue: number, ...(line !== undefined && { line }), message };
}
