import fc from "fast-check";
import { micromark } from "micromark";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../../src/interface/http/presentation/markdown.ts";
import { renderTutorialPage } from "../../../../src/interface/http/presentation/tutorial-page.ts";
import { viewOf } from "./views.ts";

const words = [
  "a",
  "Word",
  "é",
  "日本",
  "😀",
  "e\u0301",
  "’",
  '"',
  "'",
  "(",
  ")",
  ".",
  "?",
  ":",
  "@",
  "|",
  "!",
];
const spaces = [" ", "  ", "    ", "\n", "\n\n", "\n\n\n"];
const oddSpaces = ["\t", "\r", "\r\n", "\v", "\f", "\0", "\u0085", "\u00A0", "\u2028", "\uFEFF"];
const blocks = [
  "#",
  "# ",
  "-",
  "- ",
  "---",
  "+ ",
  "=",
  "===",
  "1",
  "1. ",
  "2) ",
  "> ",
  "~~~",
  "```",
  "\n    ",
];
const inlines = [
  "*",
  "_",
  "**",
  "`",
  "\\",
  "&",
  "&amp;",
  "&#65;",
  "<",
  ">",
  "<b>",
  "<!--",
  "<https://a.example>",
];
const links = ["[", "]", "![", "[a]", "[a][b]", "[a]: /b\n", "[a]: /c 'd'\n", "(/e)", "https://a.example"];

const textOf = (...pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((some) => some.join(""));

describe("CommonMark", () => {
  test.each([
    ["plain texts", textOf(...words, ...spaces)],
    ["nearly plain texts", textOf(...words, ...spaces, ...oddSpaces, "1", "#", "-", "=", "~")],
    ["texts full of markup", textOf(...words, ...spaces, ...oddSpaces, ...blocks, ...inlines, ...links)],
    ["any text", fc.string({ unit: "binary" })],
  ])("is rendered of %s as micromark does, whatever was rendered before", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(renderMarkdown(text)).toBe(micromark(text));
      }),
      { numRuns: 1500 },
    );
  });

  test("is rendered as micromark does where a character stands alone, begins, parts and ends lines", () => {
    for (let code = 0; code < 0x300; code++) {
      const one = String.fromCharCode(code);
      for (const text of [one, `${one}a`, `a${one}`, `a${one}b`, `a\n${one}b`, `a\n\n${one}`, `a ${one} b`])
        expect(renderMarkdown(text)).toBe(micromark(text));
    }
  });
});

test("no step sees what another one defines", () => {
  const page = renderTutorialPage(
    viewOf({ steps: [{ body: "[a]\n\n[a]: https://a.example" }, { body: "[a]" }, { body: "> b\n[a]" }] }),
    { url: "https://cueprint.example/t/a" },
  );
  expect(page.match(/href="https:\/\/a\.example"/g)).toHaveLength(1);
  expect(page).toContain("<p>[a]</p>");
});
