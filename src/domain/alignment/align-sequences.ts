/** What is compared: words, or whole cues. The three arrays are of one length. */
export type Sequence = {
  /** Equal where the items are. */
  ids: Int32Array;
  /** Which cue an item stands in; ascending. */
  cues: Int32Array;
  /** When an item is said, in milliseconds; ascending. */
  times: Float64Array;
};

type SequenceAlignment = {
  /** For each item of the first sequence its partner's index in the second, or -1. Partners ascend. */
  partners: Int32Array;
  /** How many cells of tables were filled: at most 64 for each item. */
  cells: number;
};

/** Half of a gap, [low, high) of either sequence. */
type Gap = { aLow: number; aHigh: number; bLow: number; bHigh: number };

/** How many items in a row an anchor is made of: first long phrases, then shorter ones in what is left. */
const ANCHOR_LENGTHS = [6, 3, 1];
/** What bounds the table of a gap. Two gaps of 128 items fill one another's table whole. */
const CELLS_PER_ITEM = 64;
/** What bounds the memory of one table, in bytes. */
const MOST_CELLS = 12_000_000;
/** What it is worth that a pair of items follows upon another one inside of a cue: phrases win over scattered words. */
const IN_A_ROW = 0.5;
/** Milliseconds from which on distance does not grow. */
const FAR_MS = 60_000;

/**
 * Pairs equal items of two sequences, in order.
 *
 * Anchors are phrases that stand exactly once in either sequence; of them the longest ascending chain is kept, as in
 * Bram Cohen's patience diff (found by patience sorting: Schensted 1961, Fredman 1975). That is repeated with shorter
 * phrases in the gaps between. What a table can hold is aligned by dynamic programming (Needleman and Wunsch 1970), for
 * the most pairs; of equally many for those in a row; of those for the nearest in time. A gap that is too large for it,
 * as where everything is the same line, gets a band of the table along what is said at the same time (Sakoe and Chiba
 * 1978): there a pair far from its time is not found.
 *
 * Steps: O(n log n) for the anchors, and the cells, which are linear.
 *
 * @param offsetMs what to add to the first one's times where there is no anchor to tell
 */
export function alignSequences(a: Sequence, b: Sequence, offsetMs: number): SequenceAlignment {
  const partners = new Int32Array(a.ids.length).fill(-1);
  let gaps: Gap[] = [{ aLow: 0, aHigh: a.ids.length, bLow: 0, bHigh: b.ids.length }];
  for (const length of ANCHOR_LENGTHS) {
    gaps = gaps.flatMap((gap) =>
      fitsTable(gap) ? [gap] : gapsBetweenAnchors(a.ids, b.ids, gap, length, partners),
    );
  }
  let cells = 0;
  for (const gap of gaps) {
    if (gap.aLow < gap.aHigh && gap.bLow < gap.bHigh) cells += alignGap(a, b, gap, offsetMs, partners);
  }
  return { partners, cells };
}

/** Pairs only phrases of so many items that stand exactly once in either sequence. */
export function alignPhrases(a: Int32Array, b: Int32Array, length: number): Int32Array {
  const partners = new Int32Array(a.length).fill(-1);
  gapsBetweenAnchors(a, b, { aLow: 0, aHigh: a.length, bLow: 0, bHigh: b.length }, length, partners);
  return partners;
}

function fitsTable({ aLow, aHigh, bLow, bHigh }: Gap): boolean {
  const [aLength, bLength] = [aHigh - aLow, bHigh - bLow];
  return aLength * bLength <= CELLS_PER_ITEM * (aLength + bLength);
}

/** Notes the partners that a gap's anchors give, and returns the gaps between them. */
function gapsBetweenAnchors(
  a: Int32Array,
  b: Int32Array,
  gap: Gap,
  length: number,
  partners: Int32Array,
): Gap[] {
  const gaps: Gap[] = [];
  let { aLow, bLow } = gap;
  keepLongestChain(uniquePhrases(a, b, gap, length)).forEach((bAt, nth) => {
    if (bAt === -1) return;
    const aAt = gap.aLow + nth;
    // Phrases overlap: on the diagonal the next one goes on, off it it would take what has a partner.
    const skipped = aAt - bAt === aLow - bLow ? Math.max(0, aLow - aAt) : 0;
    if (aAt + skipped < aLow || bAt + skipped < bLow) return;
    if (aAt > aLow || bAt > bLow) gaps.push({ aLow, aHigh: aAt, bLow, bHigh: bAt });
    for (let at = skipped; at < length; at += 1) partners[aAt + at] = bAt + at;
    aLow = aAt + length;
    bLow = bAt + length;
  });
  gaps.push({ ...gap, aLow, bLow });
  return gaps;
}

const TWICE = -1;

/** For each item of a gap, where the phrase that it begins stands in the second sequence; -1 if not once in either. */
function uniquePhrases(
  a: Int32Array,
  b: Int32Array,
  { aLow, aHigh, bLow, bHigh }: Gap,
  length: number,
): Int32Array {
  // A hash table with open addressing: a Map of as many phrases takes several times as long.
  const mask = 2 ** Math.ceil(Math.log2(2 * (aHigh - aLow) + 1)) - 1;
  /** Where the phrase of a slot stands, from 1. */
  const inA = new Int32Array(mask + 1);
  const inB = new Int32Array(mask + 1);
  const slotOf = (ids: Int32Array, at: number) => {
    let slot = phraseHash(ids, at, length) & mask;
    for (let other = inA[slot] ?? 0; other !== 0; other = inA[slot] ?? 0) {
      if (isSame(a, other - 1, ids, at, length)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  const slots = new Int32Array(aHigh - aLow).fill(-1);
  for (let at = aLow; at + length <= aHigh; at += 1) {
    const slot = slotOf(a, at);
    if (inA[slot] === 0) inA[slot] = at + 1;
    else inB[slot] = TWICE;
    slots[at - aLow] = slot;
  }
  for (let at = bLow; at + length <= bHigh; at += 1) {
    const slot = slotOf(b, at);
    if (inA[slot] !== 0) inB[slot] = inB[slot] === 0 ? at + 1 : TWICE;
  }
  return slots.map((slot) => Math.max(-1, (inB[slot] ?? 0) - 1));
}

function phraseHash(ids: Int32Array, at: number, length: number): number {
  let hash = 0;
  for (let nth = 0; nth < length; nth += 1) {
    hash = Math.imul(hash ^ (ids[at + nth] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash;
}

function isSame(a: Int32Array, aAt: number, b: Int32Array, bAt: number, length: number): boolean {
  for (let nth = 0; nth < length; nth += 1) if (a[aAt + nth] !== b[bAt + nth]) return false;
  return true;
}

/** Leaves of some places the longest ascending chain, and -1 for the others. */
function keepLongestChain(places: Int32Array): Int32Array {
  /** By the length of a chain less one, the end of the one that ends soonest; and for each place the one before it. */
  const ends = new Int32Array(places.length);
  const previous = new Int32Array(places.length);
  let longest = 0;
  places.forEach((place, at) => {
    if (place === -1) return;
    let low = 0;
    let high = longest;
    // Most places go on where the last one was.
    if (high > 0 && (places[ends[high - 1] ?? 0] ?? 0) < place) low = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = at;
    longest = Math.max(longest, low + 1);
  });
  const chain = new Int32Array(places.length).fill(-1);
  for (let at = longest > 0 ? (ends[longest - 1] ?? -1) : -1; at >= 0; at = previous[at] ?? -1) {
    chain[at] = places[at] ?? -1;
  }
  return chain;
}

const UP = 0;
const LEFT = 1;
const PAIR = 2;
const GOES_ON = 4;

/** Aligns a gap by its table, or a band of it. Returns the number of cells. */
function alignGap(a: Sequence, b: Sequence, gap: Gap, offsetMs: number, partners: Int32Array): number {
  const { aLow, aHigh, bLow, bHigh } = gap;
  const rows = aHigh - aLow;
  const columns = bHigh - bLow;
  const times = expectedTimes(a, b, gap, offsetMs, partners);
  const width = fitsTable(gap)
    ? columns
    : Math.max(
        1,
        Math.min(columns, Math.floor(Math.min(CELLS_PER_ITEM * (rows + columns), MOST_CELLS) / rows)),
      );
  const lows = bandStarts(times, b.times.subarray(bLow, bHigh), width);
  const moves = new Uint8Array(rows * width);
  // Of the row above until a cell is passed, of this row then; shifted by one, so that there is a column before the first.
  const best = new Float64Array(columns + 1);
  const bestPaired = new Float64Array(columns + 1).fill(Number.NEGATIVE_INFINITY);
  // All of the nearness together is worth less than a pair, or two in a row.
  const nearness = IN_A_ROW / (Math.min(rows, columns) + 1);
  let filled = 0;
  let lowAbove = 0;
  for (let row = 0; row < rows; row += 1) {
    const low = lows[row] ?? 0;
    const high = low + width;
    const id = a.ids[aLow + row];
    const time = times[row] ?? 0;
    const isInACue = row > 0 && a.cues[aLow + row] === a.cues[aLow + row - 1];
    // To the right of the band above, its last value holds.
    if (filled < high) best.fill(best[filled] ?? 0, filled + 1, high + 1);
    filled = high;
    let diagonal = best[low] ?? 0;
    let pairedDiagonal =
      row > 0 && low > lowAbove ? (bestPaired[low] ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
    let left = diagonal;
    for (let column = low; column < high; column += 1) {
      const up = best[column + 1] ?? 0;
      const pairedUp = bestPaired[column + 1] ?? 0;
      let move = up >= left ? UP : LEFT;
      let value = up >= left ? up : left;
      let paired = Number.NEGATIVE_INFINITY;
      if (id === b.ids[bLow + column]) {
        const distance = Math.min(FAR_MS, Math.abs(time - (b.times[bLow + column] ?? 0)));
        const worth = 1 + nearness * (1 - distance / FAR_MS);
        const isInOneCue = isInACue || b.cues[bLow + column] === b.cues[bLow + column - 1];
        const goingOn = pairedDiagonal + (isInOneCue ? IN_A_ROW : 0);
        const goesOn = goingOn > diagonal;
        paired = worth + (goesOn ? goingOn : diagonal);
        if (paired >= value) {
          value = paired;
          move = PAIR;
        }
        if (goesOn) move |= GOES_ON;
      }
      moves[row * width + column - low] = move;
      best[column + 1] = value;
      bestPaired[column + 1] = paired;
      diagonal = up;
      pairedDiagonal = pairedUp;
      left = value;
    }
    lowAbove = low;
  }
  tracePartners(gap, moves, lows, width, partners);
  return rows * width;
}

function tracePartners(
  { aLow, bLow }: Gap,
  moves: Uint8Array,
  lows: Int32Array,
  width: number,
  partners: Int32Array,
): void {
  let column = Number.POSITIVE_INFINITY;
  let isPair = false;
  for (let row = lows.length - 1; row >= 0 && column >= 0; row -= 1) {
    const low = lows[row] ?? 0;
    column = Math.min(column, low + width - 1);
    // To the left of the band, the path goes straight up.
    let move = UP;
    while (column >= low) {
      move = moves[row * width + column - low] ?? UP;
      if (isPair || (move & 3) !== LEFT) break;
      column -= 1;
    }
    if (column < low || (!isPair && (move & 3) === UP)) continue;
    partners[aLow + row] = bLow + column;
    isPair = (move & GOES_ON) !== 0;
    column -= 1;
  }
}

/** When the first one's items of a gap would be said in the second: by what lies between, from the anchors around. */
function expectedTimes(
  a: Sequence,
  b: Sequence,
  { aLow, aHigh, bLow, bHigh }: Gap,
  offsetMs: number,
  partners: Int32Array,
): Float64Array {
  const before = aLow > 0 && bLow > 0 && partners[aLow - 1] === bLow - 1 ? [aLow - 1, bLow - 1] : undefined;
  const after = aHigh < partners.length && partners[aHigh] === bHigh ? [aHigh, bHigh] : undefined;
  const offsetAt = ([aAt = 0, bAt = 0]: readonly number[]) => (b.times[bAt] ?? 0) - (a.times[aAt] ?? 0);
  const first = before ? offsetAt(before) : after ? offsetAt(after) : offsetMs;
  const last = after ? offsetAt(after) : first;
  const from = a.times[before?.[0] ?? aLow] ?? 0;
  const span = (a.times[after?.[0] ?? aHigh - 1] ?? 0) - from;
  return a.times
    .slice(aLow, aHigh)
    .map((time) => time + first + (span > 0 ? ((last - first) * (time - from)) / span : 0));
}

/** For each row, where a band of columns begins: its middle is what is said at the row's time. */
function bandStarts(rowTimes: Float64Array, columnTimes: Float64Array, width: number): Int32Array {
  const rows = rowTimes.length;
  const columns = columnTimes.length;
  const starts = new Int32Array(rows);
  if (width >= columns) return starts;
  const isTimed =
    (rowTimes.at(-1) ?? 0) > (rowTimes[0] ?? 0) && (columnTimes.at(-1) ?? 0) > (columnTimes[0] ?? 0);
  let column = 0;
  for (let row = 0; row < rows; row += 1) {
    if (isTimed) while (column < columns && (columnTimes[column] ?? 0) < (rowTimes[row] ?? 0)) column += 1;
    else column = Math.floor((row * columns) / rows);
    starts[row] = Math.max(0, Math.min(columns - width, column - (width >> 1)));
  }
  return starts;
}
