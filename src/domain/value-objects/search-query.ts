import { limits } from "./limits.ts";

/**
 * What is looked for: a word in any of its forms, a phrase to the letter, or what words begin with. An excluded term
 * must not stand where the others do.
 */
export type SearchTerm = { kind: "word" | "phrase" | "prefix"; text: string; isExcluded: boolean };

/**
 * Reads a query as people write it: words, all of which must stand together; "a phrase" in quotes; the beginn* of a
 * word; -none of this. Quotes may be curly; a quote that is never closed ends with the query. Terms without a letter or
 * digit say nothing and are left out.
 *
 * @returns the terms; empty where nothing is looked for, or only things to be left out
 */
export function parseSearchQuery(query: string): SearchTerm[] {
  const terms: SearchTerm[] = [];
  for (const [, minus, phrase, word] of query.normalize("NFC").matchAll(TERM)) {
    const text = phrase ?? word ?? "";
    if (!SAYS_SOMETHING.test(text)) continue;
    const isPrefix = phrase === undefined && text.endsWith("*");
    const kind = phrase !== undefined ? "phrase" : isPrefix ? "prefix" : "word";
    terms.push({ kind, text: isPrefix ? text.slice(0, -1) : text, isExcluded: minus !== undefined });
  }
  if (terms.every(({ isExcluded }) => isExcluded)) return [];
  return terms.slice(0, limits.searchTerms);
}

/** A hyphen counts as a minus only where a term begins: in a word it is the word's. */
const TERM = /(?<!\S)(-)?(?:["“”„]([^"“”„]*)["“”„]?|(\S+))/gu;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
