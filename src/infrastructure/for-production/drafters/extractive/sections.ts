/** What the borders are found by: one entry a sentence. */
export type Cohesive = {
  terms: readonly string[];
  pauseMs: number;
  speaker: string | null;
  opening: number;
  noise: boolean;
  /** Characters; what sections are weighed by. */
  length: number;
};

/**
 * How much each sign of a border counts, once all are standardised over the recording, against lexical cohesion's 1;
 * and how firmly sections keep to the mean length. Halves of halves on purpose: a few recordings cannot tell finer
 * ones apart (docs/drafting.md says what half or twice as much changes).
 */
export type BorderWeights = {
  opening: number;
  speaker: number;
  afterNoise: number;
  pause: number;
  evenness: number;
};
export const BORDER_WEIGHTS: BorderWeights = {
  opening: 1 / 2,
  speaker: 1 / 2,
  afterNoise: 1 / 4,
  pause: 1 / 8,
  evenness: 1,
};

/** Terms on each side of a gap that are compared; several views are steadier than one. */
const WINDOWS = [10, 20, 40];

/**
 * Cuts sentences into `count` sections and returns where each begins. Every gap gets a score from lexical cohesion
 * there (TextTiling, Hearst 1997), changes of speaker, cue phrases and pauses; dynamic programming then picks the
 * borders that score best together while no section is far from the mean length (after Utiyama & Isahara, 2001, who
 * set a prior over lengths).
 */
export function sectionStarts(
  sentences: readonly Cohesive[],
  count: number,
  weights: BorderWeights = BORDER_WEIGHTS,
): number[] {
  const scores = borderScores(sentences, weights);
  const candidates = bestOfEachStretch(scores, Math.max(400, 6 * count));
  return pickBorders(sentences, scores, candidates, Math.min(count, sentences.length), weights.evenness);
}

/** The score of a border before each sentence; that before the first means nothing. */
function borderScores(sentences: readonly Cohesive[], weights: BorderWeights): Float64Array {
  const signs: [weight: number, values: number[]][] = [
    [1, lexicalBreaks(sentences)],
    [weights.opening, sentences.map(({ opening }) => opening)],
    [weights.speaker, changesOfSpeaker(sentences)],
    [weights.afterNoise, sentences.map(({ noise }, at) => (sentences[at - 1]?.noise && !noise ? 1 : 0))],
    [weights.pause, relativePauses(sentences)],
  ];
  const scores = new Float64Array(sentences.length);
  for (const [weight, values] of signs) {
    standardised(values).forEach((value, at) => {
      scores[at] = (scores[at] ?? 0) + weight * value;
    });
  }
  return scores;
}

/** Pauses against the recording's median pause: slow speakers pause everywhere. On a logarithmic scale, with an end. */
function relativePauses(sentences: readonly Cohesive[]): number[] {
  const pauses = sentences.map(({ pauseMs }) => pauseMs);
  const heard = pauses.filter((pause) => pause > 0).sort((a, b) => a - b);
  const median = heard[Math.floor(heard.length / 2)] ?? 1;
  return pauses.map((pause) => Math.log1p(Math.min(pause / median, LONGEST_PAUSE)));
}

/** Medians; a longer pause tells nothing more. */
const LONGEST_PAUSE = 20;

/**
 * From 0 to 1, before each sentence: how far those who speak after differ from those who spoke before. An "okay" of
 * somebody else's hardly counts; a handing over does.
 */
function changesOfSpeaker(sentences: readonly Cohesive[]): number[] {
  if (sentences.every(({ speaker }) => speaker === sentences[0]?.speaker)) return sentences.map(() => 0);
  return sentences.map((_, at) => {
    if (at === 0) return 0;
    const before = sentences.slice(Math.max(0, at - VOICES), at).reverse();
    const after = sentences.slice(at, at + VOICES);
    let common = 0;
    for (const speaker of new Set(before.map((sentence) => sentence.speaker))) {
      common += Math.min(shareOf(speaker, before), shareOf(speaker, after));
    }
    return 1 - common;
  });
}

/** How much of what is said somebody says, from 0 to 1. */
function shareOf(speaker: string | null, sentences: readonly Cohesive[]): number {
  let [own, all] = [0, 0];
  for (const sentence of sentences) {
    all += sentence.length;
    if (sentence.speaker === speaker) own += sentence.length;
  }
  return own / (all || 1);
}

/**
 * How much lexical cohesion breaks at each gap: how unlike the words before and after it are, and how deep that dips
 * among its neighbours. The depth alone finds dips in a stretch that holds together, too.
 */
function lexicalBreaks(sentences: readonly Cohesive[]): number[] {
  const terms = termStream(sentences);
  const views = WINDOWS.map((window) => gapSimilarities(terms, window));
  const unlikeness = views.map((similarity) => standardised(similarity.map((value) => -value)));
  const depths = views.map((similarity) => standardised(depthsOf(similarity)));
  return added([standardised(added(unlikeness)), standardised(added(depths))]);
}

/** TextTiling's depth score: how far a gap lies below the tops of the slopes to both sides. */
const depthsOf = (similarity: readonly number[]) =>
  similarity.map((value, at) => peak(similarity, at, -1) + peak(similarity, at, 1) - 2 * value);

/** Rows of numbers, added place by place. */
const added = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0));

/** What a sentence weighs, in characters, before its own length. */
const REMARK = 20;

/** Sentences on each side of a gap whose speakers are compared. */
const VOICES = 6;

/** Sentences; a bound on the work where nothing ever changes. */
const WIDEST_SLOPE = 30;

/** The top of the slope that rises from a gap to one side. */
function peak(values: readonly number[], from: number, step: -1 | 1): number {
  let top = values[from] ?? 0;
  for (
    let at = from + step;
    at > 0 && at < values.length && Math.abs(at - from) <= WIDEST_SLOPE;
    at += step
  ) {
    const value = values[at] ?? 0;
    if (value < top) break;
    top = value;
  }
  return top;
}

/** All terms in a row, as numbers below `size`, and where in it each sentence starts. */
type TermStream = { ids: Int32Array; starts: readonly number[]; size: number };

function termStream(sentences: readonly Cohesive[]): TermStream {
  const numbers = new Map<string, number>();
  const ids: number[] = [];
  const starts: number[] = [];
  for (const { terms } of sentences) {
    starts.push(ids.length);
    for (const term of terms) {
      const id = numbers.get(term) ?? numbers.size;
      numbers.set(term, id);
      ids.push(id);
    }
  }
  return { ids: Int32Array.from(ids), starts, size: numbers.size };
}

/** Cosine between the `window` terms before each sentence and those from it on, rare terms weighing more. */
function gapSimilarities({ ids, starts, size }: TermStream, window: number): number[] {
  const weight = rarity(ids, size, window);
  const before = new Float64Array(size);
  const after = new Float64Array(size);
  return starts.map((gap) => {
    const [from, to] = [Math.max(0, gap - window), Math.min(ids.length, gap + window)];
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      const side = at < gap ? before : after;
      side[id] = (side[id] ?? 0) + (weight[id] ?? 0);
    }
    let [dot, normBefore, normAfter] = [0, 0, 0];
    for (let at = from; at < to; at++) {
      const id = ids[at] ?? 0;
      const own = weight[id] ?? 0;
      if (at < gap) {
        dot += own * (after[id] ?? 0);
        normBefore += own * (before[id] ?? 0);
      } else normAfter += own * (after[id] ?? 0);
    }
    for (let at = from; at < to; at++) before[ids[at] ?? 0] = after[ids[at] ?? 0] = 0;
    return dot === 0 ? 0 : dot / Math.sqrt(normBefore * normAfter);
  });
}

/** Inverse frequency over stretches of a window's length: what is said everywhere binds nothing together. */
function rarity(stream: Int32Array, terms: number, window: number): Float64Array {
  const stretches = new Float64Array(terms);
  const lastSeen = new Int32Array(terms).fill(-1);
  stream.forEach((id, at) => {
    const stretch = Math.floor(at / window);
    if (lastSeen[id] === stretch) return;
    lastSeen[id] = stretch;
    stretches[id] = (stretches[id] ?? 0) + 1;
  });
  const total = Math.ceil(stream.length / window) || 1;
  return stretches.map((count) => Math.log(1 + total / count));
}

function standardised(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length || 1),
  );
  return values.map((value) => (deviation > 1e-9 ? (value - mean) / deviation : 0));
}

/** At most about `most` gaps, the best of each stretch: this bounds the work, and leaves no stretch without a border. */
function bestOfEachStretch(scores: Float64Array, most: number): number[] {
  const gaps = Array.from({ length: Math.max(0, scores.length - 1) }, (_, at) => at + 1);
  if (gaps.length <= most) return gaps;
  const stretches = Math.ceil(most / 4);
  const size = gaps.length / stretches;
  return Array.from({ length: stretches }, (_, at) =>
    gaps
      .slice(Math.floor(at * size), Math.floor((at + 1) * size))
      .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
      .slice(0, 4)
      .sort((a, b) => a - b),
  ).flat();
}

/** The best `count - 1` of the candidate borders: the first of the returned starts is always 0. */
function pickBorders(
  sentences: readonly Cohesive[],
  scores: Float64Array,
  candidates: readonly number[],
  count: number,
  evenness: number,
): number[] {
  const places = [0, ...candidates, sentences.length];
  const upTo = new Float64Array(sentences.length + 1);
  // Every sentence counts a little by itself: a hundred remarks are a section too.
  sentences.forEach(({ length, noise }, at) => {
    upTo[at + 1] = (upTo[at] ?? 0) + REMARK + (noise ? 0 : length);
  });
  const mean = (upTo[sentences.length] ?? 0) / count;
  const last = places.length - 1;
  // Looking back four mean sections suffices, and keeps the work linear in the places for a given density.
  const reach = Math.max(Math.ceil((4 * last) / count), 2);
  const from = Array.from({ length: count + 1 }, () => new Int32Array(places.length));
  const best = from.map(() => new Float64Array(places.length).fill(Number.NEGATIVE_INFINITY));
  (best[0] as Float64Array)[0] = 0;
  const unevenness = new Float64Array(places.length);
  for (let to = 1; to <= last; to++) {
    const farthest = Math.max(0, to - reach);
    for (let start = farthest; start < to; start++) {
      const length = (upTo[places[to] ?? 0] ?? 0) - (upTo[places[start] ?? 0] ?? 0);
      unevenness[start] = evenness * Math.log(length / mean) ** 2;
    }
    const score = to === last ? 0 : (scores[places[to] ?? 0] ?? 0);
    // Fewer sections do not reach so far; after more of them, the rest would not reach the end.
    const fewest = Math.max(Math.ceil(to / reach), count - (last - to));
    const most = Math.min(to, count - Math.ceil((last - to) / reach));
    for (let section = fewest; section <= most; section++) {
      const before = best[section - 1] as Float64Array;
      const start = bestStart(before, unevenness, score, Math.max(section - 1, farthest), to);
      (from[section] as Int32Array)[to] = start;
      (best[section] as Float64Array)[to] = (before[start] ?? 0) - (unevenness[start] ?? 0) + score;
    }
  }
  const starts: number[] = [];
  for (let section = count, at = last; section > 0; section--) {
    at = from[section]?.[at] ?? 0;
    starts.push(places[at] ?? 0);
  }
  return starts.reverse();
}

/** Where a section starts best that ends at `to`: the first such place from `first` on. */
function bestStart(
  before: Float64Array,
  unevenness: Float64Array,
  score: number,
  first: number,
  to: number,
): number {
  let best = first;
  let highest = Number.NEGATIVE_INFINITY;
  for (let start = first; start < to; start++) {
    const value = (before[start] ?? 0) - (unevenness[start] ?? 0) + score;
    if (value > highest) {
      highest = value;
      best = start;
    }
  }
  return best;
}
