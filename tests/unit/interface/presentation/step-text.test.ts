import { describe, expect, test } from "vitest";
import { renderStepText } from "../../../../src/interface/http/presentation/step-text.ts";

describe("the body of a step without markup", () => {
  test.each([
    ["nothing", "", ""],
    ["words", "Fill the *kettle*, **all** of `it`\\*.", "Fill the kettle, all of it*."],
    ["lines of one paragraph", "Fill\nit", "Fill it"],
    ["lines that are meant", "Fill\\\nit", "Fill\nit"],
    ["paragraphs", "a\n\nb", "a\n\nb"],
    ["headings", "# A\nb\n## C", "A\n\nb\n\nC"],
    ["a list", "a:\n\n- b\n- c\n\nd", "a:\n\n- b\n- c\n\nd"],
    ["a list with room", "a\n\n- b\n\n- c", "a\n\n- b\n\n- c"],
    ["numbers from where they begin", "3. a\n4. b", "3. a\n4. b"],
    ["a list in a list", "1. a\n   - b\n   - c\n2. d", "1. a\n   - b\n   - c\n2. d"],
    ["an item of several paragraphs", "- a\n\n  b", "- a\n\n  b"],
    ["an item of nothing", "-\n- a", "-\n- a"],
    ["a quotation", "a\n\n> b\n>\n> c\n\nd", "a\n\n> b\n>\n> c\n\nd"],
    ["code", "a\n\n```\nb  c\n\n  <d>\n```\ne", "a\n\nb  c\n\n  <d>\n\ne"],
    ["a rule", "a\n\n---\n\nb", "a\n\n* * *\n\nb"],
    ["a link", "[a](https://example.com/?b&c)", "a (https://example.com/?b&c)"],
    [
      "a link that is its address",
      "<https://example.com> <a@example.com>",
      "https://example.com a@example.com",
    ],
    ["a link that leads nowhere", "[a](javascript:alert(1))", "a"],
    ["a picture", '![a "b"](c.png)', 'a "b" (c.png)'],
    ["HTML", '<b>a</b> &lt; &amp;amp; "b"\n\n<script>\nx', '<b>a</b> < &amp; "b"\n\n<script> x'],
  ])("keeps of %s what can be read", (_, body, text) => {
    expect(renderStepText(body)).toBe(text);
  });

  test("is its source where it would take long to parse", () => {
    const body = "*a_ ".repeat(12_500);
    expect(renderStepText(body)).toBe(body);
  });
});
