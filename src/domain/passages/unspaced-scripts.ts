/** Scripts that put no spaces between words, and their punctuation, as far as they need no surrogates. */
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}\u3000-\u303F\uFF00-\uFF65]/u;

export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}

/** What stands between two texts when they are joined. */
export function spaceBetween(before: string, after: string): "" | " " {
  return isUnspaced(before.slice(-1)) && isUnspaced(after.slice(0, 1)) ? "" : " ";
}
