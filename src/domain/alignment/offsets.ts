import type { AlignableCue } from "./alignment.ts";
import type { CueLinks } from "./cue-links.ts";

type Started = Pick<AlignableCue, "startMs">;

/** Milliseconds by which cues are later than their counterparts, in the median; a likely figure where none has any. */
export function offsetOf(
  before: readonly Started[],
  after: readonly Started[],
  { firstNew, firstOld }: CueLinks,
): number {
  const offsets = before.flatMap(({ startMs }, at) => {
    const first = firstNew[at] ?? -1;
    const counterpart = after[first];
    // A cue that was merged into another one does not start it.
    return counterpart && firstOld[first] === at ? [counterpart.startMs - startMs] : [];
  });
  return offsets.length > 0 ? medianOf(offsets) : likelyOffset(before, after);
}

/** Of a few offsets the one with which most cues start at the same time. */
function likelyOffset(before: readonly Started[], after: readonly Started[]): number {
  const [old, corrected] = [before, after].map((cues) => cues.map(({ startMs }) => startMs));
  if (!old?.length || !corrected?.length) return 0;
  const starts = new Set(corrected);
  const likely = [
    medianOf(corrected) - medianOf(old),
    0,
    (corrected[0] ?? 0) - (old[0] ?? 0),
    (corrected.at(-1) ?? 0) - (old.at(-1) ?? 0),
  ];
  const hits = likely.map((offset) => old.filter((startMs) => starts.has(startMs + offset)).length);
  return likely[hits.indexOf(Math.max(...hits))] ?? 0;
}

/** The lower one of two in the middle. */
function medianOf(values: readonly number[]): number {
  return Float64Array.from(values).sort()[(values.length - 1) >> 1] ?? 0;
}
