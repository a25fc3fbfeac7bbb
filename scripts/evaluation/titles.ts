import { wordsOf } from "../../src/infrastructure/for-production/drafters/extractive/words.ts";

/** A stretch of cues, counted from 1, both ends in it, with its title. */
export type Titled = { title: string; firstCue: number; lastCue: number };

/**
 * How many content words the drafted titles have in common with people's title of the segment that each step overlaps
 * most (of equals, the first): as a share of the drafted titles' words, and of people's. Counted over all titles
 * together, each word once a title.
 *
 * @param stemsOf the stems of a title's content words, the same for both sides
 */
export function sharedTitleWords(
  drafted: readonly Titled[],
  people: readonly Titled[],
  stemsOf: (title: string) => string[],
): { ofDrafted: number; ofPeople: number } {
  let [shared, ours, theirs] = [0, 0, 0];
  for (const step of drafted) {
    const stems = new Set(stemsOf(step.title));
    const segment = new Set(stemsOf(segmentUnder(step, people)?.title ?? ""));
    shared += [...stems].filter((one) => segment.has(one)).length;
    ours += stems.size;
    theirs += segment.size;
  }
  return { ofDrafted: shared / (ours || 1), ofPeople: shared / (theirs || 1) };
}

function segmentUnder(step: Titled, people: readonly Titled[]): Titled | undefined {
  const overlap = ({ firstCue, lastCue }: Titled) =>
    Math.min(lastCue, step.lastCue) - Math.max(firstCue, step.firstCue) + 1;
  return people.reduce<Titled | undefined>(
    (best, one) => (best === undefined || overlap(one) > overlap(best) ? one : best),
    undefined,
  );
}

/** The baseline: what a section begins with, as many words as a title has. */
export function firstWords(text: string, count: number): string {
  return wordsOf(text)
    .slice(0, count)
    .map((word) => word.text)
    .join(" ");
}
