import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partsOf, sharesOf } from "../../../../../src/infrastructure/for-production/drafters/llm/parts.ts";
import { cuesOf } from "../samples.ts";

/** About 25,000 bytes as a model sees them, with nothing that tells where to cut. */
const monotonous = Array.from({ length: 260 }, (_, at) => `${"so it goes on ".repeat(5)}${100 + at}`);

describe("the parts of a transcript", () => {
  test("are one where all of it can be asked about at once", () => {
    const cues = cuesOf(["Press the button.", "It turns red."]);
    expect(partsOf(cues, 20)).toMatchObject([{ firstCue: 1, lastCue: 2, cues, before: [], after: [] }]);
  });

  test("are even where nothing tells where to cut", () => {
    expect(partsOf(cuesOf(monotonous), 20)?.map(({ lastCue }) => lastCue)).toEqual([131, 260]);
  });

  test.each([
    ["a sentence ends", { text: "and that is the “end of it.”" }],
    ["a silence begins", { text: "and that is", startMs: 119 * 5000, endMs: 119 * 5000 + 1000 }],
  ])("are cut where %s", (_, spoken) => {
    const cues = cuesOf(monotonous.map((text, at) => (at === 119 ? spoken : text)));
    expect(partsOf(cues, 20)?.map(({ lastCue }) => lastCue)).toEqual([120, 260]);
  });

  test("are cut where the speaker changes", () => {
    const cues = cuesOf(monotonous.map((text, at) => ({ text, speaker: at < 140 ? "Ann" : "Bob" })));
    expect(partsOf(cues, 20)?.map(({ lastCue }) => lastCue)).toEqual([140, 260]);
  });

  test("know the beginnings of what was said around them, and no half of a character", () => {
    const lines = monotonous.map((text, at) => (at === 129 ? `a${"😀".repeat(400)}.` : text));
    const [, second] = partsOf(cuesOf(lines), 20) ?? [];
    expect(second?.firstCue).toBe(131);
    expect(second?.before).toEqual([monotonous[127], monotonous[128], `a${"😀".repeat(249)}`]);
  });

  test("hold every cue once, in order, whatever the cues' sizes, and are neither too many nor too large", () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10_000 }));
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 20 }),
        (sizes, most) => {
          const cues = cuesOf(sizes.map((length) => "x".repeat(length)));
          const parts = partsOf(cues, most);
          if (parts === undefined) return;
          expect(parts.length).toBeLessThanOrEqual(most);
          expect(parts.flatMap((part) => part.cues)).toEqual(cues);
          for (const { firstCue, lastCue, cues: own, bytes } of parts) {
            expect([own[0]?.position, own.at(-1)?.position]).toEqual([firstCue, lastCue]);
            expect(bytes).toBeLessThanOrEqual(96_000);
          }
        },
      ),
    );
  });

  test("get steps by their sizes: one at least, and all that are asked for", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 96_000 }), { minLength: 1, maxLength: 20 });
    const [part] = partsOf(cuesOf(["Press the button."]), 1) ?? [];
    if (part === undefined) throw new Error("there is no part");
    const shares = (steps: number, all: number[]) =>
      sharesOf(
        steps,
        all.map((bytes) => ({ ...part, bytes })),
      );
    expect(shares(12, [30_000, 10_000])).toEqual([9, 3]);
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 80 }), (all, more) => {
        const dealt = shares(all.length + more, all);
        expect(Math.min(...dealt)).toBeGreaterThanOrEqual(1);
        expect(dealt.reduce((sum, share) => sum + share)).toBe(all.length + more);
      }),
    );
  });
});
