import type { LanguageTag } from "../value-objects/language-tag.ts";

/** Cuts text by the rules of a language (Unicode, Standard Annex 29), or by the general ones where none is known. */
export function segmenter(language: LanguageTag | null, granularity: "word" | "sentence"): Intl.Segmenter {
  return new Intl.Segmenter(language ?? "und", { granularity });
}
