import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MATCH_END, MATCH_START, snippetOf } from "../../../../src/domain/value-objects/snippet.ts";

const mark = (text: string) => text.replaceAll("[", MATCH_START).replaceAll("]", MATCH_END);

describe("a snippet", () => {
  it("shows the text as it is, in pieces", () => {
    expect(snippetOf("Open the Terminal now", mark("open the [[terminal]] now"))).toEqual([
      { text: "Open the ", isMatch: false },
      { text: "Terminal", isMatch: true },
      { text: " now", isMatch: false },
    ]);
  });

  it("of a text that is longer in lower case shows what was marked", () => {
    expect(snippetOf("İx", mark("i\u0307[x]"))).toEqual([
      { text: "i\u0307", isMatch: false },
      { text: "x", isMatch: true },
    ]);
  });

  it("keeps characters of two code units whole", () => {
    expect(snippetOf("❤️🎉 Go", mark("❤️[🎉] go"))[1]).toEqual({ text: "🎉", isMatch: true });
  });

  it("of a long text is the words around its first match", () => {
    const text = `${"before ".repeat(100)}needle${" after".repeat(100)}`;
    const parts = snippetOf(text, text.replace("needle", mark("[needle]")));
    expect(parts.map(({ isMatch }) => isMatch)).toEqual([false, false, true, false, false]);
    expect(parts[0]?.text).toBe("…");
    expect(parts[1]?.text).toMatch(/^(before )+$/);
    expect(parts.at(-2)?.text).toMatch(/^( after)+$/);
    expect(parts.at(-1)?.text).toBe("…");
  });

  it("never says anything else, and is never long", () => {
    const piece = fc.oneof(fc.constantFrom("[", "]", " "), fc.string({ unit: "grapheme", maxLength: 300 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const marked = mark(pieces.join(""));
        const plain = marked.replaceAll(MATCH_START, "").replaceAll(MATCH_END, "");
        const text = snippetOf(plain, marked)
          .map((part) => part.text)
          .join("");
        expect(plain).toContain(text.replace(/^…/, "").replace(/…$/, ""));
        expect([...text].length).toBeLessThanOrEqual(242);
      }),
    );
  });
});
