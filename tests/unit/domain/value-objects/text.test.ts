import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisplayName } from "../../../../src/domain/value-objects/display-name.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";
import { multiLine, singleLine } from "../../../../src/domain/value-objects/text.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";

/** Any UTF-16 code units, lone surrogates and controls among them. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const anyReadableText = fc.string({ unit: "grapheme", maxLength: 60 });

const messages = (parsed: { error?: { issues: { message: string }[] } | undefined }) =>
  parsed.error?.issues.map(({ message }) => message) ?? [];

describe("a single line of text", () => {
  const line = singleLine(10);

  it.each([
    ["trims white space", "  a b\u00a0", "a b"],
    ["folds runs of white space, line breaks and tabs to one space", "a \t\r\n\u2003\u2028 b", "a b"],
    ["drops a byte order mark at its start", "\ufeffa", "a"],
    ["composes characters (NFC)", "e\u0301", "é"],
    ["keeps letters of all scripts", "日本語 ❤️ Ж", "日本語 ❤️ Ж"],
    ["keeps compatibility forms as they are", "ﬁ Ⅳ", "ﬁ Ⅳ"],
  ])("%s", (_, given, kept) => {
    expect(line.parse(given)).toBe(kept);
  });

  it.each([
    ["nothing", ""],
    ["spaces", "   "],
    ["line breaks", "\r\n\n"],
    ["a no-break space", "\u00a0"],
  ])("refuses %s: it would be blank", (_, text) => {
    expect(line.safeParse(text).success).toBe(false);
  });

  it("takes as many characters as its limit, and not one more", () => {
    expect(line.parse("a".repeat(10))).toHaveLength(10);
    expect(line.safeParse("a".repeat(11)).success).toBe(false);
  });

  it("counts what is kept: not the white space around it, not decomposed marks", () => {
    expect(line.parse(`   ${"e\u0301".repeat(10)}   `)).toBe("é".repeat(10));
  });

  it("counts what composing lengthens", () => {
    // NFC writes U+0958 as two characters.
    expect(line.parse("\u0958".repeat(5))).toHaveLength(10);
    expect(line.safeParse("\u0958".repeat(6)).success).toBe(false);
  });

  it.each([
    ["NUL", "a\u0000b"],
    ["an escape sequence", "a\u001b[31m"],
    ["a bell at its end", "a\u0007"],
    ["delete", "a\u007f"],
    ["a C1 control", "a\u0085b"],
  ])("refuses %s", (_, text) => {
    expect(messages(line.safeParse(text))).toEqual(["must not contain control characters"]);
  });

  it.each([
    ["high", "a\ud83d"],
    ["low", "\ude00a"],
  ])("refuses a lone %s surrogate", (_, text) => {
    expect(messages(line.safeParse(text))).toEqual(["must be well-formed Unicode"]);
  });

  it.each([[undefined], [null], [1], [["a"]], [{}]])("refuses %j: it is no text", (value) => {
    expect(line.safeParse(value).success).toBe(false);
  });

  it("is the same when it is read a second time, whatever the text", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyReadableText), (text) => {
        const parsed = singleLine(100).safeParse(text);
        if (parsed.success) expect(singleLine(100).parse(parsed.data)).toBe(parsed.data);
      }),
    );
  });

  it("never lets a control character, a lone surrogate, or white space around it pass, whatever the text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = singleLine(100).safeParse(text);
        if (!parsed.success) return;
        expect(parsed.data).not.toMatch(/\p{Cc}|\p{Cs}|^\s|\s$|\s\s|^$/u);
      }),
    );
  });
});

describe("text of several lines", () => {
  const lines = multiLine(10);

  it.each([
    ["CRLF", "a\r\nb", "a\nb"],
    ["a lone CR", "a\rb", "a\nb"],
    ["CR before CRLF", "a\r\r\nb", "a\n\nb"],
  ])("writes %s as line feed", (_, given, kept) => {
    expect(lines.parse(given)).toBe(kept);
  });

  it("keeps white space, tabs and the form of characters: indentation means something", () => {
    expect(lines.parse("\te\u0301 \n  a ")).toBe("\te\u0301 \n  a ");
  });

  it("may be empty", () => {
    expect(lines.parse("")).toBe("");
  });

  it("takes as many characters as its limit, and not one more", () => {
    expect(lines.parse("a".repeat(10))).toHaveLength(10);
    expect(lines.safeParse("a".repeat(11)).success).toBe(false);
  });

  it("counts a CRLF as the one line feed that is kept", () => {
    expect(lines.parse("\r\n".repeat(10))).toBe("\n".repeat(10));
  });

  it.each([
    ["NUL", "a\u0000"],
    ["an escape sequence", "\u001b[0m"],
    ["a vertical tab", "a\u000b"],
    ["a form feed", "a\u000c"],
    ["delete", "\u007f"],
    ["a C1 control", "\u0085"],
  ])("refuses %s", (_, text) => {
    expect(messages(lines.safeParse(text))).toEqual([
      "must not contain control characters but tab and newline",
    ]);
  });

  it("refuses a lone surrogate", () => {
    expect(messages(lines.safeParse("a\ud800"))).toEqual(["must be well-formed Unicode"]);
  });
});

describe.each([
  ["a title", Title, limits.titleLength],
  ["a display name", DisplayName, limits.displayNameLength],
])("%s", (_, schema, limit) => {
  it("is a single line up to its limit", () => {
    expect(schema.parse(`  Ada\n${"x".repeat(limit - 4)} `)).toBe(`Ada ${"x".repeat(limit - 4)}`);
    expect(schema.safeParse("x".repeat(limit + 1)).success).toBe(false);
    expect(schema.safeParse("a\u0000").success).toBe(false);
    expect(schema.safeParse(" ").success).toBe(false);
  });
});
