/**
 * How near the borders of a segmentation are to people's. A border is the position of the cue, counted from 1, that a
 * section after the first begins with; a recording of n cues has the possible borders 2 to n. Of Pk and WindowDiff less
 * is better, of F1 more; all are from 0 to 1.
 */
export type BorderScores = { pk: number; windowDiff: number; f1: number };

/** A border this many cues from people's still meets it. */
const TOLERANCE = 2;

export function borderScores(
  people: readonly number[],
  drafted: readonly number[],
  cues: number,
): BorderScores {
  return { ...windowScores(people, drafted, cues), f1: f1Score(people, drafted) };
}

/**
 * Pk (Beeferman, Berger & Lafferty 1999) and WindowDiff (Pevzner & Hearst 2002). A window half as wide as people's mean
 * section slides over the cues. Pk is the share of places where only one of the two segmentations has a border between
 * the window's ends, WindowDiff the share of those where they have different numbers of borders there.
 */
export function windowScores(
  people: readonly number[],
  drafted: readonly number[],
  cues: number,
): { pk: number; windowDiff: number } {
  const window = Math.max(2, Math.round(cues / (people.length + 1) / 2));
  const [theirs, ours] = [bordersUpTo(people, cues), bordersUpTo(drafted, cues)];
  const places = cues - window;
  if (places <= 0) return { pk: 0, windowDiff: 0 };
  let [pk, windowDiff] = [0, 0];
  for (let from = 1; from <= places; from++) {
    const [a, b] = [theirs, ours].map((upTo) => (upTo[from + window] ?? 0) - (upTo[from] ?? 0));
    if ((a === 0) !== (b === 0)) pk++;
    if (a !== b) windowDiff++;
  }
  return { pk: pk / places, windowDiff: windowDiff / places };
}

/** The harmonic mean of precision and recall, where each border meets at most one of the other side's: most meet so. */
export function f1Score(
  people: readonly number[],
  drafted: readonly number[],
  tolerance: number = TOLERANCE,
): number {
  if (people.length + drafted.length === 0) return 1;
  const [theirs, ours] = [people.toSorted((a, b) => a - b), drafted.toSorted((a, b) => a - b)];
  let [met, at] = [0, 0];
  for (const border of ours) {
    while ((theirs[at] ?? Number.POSITIVE_INFINITY) < border - tolerance) at++;
    if ((theirs[at] ?? Number.POSITIVE_INFINITY) > border + tolerance) continue;
    met++;
    at++;
  }
  return (2 * met) / (people.length + drafted.length);
}

/** At each position, how many borders lie at it or before. */
function bordersUpTo(borders: readonly number[], cues: number): Int32Array {
  const upTo = new Int32Array(cues + 1);
  const at = new Set(borders);
  for (let cue = 1; cue <= cues; cue++) upTo[cue] = (upTo[cue - 1] ?? 0) + (at.has(cue) ? 1 : 0);
  return upTo;
}
