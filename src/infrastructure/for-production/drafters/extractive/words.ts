import { stem } from "./stem.ts";

/**
 * A word of a text: in one vocabulary the same object wherever it is said, so that what is found out of it is found
 * out once. `linked` says that only spaces stand between it and the word before.
 */
export type Word = {
  readonly text: string;
  readonly lower: string;
  readonly linked: boolean;
  stem: string | undefined;
  hasMeaning: boolean | undefined;
};

/** The words of a recording by their texts, apart for those that are linked. */
export type Vocabulary = Record<"linked" | "unlinked", (text: string) => Word>;

export const newVocabulary = (): Vocabulary => ({
  linked: remembering((text) => newWord(text, true)),
  unlinked: remembering((text) => newWord(text, false)),
});

const newWord = (text: string, linked: boolean): Word => ({
  text,
  lower: lowered(text),
  linked,
  stem: undefined,
  hasMeaning: undefined,
});

/** Works each answer out once. It holds them all: nothing that outlives a draft may hold it. */
export function remembering<Key, Answer>(answer: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = answer(key);
      known.set(key, found);
    }
    return found;
  };
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.&_-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

/** In small letters, apostrophes in their typewriter form. */
const lowered = (text: string) => text.toLowerCase().replaceAll("’", "'");

/** Only the words themselves, for looking them up in lists. */
export function loweredWords(text: string): string[] {
  return lowered(text).match(WORD) ?? [];
}

/** The words of a text in their order. */
export function wordsOf(text: string, known: Vocabulary = newVocabulary()): Word[] {
  let end = 0;
  return (text.match(WORD) ?? []).map((word, at) => {
    // Nothing between two words could begin one.
    const start = text.indexOf(word, end);
    const linked = at > 0 && text.slice(end, start).trim() === "";
    end = start + word.length;
    return known[linked ? "linked" : "unlinked"](word);
  });
}

export function stemOf(word: Word): string {
  word.stem ??= stem(word.lower);
  return word.stem;
}

/** Finds any of many phrases at one place in a text by looking only at those with the same first, or last, word. */
type Phrases = {
  startAt(words: readonly Word[], from: number): boolean;
  endBefore(words: readonly Word[], end: number): boolean;
};

export function phraseFinder(list: readonly string[]): Phrases {
  const phrases = list.map((phrase) => phrase.split(" "));
  const byFirst = Map.groupBy(phrases, (phrase) => phrase[0] ?? "");
  const byLast = Map.groupBy(phrases, (phrase) => phrase.at(-1) ?? "");
  const stands = (phrase: readonly string[], words: readonly Word[], from: number) =>
    from >= 0 && phrase.every((word, at) => words[from + at]?.lower === word);
  return {
    startAt: (words, from) =>
      byFirst.get(words[from]?.lower ?? "")?.some((phrase) => stands(phrase, words, from)) ?? false,
    endBefore: (words, end) =>
      byLast.get(words[end - 1]?.lower ?? "")?.some((phrase) => stands(phrase, words, end - phrase.length)) ??
      false,
  };
}
