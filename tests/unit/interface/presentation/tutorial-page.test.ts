import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pageContentSecurityPolicy } from "../../../../src/interface/http/presentation/page-shell.ts";
import {
  renderNotFoundPage,
  renderTutorialPage,
} from "../../../../src/interface/http/presentation/tutorial-page.ts";
import { hostile, viewOf } from "./views.ts";

const url = "https://cueprint.example/t/make-coffee-1a2b";
const page = (parts?: Parameters<typeof viewOf>[0]) => renderTutorialPage(viewOf(parts), { url });
const youtube = "https://www.youtube.com/watch?v=abc";

describe("a tutorial as a page", () => {
  test("is one document with a heading and a section a step", () => {
    const html = page({ steps: [{}, { title: "Pour it" }] });
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<h2 /g)).toHaveLength(2);
    expect(html).toContain('<a class="skip" href="#step-1" lang="en">');
    for (const anchor of ["step-1", "step-2"]) expect(html).toContain(`<section id="${anchor}">`);
    const ids = [...html.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("anchors a step by its id, which stands when steps are moved, and links to that", () => {
    const tutorial = viewOf({ steps: [{}, {}, {}, {}] });
    const html = renderTutorialPage(tutorial, { url });
    for (const { id } of tutorial.steps) {
      expect(html).toContain(`<h2 id="${id}"><a href="#${id}"`);
      expect(html).toContain(`<li><a href="#${id}">`);
    }
  });

  test("has contents where there are more than three steps", () => {
    expect(page({ steps: [{}, {}, {}] })).not.toContain("<nav");
    expect(page({ steps: [{}, {}, {}, {}] })).toContain("<nav");
  });

  test("opens each citation on its quote, its time, and the recording at that second", () => {
    const html = page({ mediaUrl: youtube, steps: [{ quotes: ["boil some water", "in a kettle"] }] });
    expect(html.match(/<details>/g)).toHaveLength(2);
    expect(html).toContain("<blockquote>in a kettle</blockquote>");
    expect(html).toContain('<time datetime="PT2S">0:02</time>–<time datetime="PT4S">0:04</time>');
    expect(html).toContain(`<a href="${youtube}&amp;t=2s" rel="nofollow noopener ugc">`);
    expect(html).toContain("Play the recording");
  });

  test("links to no recording where none is known", () => {
    const html = page();
    expect(html).toContain("<details>");
    expect(html).not.toContain("Play ");
  });

  test.each(["stale", "missing"] as const)("says of a citation that it is %s", (state) => {
    expect(page({ steps: [{ state }] })).toContain(`<strong>${state}</strong>`);
    expect(page()).not.toContain(`<strong>${state}</strong>`);
  });

  test("dates itself, and says when it was changed later", () => {
    expect(page()).toContain('Published <time datetime="2026-03-04T05:06:07.000Z">4 March 2026</time>');
    expect(page()).not.toContain("Updated");
    expect(page({ updatedAt: new Date("2026-03-09T00:00:00Z") })).toContain(">9 March 2026</time>");
  });

  test("tells others what it is", () => {
    const html = page({ title: 'Make "coffee"', steps: [{ title: "Boil & wait" }, { title: "Pour" }] });
    expect(html).toContain("<title>Make &quot;coffee&quot;</title>");
    expect(html).toContain('<meta name="description" content="Boil &amp; wait · Pour">');
    expect(html).toContain('<meta property="og:title" content="Make &quot;coffee&quot;">');
    expect(html).toContain('<meta property="og:url" content="https://cueprint.example/t/make-coffee-1a2b">');
    expect(html).toContain('<link rel="canonical" href="https://cueprint.example/t/make-coffee-1a2b">');
    for (const [type, download] of [
      ["text/markdown", "markdown"],
      ["application/json", "json"],
    ]) {
      const href = `/v1/published/make-coffee-1a2b?download=${download}`;
      expect(html).toContain(`<link rel="alternate" type="${type}" href="${href}">`);
    }
  });

  test("tells machines the same, without repeating its texts", () => {
    const html = page({ steps: [{ title: "</script><script>alert(1)</script>", body: "Fill *it*." }] });
    const [, json = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html) ?? [];
    const data = JSON.parse(json);
    expect(data).toMatchObject({ "@type": "HowTo", name: "Make coffee", url });
    expect(data.step[0].name).toBe("</script><script>alert(1)</script>");
    expect(data.step[0]).not.toHaveProperty("text");
    expect(html.match(/<script/g)).toHaveLength(1);
  });

  test("describes itself in whole words", () => {
    const words = `${"word ".repeat(30)}end`;
    const html = page({ steps: [{ title: words }, { title: words }] });
    const [, description = ""] = /name="description" content="([^"]*)"/.exec(html) ?? [];
    expect(description.length).toBeLessThanOrEqual(200);
    expect(description).toMatch(/word…$/);
    const unbroken = page({ steps: [{ title: "👩".repeat(99) }, { title: "👩".repeat(99) }] });
    expect(unbroken.isWellFormed()).toBe(true);
  });

  test.each([
    ["en-GB", '<html lang="en-GB" dir="ltr">'],
    ["ja", '<html lang="ja" dir="ltr">'],
    ["ar", '<html lang="ar" dir="rtl">'],
    ["he-IL", '<html lang="he-IL" dir="rtl">'],
    ["pa-Arab", '<html lang="pa-Arab" dir="rtl">'],
    ["az-Latn", '<html lang="az-Latn" dir="ltr">'],
  ])("in %s says so", (language, tag) => {
    expect(page({ language })).toContain(tag);
  });

  test("whose language nobody has said lets its text find its direction", () => {
    expect(page()).toContain('<html lang="en" dir="ltr">');
    expect(page()).toContain('<main dir="auto">');
    expect(page({ language: "en" })).toContain("<main>");
  });

  test.each(hostile)("shows hostile text as text: %s", (text) => {
    const html = page({
      title: text,
      mediaUrl: `https://example.com/?x=${text}`,
      steps: [{ title: text, body: text, quotes: [text] }],
    });
    const benign = page({ mediaUrl: "https://example.com/" });
    // The same tags, but for what CommonMark makes of a body, which has tests of its own.
    const tags = (of: string) => [...of.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name]) => name);
    const ofBodies = new Set(["p", "em", "a"]);
    const kept = (of: string) => tags(of).filter((name) => name !== undefined && !ofBodies.has(name));
    expect(kept(html)).toEqual(kept(benign));
    expect(html).not.toMatch(/(?:href|src)="\s*(?:javascript|data):/i);
    expect(html).not.toMatch(/<[^>]*\son[a-z]+=[^>"]*>/i);
  });
});

describe("the policy of a page", () => {
  test("allows the style that the page carries, and nothing else of that kind", () => {
    for (const html of [page(), renderNotFoundPage()]) {
      const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = ""]) => style);
      const hashes = styles.map((style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`);
      expect(hashes).toHaveLength(1);
      expect(pageContentSecurityPolicy).toContain(`style-src ${hashes[0]};`);
      expect(html).not.toMatch(
        /<script(?! type="application\/ld\+json">)|\sstyle=|<link rel="stylesheet"|<img/,
      );
    }
  });

  test("allows no script, no other host, no form, no frame around it", () => {
    expect(pageContentSecurityPolicy.replace(/'sha256-[^']*'/, "HASH").split("; ")).toEqual([
      "default-src 'none'",
      "style-src HASH",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
  });
});

test("a page for an address without a tutorial", () => {
  const html = renderNotFoundPage();
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).toContain("<h1>No such tutorial</h1>");
  expect(html).toContain('content="noindex"');
});
