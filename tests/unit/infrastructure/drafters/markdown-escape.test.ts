import fc from "fast-check";
import { micromark } from "micromark";
import { expect, test } from "vitest";
import { escapeMarkdown } from "../../../../src/infrastructure/for-production/drafters/extractive/markdown-escape.ts";

const encoded = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

test("an escaped line renders as one paragraph of exactly its characters", () => {
  const marked = fc
    .array(fc.constantFrom(..."#*_`~<>[]()!&|\\+-=.:1a ;'\"", "10.", "&amp;", "http://a.b"), {
      maxLength: 30,
    })
    .map((pieces) => pieces.join("").replace(/\s+/g, " ").trim())
    .filter((line) => line !== "");
  fc.assert(
    fc.property(marked, (line) => {
      expect(micromark(escapeMarkdown(line))).toBe(`<p>${encoded(line)}</p>`);
    }),
  );
});
