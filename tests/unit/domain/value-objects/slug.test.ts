import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { Slug, slugFrom } from "../../../../src/domain/value-objects/slug.ts";
import { uuidSource } from "../../../../src/infrastructure/for-production/uuid-source.ts";

describe("a slug", () => {
  it.each(["abc", "a-b", "first-steps-2026", "2026"])("%s is one", (slug) => {
    expect(Slug.parse(slug)).toBe(slug);
  });

  it.each([
    "",
    "ab",
    "Abc",
    "a--b",
    "-ab",
    "ab-",
    "a b",
    "a_b",
    "a/b",
    "../a",
    "ümlaut",
    "abc\n",
    "abc\u0000",
    "a%2fb",
    "abc\ud800",
  ])("%j is none", (slug) => {
    expect(Slug.safeParse(slug).success).toBe(false);
  });

  it("has at most as many characters as the limit says", () => {
    expect(Slug.parse("a".repeat(limits.slugLength))).toHaveLength(limits.slugLength);
    expect(Slug.safeParse("a".repeat(limits.slugLength + 1)).success).toBe(false);
  });
});

describe("a slug from a title", () => {
  const id = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

  it.each([
    ["First steps", "first-steps-0c07398f"],
    ["Don’t panic: it's C++!", "dont-panic-its-c-0c07398f"],
    ["Crème brûlée", "creme-brulee-0c07398f"],
    ["ﬁne Ⅳ", "fine-iv-0c07398f"],
    ["--- a ---", "a-0c07398f"],
    ["日本語", "tutorial-0c07398f"],
    ["❤️", "tutorial-0c07398f"],
    ["", "tutorial-0c07398f"],
  ])("%j becomes %s", (title, slug) => {
    expect(slugFrom(title, id)).toBe(slug);
  });

  it("keeps the suffix where the title is too long, and cuts no hyphen into its end", () => {
    expect(slugFrom("x".repeat(300), id)).toBe(`${"x".repeat(limits.slugLength - 9)}-0c07398f`);
    const cutAtTheHyphen = `${"x".repeat(limits.slugLength - 10)} y`;
    expect(slugFrom(cutAtTheHyphen, id)).toBe(`${"x".repeat(limits.slugLength - 10)}-0c07398f`);
  });

  it("is always a slug, whatever the title", () => {
    const anyTitle = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom("a", "Z", "9", "-", " ", "'", "é", "İ", "ß", "\ud800"),
        maxLength: 120,
      }),
    );
    fc.assert(
      fc.property(anyTitle, (title) => {
        const slug = slugFrom(title, id);
        expect(Slug.parse(slug)).toBe(slug);
        expect(slug.endsWith("-0c07398f")).toBe(true);
      }),
    );
  });

  it("differs for tutorials of the same title", () => {
    const slugs = Array.from({ length: 200 }, () => slugFrom("First steps", uuidSource.next()));
    expect(new Set(slugs).size).toBe(slugs.length);
  });
});
