/**
 * A light stemmer: English plurals, `-ed` and `-ing` only, in the spirit of step 1 of Porter's algorithm (1980).
 * Stems need only be equal for forms of one word; they are never shown.
 */
export function stem(word: string): string {
  const stemmed = withoutSuffix(singular(word.replace(/['’]s?$/, "")));
  // `store` and `stor(ed)`, `copy` and `copi(ed)` meet.
  const root = stemmed.endsWith("e") ? stemmed.slice(0, -1) : stemmed;
  return root.endsWith("i") ? `${root.slice(0, -1)}y` : root;
}

function singular(word: string): string {
  if (!word.endsWith("s")) return word;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x)es$/.test(word)) return word.slice(0, -2);
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutSuffix(word: string): string {
  const root = word.slice(0, word.endsWith("ing") ? -3 : word.endsWith("ed") ? -2 : undefined);
  if (root === word || root.length < 3 || !/[aeiouy]/.test(root)) return word;
  return root.replace(/([bdgmnprt])\1$/, "$1");
}
