import { micromark } from "micromark";
import { describe, expect, test } from "vitest";
import * as presenter from "../../../../src/interface/http/presentation/tutorial-markdown.ts";
import type { TutorialView } from "../../../../src/interface/http/presentation/tutorial-view.ts";
import { hostile, viewOf } from "./views.ts";

const url = "https://cueprint.example/t/make-coffee-1a2b";
const renderTutorialMarkdown = (tutorial: TutorialView) =>
  presenter.renderTutorialMarkdown(tutorial, { url });

/** The Markdown after its front matter, as HTML. */
function read(markdown: string): string {
  const [, frontMatter = "", body = ""] = /^(---\n.*?\n---\n)(.*)$/s.exec(markdown) ?? [];
  expect(frontMatter).not.toBe("");
  return micromark(body);
}

function texts(html: string, tag: string): string[] {
  return [...html.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, "gs"))].map(([, inner = ""]) =>
    textOf(inner),
  );
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}

describe("a tutorial as Markdown", () => {
  test("has front matter, a heading a step, bodies, and quotes with their time", () => {
    const tutorial = viewOf({
      language: "en-GB",
      mediaUrl: "https://youtu.be/abc",
      steps: [
        { quotes: ["boil some water", "in a kettle"] },
        { title: "Pour it", body: "Slowly.\n\n- really" },
      ],
    });
    expect(renderTutorialMarkdown(tutorial)).toBe(`---
title: "Make coffee"
slug: "make-coffee-1a2b"
url: "https://cueprint.example/t/make-coffee-1a2b"
language: "en-GB"
status: "published"
publishedAt: "2026-03-04T05:06:07.000Z"
updatedAt: "2026-03-04T05:06:07.000Z"
mediaUrl: "https://youtu.be/abc"
---

# Make coffee

## 1. Boil water

Fill the *kettle*.

> boil some water
>
> — [0:00–0:02](<https://youtu.be/abc?t=0s>)

> in a kettle
>
> — [0:02–0:04](<https://youtu.be/abc?t=2s>)

## 2. Pour it

Slowly.

- really

> boil some water
>
> — [0:00–0:02](<https://youtu.be/abc?t=0s>)
`);
  });

  test("says the time alone where there is nothing to link to, and leaves out what it does not know", () => {
    const markdown = presenter.renderTutorialMarkdown(viewOf({ status: "draft" }), { url: null });
    expect(markdown).toContain("\n> — 0:00–0:02\n");
    expect(markdown).toContain('\nstatus: "draft"\n');
    expect(markdown).not.toMatch(/^(?:url|language|mediaUrl|publishedAt):/m);
  });

  test("says of a citation that it does not hold", () => {
    expect(renderTutorialMarkdown(viewOf({ steps: [{ state: "stale" }] }))).toContain(
      "> — 0:00–0:02 (stale)\n",
    );
  });

  test("is a title alone where there are no steps", () => {
    expect(read(renderTutorialMarkdown(viewOf({ steps: [] })))).toBe("<h1>Make coffee</h1>\n");
  });

  const awkward = [
    ...hostile,
    "# not a heading",
    "C# and F#",
    "1. not a list",
    "2) nor this",
    "- nor this",
    "+ nor this",
    "=====",
    "-----",
    "***",
    "> quoted",
    "`code` *emphasis* __strong__ ~~struck~~",
    "a [link](https://example.com) <https://example.com> ![picture](x)",
    "[a]: https://example.com",
    "a | b &amp; &#106; \\ \\* c\\",
    "title: 'x' --- \"y\"",
    "日本語のタイトル · العربية · 👩‍💻",
  ];

  test.each(awkward)("shows a title as it is: %s", (title) => {
    const html = read(renderTutorialMarkdown(viewOf({ title, steps: [{ title, body: "Plain." }] })));
    expect(texts(html, "h1")).toEqual([title]);
    expect(texts(html, "h2")).toEqual([`1. ${title}`]);
    expect(html.match(/<(?:a|em|strong|code|ul|ol|img)\b/g)).toBeNull();
  });

  test.each(awkward)("shows a quote as it is: %s", (quote) => {
    const html = read(renderTutorialMarkdown(viewOf({ steps: [{ quotes: [quote], body: "" }] })));
    const [words, time] = texts(inside(html, "blockquote"), "p");
    expect(words).toBe(quote);
    expect(time).toBe("— 0:00–0:02");
  });

  test("keeps the lines of a quote", () => {
    const html = read(renderTutorialMarkdown(viewOf({ steps: [{ quotes: ["- Hello?\n\n- Hi.\n=== x"] }] })));
    expect(html).toContain("<p>- Hello?<br />\n- Hi.<br />\n=== x</p>");
  });

  test.each(awkward)("quotes a title in the front matter: %s", (title) => {
    const [, line = ""] = renderTutorialMarkdown(viewOf({ title })).split("\n");
    expect(line.startsWith("title: ")).toBe(true);
    expect(JSON.parse(line.slice("title: ".length))).toBe(title);
  });

  test.each([
    "```\nnpm start",
    "````sh\n```\nnpm start",
    "~~~\nnpm start",
    "text\n\n   ```js\n   a",
    "<!-- a note",
    "<script>",
    "<?php",
    "<!X",
    "<![CDATA[",
  ])("lets no body swallow what follows: %j", (body) => {
    const html = read(renderTutorialMarkdown(viewOf({ steps: [{ body }, { title: "Pour it" }] })));
    expect(texts(html, "h2")).toEqual(["1. Boil water", "2. Pour it"]);
    expect(html.match(/<blockquote>/g)).toHaveLength(2);
  });

  test.each(["```\ncode\n```", "- a\n  ```\n  b", "> ```\n> c", "    indented", "a < b", "<b>x</b>"])(
    "leaves a body that ends by itself as it is: %j",
    (body) => {
      expect(renderTutorialMarkdown(viewOf({ steps: [{ body }] }))).toContain(`\n\n${body}\n\n> boil`);
    },
  );

  test("links safely to an address with brackets", () => {
    const mediaUrl = "https://example.com/a_(b).mp4?x=<y>";
    const html = read(renderTutorialMarkdown(viewOf({ mediaUrl })));
    expect(html).toContain('<a href="https://example.com/a_(b).mp4?x=%3Cy%3E#t=0">0:00–0:02</a>');
  });
});

function inside(html: string, tag: string): string {
  return new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(html)?.[1] ?? "";
}
