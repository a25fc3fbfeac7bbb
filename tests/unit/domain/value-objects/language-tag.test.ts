import { describe, expect, it } from "vitest";
import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";

describe("a language tag", () => {
  it.each([
    ["en", "en"],
    ["EN-us", "en-US"],
    ["ZH-hant-tw", "zh-Hant-TW"],
    // Intl follows UTS #35, which sorts variants.
    ["sl-ROZAJ-biske", "sl-biske-rozaj"],
    ["de-1996-u-CO-phonebk", "de-1996-u-co-phonebk"],
    ["iw", "he"],
    ["art-lojban", "jbo"],
    ["sh", "sr-Latn"],
    ["und", "und"],
    ["en-x-PRIVATE", "en-x-private"],
  ])("%s is kept as %s, the canonical form", (given, kept) => {
    expect(LanguageTag.parse(given)).toBe(kept);
    expect(LanguageTag.parse(kept)).toBe(kept);
  });

  it.each([
    "",
    "e",
    "en_US",
    " en",
    "en\n",
    "en-",
    "-en",
    "en--US",
    "en-US-US",
    "english language",
    "abcdefghi",
    "x-private",
    "en\u0000",
    "\ud800",
    "日本",
    "*",
    "en, de",
  ])("%j is refused", (given) => {
    expect(LanguageTag.safeParse(given).success).toBe(false);
  });

  it.each([[undefined], [1], [["en"]]])("%j is refused: it is no text", (given) => {
    expect(LanguageTag.safeParse(given).success).toBe(false);
  });

  it("has at most as many characters as the limit says", () => {
    const longest = "en-x-abcdefgh-abcdefgh-abcdefgh-abc";
    expect(longest).toHaveLength(limits.languageTagLength);
    expect(LanguageTag.parse(longest)).toBe(longest);
    expect(LanguageTag.safeParse(`${longest}d`).success).toBe(false);
  });

  it("is refused where only its canonical form is too long", () => {
    // sh becomes sr-Latn: 35 characters become 40.
    expect(LanguageTag.safeParse("sh-x-abcdefgh-abcdefgh-abcdefgh-abc").success).toBe(false);
  });
});
