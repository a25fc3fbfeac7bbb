/** A word of a text. `linked` says that only spaces stand between it and the word before. */
export type Word = { text: string; lower: string; start: number; end: number; linked: boolean };

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’.&_-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;

/** The words of a text in their order, apostrophes in their typewriter form. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(WORD)) {
    const linked = words.length > 0 && text.slice(end, match.index).trim() === "";
    end = match.index + match[0].length;
    const lower = match[0].toLowerCase().replaceAll("’", "'");
    words.push({ text: match[0], lower, start: match.index, end, linked });
  }
  return words;
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
