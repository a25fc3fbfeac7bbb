import type { Cue } from "../value-objects/cue.ts";

/** What an alignment looks at. Cues are in their order from position 1. */
export type AlignableCue = Pick<Cue, "startMs" | "endMs" | "speaker" | "text">;

/** Consecutive cues, both ends included, counted from 1. */
export type CueSpan = { firstCue: number; lastCue: number };

/**
 * What became of a cue. `same`: it has its words, speaker, times and position. `moved`: it has its words and speaker,
 * at another position or time, or among those of other cues, as where cues are split or merged. `changed`: its words
 * differ in part, or its speaker does, or other words have its times. `vanished`: it has no counterpart.
 */
export type CueOutcome = "same" | "moved" | "changed" | "vanished";

/** A run of cues of one outcome. `added`: new cues that have no counterpart. */
export type AlignmentEntry =
  | { kind: Exclude<CueOutcome, "vanished">; before: CueSpan; after: CueSpan }
  | { kind: "vanished"; before: CueSpan; after?: never }
  | { kind: "added"; before?: never; after: CueSpan };

export type Alignment = {
  /**
   * For each old cue what became of it, and the new cues that hold its words; null where it vanished. Both ends of the
   * spans ascend; two may have a cue in common.
   */
  cues: readonly { outcome: CueOutcome; after: CueSpan | null }[];
  /** Old cues by their outcome, and the new cues without counterpart. */
  counts: Record<CueOutcome | "added", number>;
  /**
   * The same by runs, in order: every old cue stands in one entry, and every new one. Where cues cannot be told apart,
   * as where two were merged, one entry has them all, and the outcome of the one that changed most.
   */
  entries: readonly AlignmentEntry[];
  /** Milliseconds by which old cues are later now, in the median. */
  offsetMs: number;
};
