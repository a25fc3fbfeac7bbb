import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignSequences, type Sequence } from "../../../../src/domain/alignment/align-sequences.ts";

/** Items a second apart, so many in a cue. */
const sequence = (ids: readonly number[], inACue = 1): Sequence => ({
  ids: Int32Array.from(ids),
  cues: Int32Array.from(ids, (_, at) => Math.floor(at / inACue)),
  times: Float64Array.from(ids, (_, at) => at * 1_000),
});
const align = (a: readonly number[], b: readonly number[], inACue = 1) =>
  alignSequences(sequence(a, inACue), sequence(b, inACue), 0);
const pairsOf = (partners: Int32Array) =>
  [...partners].flatMap((partner, at) => (partner === -1 ? [] : [[at, partner] as const]));
const isInOrder = (values: readonly number[]) =>
  values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0));

/** The length of the longest common subsequence, by the book (Wagner and Fischer 1974). */
function longestCommon(a: readonly number[], b: readonly number[]): number {
  let above = new Array<number>(b.length + 1).fill(0);
  for (const item of a) {
    const row = [0];
    b.forEach((other, at) => {
      const longest = Math.max(above[at + 1] ?? 0, row[at] ?? 0);
      row.push(item === other ? (above[at] ?? 0) + 1 : longest);
    });
    above = row;
  }
  return above.at(-1) ?? 0;
}

const ids = fc.array(fc.nat(5), { maxLength: 60 });
const cells = (items: number) => 64 * items;

/** Numbers that look random and are the same each time. */
function* scattered(): Generator<number> {
  for (let state = 1; ; state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) yield state >>> 8;
}
const some = (count: number, kinds: number, skip = 0) =>
  [...scattered().drop(skip).take(count)].map((value) => value % kinds);

describe("aligned sequences", () => {
  it("have pairs of equal items, in order, each at most once", () => {
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 1, max: 9 }), (a, b, inACue) => {
        const pairs = pairsOf(align(a, b, inACue).partners);
        expect(pairs.filter(([at, partner]) => a[at] !== b[partner])).toEqual([]);
        expect(isInOrder(pairs.map(([, partner]) => partner))).toBe(true);
      }),
    );
  });

  it("have as many pairs as can be where each item is a cue", () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        expect(pairsOf(align(a, b).partners)).toHaveLength(longestCommon(a, b));
      }),
    );
  });

  it("have of equally many pairs those nearest in time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(), (count, nth) => {
        const gone = nth % count;
        const a = sequence(new Array<number>(count).fill(7));
        const without = <Values extends Int32Array | Float64Array>(values: Values) =>
          values.filter((_, at) => at !== gone) as Values;
        const b = { ids: without(a.ids), cues: without(a.cues), times: without(a.times) };
        expect(alignSequences(a, b, 0).partners[gone]).toBe(-1);
        const late = { ...b, times: b.times.map((time) => time + 5_000) };
        expect(alignSequences(a, late, 5_000).partners[gone]).toBe(-1);
      }),
    );
  });

  it("prefer what follows in one cue to what is scattered", () => {
    const a = sequence([1, 2, 3], 3);
    const b: Sequence = {
      ids: Int32Array.from([1, 9, 2, 9, 1, 2, 3]),
      cues: Int32Array.from([0, 0, 0, 0, 1, 1, 1]),
      times: Float64Array.from([0, 300, 600, 900, 50_000, 50_300, 50_600]),
    };
    expect([...alignSequences(a, b, 0).partners]).toEqual([4, 5, 6]);
  });

  it("are in order and equal in bands and between anchors, and miss little", () => {
    const edited = fc
      .tuple(fc.infiniteStream(fc.nat(99)), fc.constantFrom(2, 2, 2, 5, 9), fc.constantFrom(0.5, 1, 2, 3))
      .map(([numbers, kinds, pace]) => {
        const a = [...numbers.take(400)].map((value) => value % kinds);
        const b = a.flatMap((id) => {
          const what = numbers.next().value ?? 0;
          return what < 10 ? [] : what < 20 ? [id, what % kinds] : [id];
        });
        return { a, b, times: Float64Array.from(b, (_, at) => at * 1_000 * pace) };
      });
    fc.assert(
      fc.property(edited, ({ a, b, times }) => {
        const { partners } = alignSequences(sequence(a, 7), { ...sequence(b, 7), times }, 0);
        const pairs = pairsOf(partners);
        expect(pairs.filter(([at, partner]) => a[at] !== b[partner])).toEqual([]);
        expect(isInOrder(pairs.map(([, partner]) => partner))).toBe(true);
        expect(pairs.length).toBeGreaterThan(0.3 * longestCommon(a, b));
      }),
      { numRuns: 60 },
    );
  });

  it("have no anchor in a phrase that stands twice in either", () => {
    const before = some(600, 100_000);
    // What lies between the two is shorter than they are: a chain of anchors through the wrong one would be longer.
    const phrase = some(10, 100_000, 5_000);
    const twice = [
      ...before.slice(0, 200),
      ...phrase,
      ...before.slice(200, 203),
      ...phrase,
      ...before.slice(203),
    ];
    const a = sequence(twice);
    // Of the two, the later one is left.
    const keep = (at: number) => at < 200 || at >= 210;
    const b: Sequence = {
      ids: a.ids.filter((_, at) => keep(at)),
      cues: a.cues.filter((_, at) => keep(at)),
      times: a.times.filter((_, at) => keep(at)),
    };
    for (const [long, short] of [
      [a, b],
      [b, a],
    ] as const) {
      const { partners } = alignSequences(long, short, 0);
      const isLong = long === a;
      expect([...partners]).toEqual(
        Array.from(long.ids, (_, at) =>
          isLong ? (at < 200 ? at : keep(at) ? at - 10 : -1) : at < 200 ? at : at + 10,
        ),
      );
    }
  });

  it("find what is left of a long text by its anchors, whatever was put in and taken out", () => {
    const before = some(20_000, 3_000);
    const inserted = some(2_000, 3_000, 50_000);
    const after = [
      ...before.slice(0, 5_000),
      ...inserted,
      ...before.slice(5_000, 9_000),
      ...before.slice(12_000),
    ];
    const { partners } = align(before, after, 10);
    const expected = before.map((_, at) =>
      at < 5_000 ? at : at < 9_000 ? at + 2_000 : at < 12_000 ? -1 : at - 1_000,
    );
    const wrong = expected.filter((partner, at) => partner >= 0 && partner !== partners[at]);
    // At a border, a word of what was put in may be the same as one of what was there.
    expect(wrong.length).toBeLessThan(5);
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ["the same item over and over", new Array<number>(20_000).fill(1), new Array<number>(19_000).fill(1)],
    ["nothing in common", some(20_000, 3_000), some(20_000, 3_000).map((id) => id + 3_000)],
    ["few kinds of items", some(20_000, 2), some(20_000, 2, 30_000)],
    ["the other way round", some(20_000, 3_000), some(20_000, 3_000).reverse()],
    ["a few against many", some(100, 50), some(40_000, 50, 200)],
    ["many against a few", some(40_000, 50, 200), some(100, 50)],
  ])("take steps by their length alone: %s", (_, a, b) => {
    const { partners, cells: filled } = align(a, b, 8);
    expect(filled).toBeLessThanOrEqual(cells(a.length + b.length));
    const pairs = pairsOf(partners);
    expect(pairs.filter(([at, partner]) => a[at] !== b[partner])).toEqual([]);
    expect(isInOrder(pairs.map(([, partner]) => partner))).toBe(true);
  });

  it("pair all of a long monotony", () => {
    const line = new Array<number>(20_000).fill(1);
    expect(align(line, line).partners).toEqual(Int32Array.from(line.keys()));
  });
});
