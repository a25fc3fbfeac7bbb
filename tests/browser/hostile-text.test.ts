import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderAtomFeed } from "../../src/interface/http/presentation/atom-feed.ts";
import { renderAuthorPage } from "../../src/interface/http/presentation/author-page.ts";
import type { AuthorView } from "../../src/interface/http/presentation/author-view.ts";
import { pageContentSecurityPolicy } from "../../src/interface/http/presentation/page-shell.ts";
import { renderTutorialFile } from "../../src/interface/http/presentation/tutorial-file.ts";
import { renderTutorialPage } from "../../src/interface/http/presentation/tutorial-page.ts";
import { authorOf } from "../unit/interface/presentation/authors.ts";
import { viewOf } from "../unit/interface/presentation/views.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { openLibrary } from "./support/library.ts";
import { type Site, serve } from "./support/site.ts";
import { type Misdeeds, visit } from "./support/visit.ts";

/** Raises the flag that `marks` looks for. */
const raise = "window.raised=1";
const elsewhere = "https://elsewhere.example";

/** What would run, load, or lead away if it were taken for markup where it stands: in text, attributes, data, XML. */
const attacks = [
  `<script>${raise}</script>`,
  `</title></style></textarea></script><script>${raise}</script>`,
  `--><script>${raise}</script><!-- <script>`,
  `]]><script xmlns="http://www.w3.org/1999/xhtml">${raise}</script>`,
  `"><img src=x onerror=${raise}>`,
  `' onfocus=${raise} autofocus tabindex=1 x='`,
  `" onfocus=${raise} autofocus tabindex=1 x="`,
  `<img src="${elsewhere}/a.png" onerror="${raise}" onload="${raise}">`,
  `<svg/onload=${raise}><animate onbegin=${raise} attributeName=x dur=1s>`,
  `<details open ontoggle=${raise}><summary>x</summary></details>`,
  `<iframe srcdoc="<script>parent.raised=1</script>"></iframe>`,
  `<iframe src="javascript:parent.raised=1"></iframe><object data="${elsewhere}/b"></object>`,
  `<meta http-equiv="refresh" content="0;url=${elsewhere}/c">`,
  `<base href="${elsewhere}/"><link rel="stylesheet" href="${elsewhere}/d.css">`,
  `<style>@import "${elsewhere}/e.css";body{background:url(${elsewhere}/f.png)}</style>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${raise}&gt;">`,
  `<noscript><p title="</noscript><img src=x onerror=${raise}>">`,
  `&lt;script&gt;${raise}&lt;/script&gt;&#60;img src=x onerror=${raise}&#62;`,
  `\\u003cscript>${raise}\\u003c/script>`,
  "{{alert(1)}} <%= alert(1) %> #{alert(1)}",
  "<script>alert(document.domain)</script>",
];

/** What only CommonMark would make something of. */
const markdownAttacks = [
  `[a](javascript:${raise})`,
  `[a](JaVaScRiPt:${raise})`,
  `[a](<java\tscript:${raise}>)`,
  `[a](&#106;avascript:${raise})`,
  `[a](<  javascript:${raise}>)`,
  `[a](\u0001javascript:${raise})`,
  `[a](vbscript:${raise}) [b](file:///etc/passwd) [c](blob:x)`,
  `[a](data:text/html,<script>opener.raised=1</script>)`,
  `[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `<javascript:${raise}> <data:text/html,x>`,
  `[a][b]\n\n[b]: javascript:${raise} "x"`,
  `![a](${elsewhere}/g.png "t")`,
  `![a](javascript:${raise}) [![b](${elsewhere}/h.png)](javascript:${raise})`,
  `[a](https://example.com/"onmouseover="${raise}) [b](https://example.com/?'><img/src=x>)`,
  `[a](https://example.com "\\" onfocus=${raise} autofocus x=\\"")`,
  `<https://example.com/"onfocus=${raise}/autofocus>`,
  `<a href="javascript:${raise}">x</a>`,
  `<div\n\nonclick=${raise}>\n\n<script>\n\n${raise}\n\n</script>`,
  `\`\`\`"><script>${raise}</script>\n</code></pre><script>${raise}</script>\n\`\`\``,
  `${"> ".repeat(40)}<script>${raise}</script>`,
];

/** Characters that XML does not have. */
const notXml = ["\uD800", "\u0000", "\u0008", "\uFFFE"];

const address = "https://cueprint.example/t/make-coffee-1a2b";

/** All that anybody can write, in all its places at once. */
function tutorialOf(text: string) {
  const title = text.slice(0, 200).replace(/\p{Cc}/gu, " ");
  const mediaUrl = `https://media.example/?x=${text.replace(/\p{Cc}/gu, " ")}#${text.replace(/\p{Cc}/gu, " ")}`;
  const step = { title, body: text, quotes: [text.replace(/[^\P{Cc}\t\n]/gu, " ")] };
  return viewOf({ title, mediaUrl, steps: [step, step, step, { ...step, state: "stale" }] });
}

function listOf(text: string): AuthorView {
  const title = text.replace(/\p{Cc}/gu, " ").slice(0, 200);
  const view = authorOf({ displayName: title, tutorials: [{ title }] });
  return { ...view, author: { displayName: title, handle: title } };
}

const places: Record<string, { contentType: string; render(text: string): string }> = {
  page: {
    contentType: "text/html",
    render: (text) => renderTutorialPage(tutorialOf(text), { url: address }),
  },
  file: {
    contentType: "text/html",
    render: (text) => renderTutorialFile(tutorialOf(text), { url: address }),
  },
  author: { contentType: "text/html", render: (text) => renderAuthorPage(listOf(text)) },
  blank: { contentType: "text/html", render: () => '<!doctype html><link rel="icon" href="data:,">' },
  naked: {
    contentType: "text/html",
    render: (text) => `<!doctype html><link rel="icon" href="data:,">${text}`,
  },
  feed: { contentType: "application/xml", render: (text) => renderAtomFeed(listOf(text)) },
};

/** What a document has come to hold, after every element has been pointed at, focused and opened. */
function marks() {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const element of document.querySelectorAll("*")) {
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    if ("focus" in element) (element as HTMLElement).focus();
  }
  const elements = [...document.querySelectorAll("*")];
  const names = elements.map((element) => element.localName);
  const handlers = elements
    .flatMap((element) => element.getAttributeNames())
    .filter((name) => /^on/.test(name));
  const links = [...document.querySelectorAll("a[href]")].map((link) => (link as HTMLAnchorElement).protocol);
  return {
    raised: "raised" in window,
    active: names.filter((name) =>
      /^(?:i?frame|object|embed|img|svg|math|base|form|input|video|audio)$/.test(name),
    ),
    scripts: [...document.querySelectorAll("script")].filter(({ type }) => type !== "application/ld+json")
      .length,
    styles: document.querySelectorAll("style, [style], link[rel=stylesheet]").length,
    handlers,
    links: [...new Set(links)].filter((protocol) => !/^(?:https?|mailto):$/.test(protocol)),
  };
}

const inert = {
  raised: false,
  active: [],
  scripts: 0,
  styles: 1,
  handlers: [],
  links: [],
  complaints: [],
  requests: [],
  dialogs: [],
};

describeInBrowser("hostile text", (browser) => {
  let site: Site;
  beforeAll(async () => {
    site = await serve((request) => {
      const { pathname, searchParams } = new URL(request.url);
      const place = places[pathname.slice(1)];
      if (place === undefined) return new Response(null, { status: 204 });
      return new Response(place.render(searchParams.get("text") ?? ""), {
        headers: {
          "Content-Type": `${place.contentType}; charset=utf-8`,
          "Content-Security-Policy": pageContentSecurityPolicy,
        },
      });
    });
  });
  afterAll(() => site?.close());

  /** Shows each text in turn, and gives what became of it to `check`. */
  const showAll = (
    place: string,
    texts: readonly string[],
    bypassCSP: boolean,
    check: (seen: ReturnType<typeof marks> & Misdeeds, text: string) => void,
  ) =>
    visit(
      browser(),
      `${site.url}/blank`,
      async (page, { complaints, requests, dialogs }, goTo) => {
        for (const text of texts) {
          await goTo(`${site.url}/${place}?text=${encodeURIComponent(text)}`);
          const seen = await page.evaluate(marks);
          // What was put off has had its turn by the time that two frames are drawn.
          await page.evaluate(
            () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
          );
          const raised = await page.evaluate(() => "raised" in window);
          const all = { ...seen, raised, complaints, requests, dialogs };
          check(structuredClone(all), text);
          for (const list of [complaints, requests, dialogs]) list.length = 0;
        }
      },
      { bypassCSP },
    );

  describe.each([
    ["with the policy", false],
    ["by its escaping alone", true],
  ] as const)("is inert %s", (_, bypassCSP) => {
    test.each([
      ["a tutorial's page", "page", [...attacks, ...markdownAttacks]],
      ["a tutorial's file", "file", [...attacks, ...markdownAttacks]],
      ["an author's page", "author", attacks],
    ])("in %s", async (_, place, texts) => {
      await showAll(place, texts, bypassCSP, (seen, text) =>
        expect({ text, ...seen }).toEqual({ text, ...inert }),
      );
    });
  });

  test("is text in a feed, which stays XML", async () => {
    await visit(browser(), `${site.url}/author?text=x`, async (page) => {
      for (const text of [...attacks, `${notXml.join(" ")} ]]>`]) {
        const feed = renderAtomFeed(authorOf({ displayName: text }));
        const read = await page.evaluate((xml) => {
          const parsed = new DOMParser().parseFromString(xml, "application/xml");
          const names = [...parsed.querySelectorAll("*")].map(({ localName }) => localName);
          return { names, name: parsed.querySelector("author > name")?.textContent };
        }, feed);
        expect(read.names).not.toContain("parsererror");
        expect(read.names).not.toContain("script");
        expect(read.name).toBe([...text].filter((character) => !notXml.includes(character)).join(""));
      }
    });
  });

  test("is inert in a feed that is opened as a document", async () => {
    await showAll("feed", attacks, true, ({ raised, dialogs, requests }, text) =>
      expect([text, raised, dialogs, requests]).toEqual([text, false, [], []]),
    );
  });

  test("would be caught if it were not", async () => {
    const caught: unknown[] = [];
    const naked = [
      "<script>window.raised=1</script>",
      "<script>alert(1)</script>",
      `<img src="${elsewhere}/a.png">`,
    ];
    await showAll("naked", naked, true, ({ raised, dialogs, requests }) =>
      caught.push([raised, dialogs, requests]),
    );
    expect(caught).toEqual([
      [true, [], []],
      [false, ["1"], []],
      [false, [], [`${elsewhere}/a.png`]],
    ]);
  });
});

describeInBrowser("a hostile recording, drafted and published", (browser) => {
  test("is inert for its readers: its speakers, and what they say", async () => {
    const cues = attacks.map((text, at) => {
      const [from, to] = [at * 5, at * 5 + 4].map(
        (s) => `00:${String(Math.floor(s / 60)).padStart(2, "0")}:${String(s % 60).padStart(2, "0")},000`,
      );
      return `${at + 1}\n${from} --> ${to}\n${text.replaceAll("\n", " ")}: First, open the settings. ${text}\n`;
    });
    const voices = attacks.map(
      (text, at) =>
        `00:${String(at).padStart(2, "0")}.000 --> 00:${String(at).padStart(2, "0")}.900\n<v ${text.replace(/[\n>]/g, " ")}>Then press the button. ${text.replace("-->", "->")}\n`,
    );
    const library = await openLibrary([
      { name: `${attacks[0]}`, content: cues.join("\n") },
      { name: `${attacks[4]}`, content: `WEBVTT\n\n${voices.join("\n")}` },
    ]);
    try {
      for (const slug of library.slugs.values()) {
        for (const path of [`/t/${slug}`, `/v1/published/${slug}`])
          await expectInert(browser(), library.url + path);
      }
    } finally {
      await library.close();
    }
  });
});

async function expectInert(browser: Browser, url: string): Promise<void> {
  await visit(
    browser,
    url,
    async (page, misdeeds) => {
      expect({ ...(await page.evaluate(marks)), ...misdeeds }).toEqual(inert);
    },
    { bypassCSP: true },
  );
}
