/**
 * The words of a text, as they are compared: without case, punctuation or compatibility forms (Unicode NFKC, UAX #15).
 * Scripts that put no spaces between words give each character for a word: what a dictionary would make of them
 * depends on the text around, and a caption's end would change it. A text without any word gives itself.
 */
export function wordsOf(text: string): readonly string[] {
  const folded = text.normalize("NFKC").toLowerCase().replace(APOSTROPHE, "");
  const words = folded.match(WORD);
  if (!words) return [text.trim()];
  return UNSPACED.test(folded) ? words.flatMap((word) => word.match(UNSPACED_OR_REST) ?? []) : words;
}

const APOSTROPHE = /['’]/g;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]/u;
const UNSPACED_OR_REST =
  /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]\p{M}*|[^\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}]+/gu;

/** A text without what no reader sees: line breaks and compatibility forms. */
export function spaced(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim();
}
