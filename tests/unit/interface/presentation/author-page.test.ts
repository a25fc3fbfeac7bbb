import { describe, expect, test } from "vitest";
import { renderAuthorPage } from "../../../../src/interface/http/presentation/author-page.ts";
import { authorOf } from "./authors.ts";
import { hostile } from "./views.ts";

describe("the page of an author", () => {
  test("lists the tutorials with a link, their length and their dates", () => {
    const updatedAt = new Date("2026-03-09T00:00:00Z");
    const html = renderAuthorPage(
      authorOf({
        tutorials: [
          { title: "A", stepCount: 1 },
          { title: "B", updatedAt },
        ],
      }),
    );
    expect(html).toContain("<h1>Tutorials by <bdi>Ada</bdi></h1>");
    expect(html).toContain("<span>@ada</span> <span>2 tutorials</span>");
    expect(html.match(/<li>/g)).toHaveLength(2);
    expect(html).toContain('<a href="/t/make-coffee-1" dir="auto">A</a>');
    expect(html).toContain("<span>1 step</span> <span>Published <time");
    expect(html.match(/Updated/g)).toHaveLength(1);
    expect(html).toContain('Updated <time datetime="2026-03-09T00:00:00.000Z">9 March 2026</time>');
  });

  test("says in what language and direction a title is", () => {
    const tutorials = [{ language: "en" }, { language: "ar" }];
    const html = renderAuthorPage(authorOf({ tutorials }));
    expect(html).toContain('<a href="/t/make-coffee-1" lang="en" dir="auto">');
    expect(html).toContain('<a href="/t/make-coffee-2" lang="ar" dir="rtl">');
  });

  test("names its feed, and says that there is nothing yet", () => {
    const html = renderAuthorPage(authorOf({ tutorials: [] }));
    const feed = "https://cueprint.example/a/ada/feed?a=1&amp;b=2";
    expect(html).toContain(
      `<link rel="alternate" type="application/atom+xml" title="Tutorials by Ada" href="${feed}">`,
    );
    expect(html).toContain("Nothing is published yet.");
    expect(html).not.toContain("<ul");
  });

  test.each(hostile)("shows hostile text as text: %s", (text) => {
    const tags = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name);
    const html = renderAuthorPage(authorOf({ displayName: text, tutorials: [{ title: text }] }));
    expect(tags(html)).toEqual(tags(renderAuthorPage(authorOf())));
  });
});
