import type { Sequence } from "./align-sequences.ts";

/** What an unpaired word between two pairs takes from the support that the one gives to the other. */
const GAP_COST = 1 / 2;
/** More support than this is not handed on: a long passage says nothing about what stands far behind it. */
const MOST_SUPPORT = 8;
const LEAST_SUPPORT = 5;

/**
 * Drops pairs of words that are but a coincidence, for any two texts have an "and" in common, and "one of the". A pair
 * stays where others are around it, with few unpaired words between: each pair supports the next one, as a local
 * alignment is scored (Smith and Waterman 1981), in both directions. It also stays where its two cues have half of
 * their words in common, by Dice's coefficient. One pass either way.
 *
 * @param partners of the first one's words; those that are dropped become -1
 * @param isAnchored whether what stands before the words, and behind them, is paired
 */
export function keepSupported(
  a: Sequence,
  b: Sequence,
  partners: Int32Array,
  isAnchored: { before: boolean; behind: boolean },
): void {
  const paired = partners.map((_, at) => at).filter((at) => partners[at] !== -1);
  /** How many words stand unpaired before a pair, and at last behind them all. */
  const unpaired = (nth: number) => {
    const [at, next] = [paired[nth - 1], paired[nth]];
    const [aFrom, bFrom] = at === undefined ? [-1, -1] : [at, partners[at] ?? 0];
    const [aTo, bTo] = next === undefined ? [a.ids.length, b.ids.length] : [next, partners[next] ?? 0];
    return aTo - aFrom + bTo - bFrom - 2;
  };
  const handOn = (support: number, words: number) =>
    Math.min(MOST_SUPPORT, 1 + Math.max(0, support - GAP_COST * words));

  const support = new Float64Array(paired.length);
  let given = isAnchored.before ? MOST_SUPPORT : 0;
  for (let nth = 0; nth < paired.length; nth += 1) {
    given = handOn(given, unpaired(nth));
    support[nth] = given;
  }
  given = isAnchored.behind ? MOST_SUPPORT : 0;
  for (let nth = paired.length - 1; nth >= 0; nth -= 1) {
    given = handOn(given, unpaired(nth + 1));
    // The pair itself is in both.
    support[nth] = (support[nth] ?? 0) + given - 1;
  }

  const [wordsInA, wordsInB] = [wordsByCue(a), wordsByCue(b)];
  const cuesOf = (nth: number): [number, number] => {
    const at = paired[nth] ?? 0;
    return [(a.cues[at] ?? 0) - (a.cues[0] ?? 0), (b.cues[partners[at] ?? 0] ?? 0) - (b.cues[0] ?? 0)];
  };
  for (let from = 0, to = 0; from < paired.length; from = to) {
    const [aCue, bCue] = cuesOf(from);
    for (to = from + 1; to < paired.length; to += 1) {
      const [aNext, bNext] = cuesOf(to);
      if (aNext !== aCue || bNext !== bCue) break;
    }
    const isHalf = 4 * (to - from) >= (wordsInA[aCue] ?? 0) + (wordsInB[bCue] ?? 0);
    if (isHalf) continue;
    for (let nth = from; nth < to; nth += 1) {
      if ((support[nth] ?? 0) < LEAST_SUPPORT) partners[paired[nth] ?? 0] = -1;
    }
  }
}

/** How many words each cue has, from the first cue on. */
function wordsByCue({ cues }: Sequence): Int32Array {
  const [first = 0] = cues;
  const words = new Int32Array((cues.at(-1) ?? -1) + 1 - first);
  for (const cue of cues) words[cue - first] = (words[cue - first] ?? 0) + 1;
  return words;
}
