import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeInBrowser } from "./support/chromium.ts";
import { type Library, openLibrary, recordings } from "./support/library.ts";
import { openHalfOfTheCitations, overflow, violations, visit } from "./support/visit.ts";

const ways = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);
const nothing = { complaints: [], requests: [], dialogs: [] };

describeInBrowser("the page of a tutorial", (browser) => {
  const texts = recordings();
  let library: Library;
  beforeAll(async () => {
    library = await openLibrary(texts);
  });
  afterAll(() => library?.close());
  const pageOf = (name = "first-worker.vtt") => `${library.url}/t/${library.slugs.get(name)}`;

  describe.each(ways)("$width pixels wide, $colorScheme", ({ width, colorScheme }) => {
    test.each(texts)("of $name is accessible, fits, and asks nobody", async ({ name }) => {
      await visit(
        browser(),
        pageOf(name),
        async (page, misdeeds) => {
          expect(await page.locator("main section").count()).toBeGreaterThan(0);
          expect(await overflow(page)).toBe(0);
          await openHalfOfTheCitations(page);
          expect(await overflow(page)).toBe(0);
          expect(await violations(page)).toEqual([]);
          expect(misdeeds).toEqual(nothing);
        },
        { viewport: { width, height: 900 }, colorScheme },
      );
    });
  });

  test("is read by keyboard alone", async () => {
    await visit(browser(), pageOf(), async (page) => {
      const focused = page.locator(":focus");
      await page.keyboard.press("Tab");
      expect(await focused.textContent()).toBe("Skip to the first step");
      expect((await focused.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      expect(await focused.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe("solid");
      await page.keyboard.press("Enter");
      expect(new URL(page.url()).hash).toBe("#step-1");
      await page.keyboard.press("Tab");
      expect(await focused.getAttribute("aria-label")).toBe("1.");
      while ((await focused.evaluate(({ tagName }) => tagName)) !== "SUMMARY")
        await page.keyboard.press("Tab");
      const quote = page.locator("details blockquote").first();
      expect(await quote.isVisible()).toBe(false);
      await page.keyboard.press("Enter");
      expect(await quote.isVisible()).toBe(true);
      await page.keyboard.press("Tab");
      expect(await focused.getAttribute("href")).toMatch(/^https:\/\/media\.example\/0\.mp4#t=\d+$/);
    });
  });

  test("prints on white, without what only screens need, and with every passage", async () => {
    await visit(
      browser(),
      pageOf(),
      async (page) => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        const background = await page.evaluate(
          () => getComputedStyle(document.documentElement).backgroundColor,
        );
        expect(background).toBe("rgb(255, 255, 255)");
        expect(await page.locator(".skip").isVisible()).toBe(false);
        const heights = await page
          .locator("details blockquote")
          .evaluateAll((quotes) => quotes.map((quote) => quote.getBoundingClientRect().height));
        expect(heights.length).toBeGreaterThan(0);
        expect(Math.min(...heights)).toBeGreaterThan(10);
        expect(await overflow(page)).toBe(0);
        expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
      },
      { colorScheme: "dark" },
    );
  });

  test("moves nothing for those who would not have it", async () => {
    const behaviour = () => [
      getComputedStyle(document.documentElement).scrollBehavior,
      document.getAnimations().length,
    ];
    for (const [reducedMotion, scrolling] of [
      ["reduce", "auto"],
      ["no-preference", "smooth"],
    ] as const) {
      const seen = await visit(browser(), pageOf(), (page) => page.evaluate(behaviour), { reducedMotion });
      expect(seen).toEqual([scrolling, 0]);
    }
  });

  test("says in JSON-LD what it is, though no script may run", async () => {
    await visit(browser(), pageOf(), async (page, misdeeds) => {
      const text = await page.locator('script[type="application/ld+json"]').textContent();
      const data = JSON.parse(text ?? "");
      expect(data).toMatchObject({ "@type": "HowTo", url: pageOf() });
      expect(data.step.map(({ name }: { name: string }) => name)).toEqual(
        await page.locator("h2 span").allTextContents(),
      );
      const anchors = data.step.map(({ url }: { url: string }) =>
        decodeURIComponent(new URL(url).hash.slice(1)),
      );
      expect(anchors).toEqual(
        await page.locator("h2").evaluateAll((headings) => headings.map(({ id }) => id)),
      );
      expect(misdeeds).toEqual(nothing);
    });
  });

  test("for an address without a tutorial is accessible too", async () => {
    await visit(browser(), `${library.url}/t/no-such-tutorial`, async (page, { requests }) => {
      expect(await violations(page)).toEqual([]);
      expect(requests).toEqual([]);
    });
  });

  test("downloads as one file that looks the same without a network", async () => {
    const directory = await mkdtemp(join(tmpdir(), "cueprint-file-"));
    try {
      const slug = library.slugs.get("first-worker.vtt");
      const file = join(directory, `${slug}.html`);
      const response = await fetch(`${library.url}/v1/published/${slug}?download=html`);
      await writeFile(file, await response.text());
      const look = { offline: true, colorScheme: "dark" } as const;
      const style = () => {
        const { fontFamily, backgroundColor } = getComputedStyle(document.documentElement);
        return { fontFamily, backgroundColor, main: document.querySelector("main")?.innerText };
      };
      const seen = await visit(
        browser(),
        pathToFileURL(file).href,
        async (page, misdeeds) => {
          expect(await violations(page)).toEqual([]);
          expect(misdeeds).toEqual(nothing);
          return page.evaluate(style);
        },
        look,
      );
      expect(seen).toEqual(
        await visit(browser(), pageOf(), (page) => page.evaluate(style), { colorScheme: "dark" }),
      );
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
