import * as z from "zod";
import { limits } from "./limits.ts";

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** A BCP 47 language tag (RFC 5646), well-formed and in canonical form: `en-us` becomes `en-US`. */
export const LanguageTag = z
  .string()
  .max(limits.languageTagLength)
  .refine((tag) => canonicalTag(tag) !== undefined, "must be a BCP 47 language tag such as en or pt-BR")
  .overwrite((tag) => canonicalTag(tag) ?? tag)
  // Once more: sh, for one, becomes sr-Latn.
  .max(limits.languageTagLength)
  .brand<"LanguageTag">();
export type LanguageTag = z.infer<typeof LanguageTag>;
