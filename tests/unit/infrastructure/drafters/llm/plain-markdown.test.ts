import fc from "fast-check";
import { micromark } from "micromark";
import { describe, expect, test } from "vitest";
import { plainMarkdown } from "../../../../../src/infrastructure/for-production/drafters/llm/plain-markdown.ts";

const html = (text: string) => micromark(plainMarkdown(text));

/** What a reader sees of HTML that has no attributes but where a list starts. */
function shown(page: string): string {
  const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  return page
    .replace(/<\/?(?:p|ul|li|code)>|<ol(?: start="\d+")?>|<\/ol>/g, "")
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity);
}

describe("a model's text as CommonMark", () => {
  test.each([
    ["paragraphs", "One.\nTwo.\n\nThree.", "<p>One.\nTwo.</p>\n<p>Three.</p>"],
    ["bullets of any kind", "- a\n* b\n  + c", "<ul>\n<li>a</li>\n<li>b</li>\n<li>c</li>\n</ul>"],
    ["numbers", "Then:\n2. a\n3) b", '<p>Then:</p>\n<ol start="2">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ["text after a list", "- a\nb", "<ul>\n<li>a</li>\n</ul>\n<p>b</p>"],
    ["code spans", "Type `a *b* <c>` \\ `d`.", "<p>Type <code>a *b* &lt;c&gt;</code> \\ <code>d</code>.</p>"],
    ["a single backtick", "a ` b", "<p>a ` b</p>"],
    ["an indented line", "    a", "<p>a</p>"],
    ["nothing", " \n\t\n", ""],
  ])("keeps %s", (_, text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test.each([
    "# Heading",
    "a\n===",
    "a\n---",
    "> quoted",
    "~~~\ncode\n~~~",
    "<b onclick=x>bold</b>",
    "[a](javascript:b) ![c](d) <https://e.example> [f]: /g",
    "**a** _b_ &amp; c\\*",
    "a  \nb\\\nc",
  ])("takes markup for the characters that it is made of: %j", (text) => {
    expect(shown(html(text)).split("\n")).toEqual(text.split("\n").map((line) => line.trim()));
  });

  test.each(["- # a", "- > a", "- - a", "- 1. a", "1. - a", "-     a", "- ~~~"])(
    "lets no other block begin in a list item: %j",
    (text) => {
      expect(html(text).match(/<[a-z]+/g)).toEqual([expect.stringMatching(/<[ou]l/), "<li"]);
    },
  );

  test("shows the same characters, whatever the text, but for backticks and list markers", () => {
    const piece = fc.constantFrom(
      ..."`\\*_[]()<>&~|!#+-=.:;a1 \t\n".split(""),
      "](x)",
      "<i>",
      "&amp;",
      "- ",
      "1. ",
      "```",
      "http://a.example",
    );
    const seen = (text: string) => text.replace(/[`\s]|[-*+]|\d{1,3}[.)]/g, "");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join("");
        expect(seen(shown(html(text)))).toBe(seen(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
