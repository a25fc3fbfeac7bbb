import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderAtomFeed } from "../../../../src/interface/http/presentation/atom-feed.ts";
import { authorOf } from "./authors.ts";

describe("the Atom feed of an author", () => {
  test("has what RFC 4287 asks of a feed and its entries", () => {
    const updatedAt = new Date("2026-03-09T00:00:00Z");
    expect(
      renderAtomFeed(authorOf({ tutorials: [{ title: "A & B", language: "en-GB" }, { updatedAt }] })),
    ).toBe(`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>https://cueprint.example/a/ada</id>
<title>Tutorials by Ada</title>
<updated>2026-03-09T00:00:00.000Z</updated>
<author><name>Ada</name><uri>https://cueprint.example/a/ada</uri></author>
<link rel="self" type="application/atom+xml" href="https://cueprint.example/a/ada/feed?a=1&amp;b=2"/>
<link rel="alternate" type="text/html" href="https://cueprint.example/a/ada"/>
<generator>Cueprint</generator>
<entry>
<id>https://cueprint.example/t/make-coffee-1</id>
<title xml:lang="en-GB">A &amp; B</title>
<published>2026-03-04T05:06:07.000Z</published>
<updated>2026-03-04T05:06:07.000Z</updated>
<link rel="alternate" type="text/html" href="https://cueprint.example/t/make-coffee-1"/>
<summary>A tutorial in 3 steps, each citing its recording.</summary>
</entry>
<entry>
<id>https://cueprint.example/t/make-coffee-2</id>
<title xml:lang="">Make coffee</title>
<published>2026-03-04T05:06:07.000Z</published>
<updated>2026-03-09T00:00:00.000Z</updated>
<link rel="alternate" type="text/html" href="https://cueprint.example/t/make-coffee-2"/>
<summary>A tutorial in 3 steps, each citing its recording.</summary>
</entry>
</feed>
`);
  });

  test("has a date even where nothing has been published", () => {
    const feed = renderAtomFeed(authorOf({ tutorials: [] }));
    expect(feed).toContain("<updated>1970-01-01T00:00:00.000Z</updated>");
    expect(feed).not.toContain("<entry>");
  });

  test("escapes any text, and leaves out what XML has no character for", () => {
    const units = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
    const text = fc.string({
      unit: fc.oneof(units, fc.constantFrom("<", ">", "&", '"', "]]>", "&lt;", "💧")),
    });
    fc.assert(
      fc.property(text, (displayName) => {
        const feed = renderAtomFeed(authorOf({ displayName, tutorials: [] }));
        const [, name = ""] = /<name>(.*?)<\/name>/s.exec(feed) ?? [];
        expect(name).not.toMatch(/[<>"]/);
        const read = name.replace(/&(lt|gt|quot|amp);/g, (_, entity: string) => references[entity] ?? "");
        expect(read).toBe([...displayName].filter(isOfXml).join(""));
      }),
    );
  });
});

const references: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&" };

/** XML 1.0, production 2. */
function isOfXml(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return [0x9, 0xa, 0xd].includes(code);
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
}
