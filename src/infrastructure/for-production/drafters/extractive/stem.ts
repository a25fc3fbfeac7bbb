/**
 * A light stemmer: English plurals, `-ed` and `-ing` only, in the spirit of step 1 of Porter's algorithm (1980).
 * Stems need only be equal for forms of one word; they are never shown.
 */
export function stem(word: string): string {
  let stemmed = word.replace(/['’]s?$/, "");
  if (stemmed.length > 4 && stemmed.endsWith("ies")) stemmed = `${stemmed.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x)es$/.test(stemmed)) stemmed = stemmed.slice(0, -2);
  else if (stemmed.length > 3 && /[^su]s$/.test(stemmed)) stemmed = stemmed.slice(0, -1);
  const suffix = /(?:ing|ed)$/.exec(stemmed)?.[0];
  if (
    suffix !== undefined &&
    stemmed.length - suffix.length >= 3 &&
    /[aeiouy]/.test(stemmed.slice(0, -suffix.length))
  ) {
    stemmed = stemmed.slice(0, -suffix.length).replace(/([bdgmnprt])\1$/, "$1");
  }
  // `store` and `stor(ed)`, `copy` and `copi(ed)` meet.
  return stemmed.replace(/e$/, "").replace(/i$/, "y");
}
