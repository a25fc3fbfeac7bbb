import type { Language } from "./language.ts";
import type { Cohesive } from "./sections.ts";
import type { Sentence } from "./sentences.ts";
import { type Vocabulary, type Word, wordsOf } from "./words.ts";

/** A sentence with what its words tell: the one thing that sections, bodies and titles are made from. */
export type Told = Sentence &
  Cohesive & { words: readonly Word[]; instructs: boolean; greeting: boolean; goodbye: boolean };

export function told(sentence: Sentence, language: Language, vocabulary: Vocabulary): Told {
  const text = sentence.text.slice(language.leadIn(sentence.text));
  const words = wordsOf(sentence.text, vocabulary);
  return {
    ...sentence,
    text,
    words,
    length: text.length,
    terms: language.termsOf(words),
    noise: language.isNoise(words),
    opening: language.opening(words),
    instructs: language.instructs(words),
    greeting: language.isGreeting(words),
    goodbye: language.isGoodbye(words),
  };
}

/** How often each term is said in each section, and in how many of them it is said. */
export type TermCounts = { counts: readonly Map<string, number>[]; spread: ReadonlyMap<string, number> };

export function termCounts(sections: readonly (readonly Told[])[]): TermCounts {
  const spread = new Map<string, number>();
  const counts = sections.map((section) => {
    const count = new Map<string, number>();
    for (const { terms } of section) for (const term of terms) count.set(term, (count.get(term) ?? 0) + 1);
    for (const term of count.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
    return count;
  });
  return { counts, spread };
}

/**
 * How much each term tells of each section: often said here, seldom elsewhere (tf-idf, Spärck Jones 1972, with whole
 * sections as the documents).
 *
 * @param often what it counts to be said so many times in a section
 */
export function termWeights(
  { counts, spread }: TermCounts,
  often = (times: number) => times ** 0.7,
): Map<string, number>[] {
  return counts.map(
    (count) =>
      new Map(
        [...count].map(([term, times]) => [
          term,
          often(times) * Math.log(1 + counts.length / (spread.get(term) ?? 1)),
        ]),
      ),
  );
}
