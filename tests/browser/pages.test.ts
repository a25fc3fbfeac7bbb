import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderAuthorPage } from "../../src/interface/http/presentation/author-page.ts";
import { pageContentSecurityPolicy } from "../../src/interface/http/presentation/page-shell.ts";
import { renderTutorialPage } from "../../src/interface/http/presentation/tutorial-page.ts";
import { authorOf } from "../unit/interface/presentation/authors.ts";
import { viewOf } from "../unit/interface/presentation/views.ts";
import { describeInBrowser } from "./support/chromium.ts";
import { type Site, serve } from "./support/site.ts";
import { openHalfOfTheCitations, overflow, violations, visit } from "./support/visit.ts";

const url = "https://cueprint.example/t/make-coffee-1a2b";
const unbroken = "antidisestablishmentarianism".repeat(6);

/** All that CommonMark has, ranks of headings left out and all. */
const body = `Fill the **kettle** with *fresh* \`water\`, as [the guide](https://example.com/guide) says:

##### Before

1. Open it
   - slowly
   - ${unbroken}
2. Fill it

> Never touch the [element](https://example.com/${unbroken}).

# After

\`\`\`sh
kettle --fill --temperature 96 --until-it-whistles --and-then-some-more-options --${unbroken}
\`\`\`

---

![The kettle](https://example.com/kettle.png) <https://example.com/${unbroken}>`;

const step = { body, quotes: ["boil some water", unbroken] };
const mediaUrl = "https://youtu.be/abc";
const rightToLeft = {
  language: "ar",
  title: "كيف تصنع القهوة",
  mediaUrl,
  steps: [1, 2, 3, 4].map(() => ({
    title: "اغلِ الماء",
    body: "املأ **الغلاية** بالماء.",
    quotes: ["نغلي بعض الماء"],
  })),
};

const pages: Record<string, () => string> = {
  "a tutorial with all that CommonMark has": () =>
    renderTutorialPage(
      viewOf({ mediaUrl, steps: [step, step, { ...step, title: unbroken, state: "stale" }, step] }),
      {
        url,
      },
    ),
  "a tutorial of one step": () => renderTutorialPage(viewOf(), { url }),
  "a tutorial from right to left": () => renderTutorialPage(viewOf(rightToLeft), { url }),
  "an author": () =>
    renderAuthorPage(
      authorOf({
        displayName: unbroken.slice(0, 100),
        tutorials: [{ language: "en" }, { language: "ar", title: "كيف تصنع القهوة" }, { title: unbroken }],
      }),
    ),
  "an author of nothing yet": () => renderAuthorPage(authorOf({ tutorials: [] })),
};

describeInBrowser("the page of", (browser) => {
  let site: Site;
  beforeAll(async () => {
    site = await serve((request) => {
      const render = pages[decodeURIComponent(new URL(request.url).pathname.slice(1))];
      if (render === undefined) return new Response(null, { status: 204 });
      return new Response(render(), {
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": pageContentSecurityPolicy,
        },
      });
    });
  });
  afterAll(() => site?.close());
  const open = (name: string) => `${site.url}/${encodeURIComponent(name)}`;

  describe.each([390, 1280])("(%s pixels wide)", (width) => {
    test.each(Object.keys(pages))("%s is accessible, fits, and asks nobody, light and dark", async (name) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const look = { viewport: { width, height: 900 }, colorScheme };
        await visit(
          browser(),
          open(name),
          async (page, misdeeds) => {
            await openHalfOfTheCitations(page);
            expect(await overflow(page)).toBe(0);
            expect(await violations(page)).toEqual([]);
            expect(misdeeds).toEqual({ complaints: [], requests: [], dialogs: [] });
          },
          look,
        );
      }
    });
  });

  test("a tutorial from right to left begins at the right", async () => {
    await visit(browser(), open("a tutorial from right to left"), async (page) => {
      const [number, title] = await Promise.all(
        ["h2 a", "h2 span"].map((part) => page.locator(part).first().boundingBox()),
      );
      expect(number?.x).toBeGreaterThan(title?.x ?? Number.NaN);
    });
  });

  test("a tutorial leads from its contents to a step, by an address that names the step", async () => {
    await visit(browser(), open("a tutorial with all that CommonMark has"), async (page) => {
      const link = page.locator("nav li a").nth(2);
      await link.click();
      const target = page.locator(":target");
      expect(await target.evaluate(({ tagName }) => tagName)).toBe("H2");
      expect(await target.locator("span").textContent()).toBe(await link.locator("span").textContent());
      await expect.poll(async () => (await target.boundingBox())?.y).toBeLessThan(900);
    });
  });

  test("a tutorial prints the addresses of its links, but for those that show their own", async () => {
    await visit(browser(), open("a tutorial with all that CommonMark has"), async (page) => {
      await page.emulateMedia({ media: "print" });
      const after = await page
        .locator("#step-1 > p a")
        .evaluateAll((links) => links.map((link) => getComputedStyle(link, "::after").content));
      expect(after).toHaveLength(3);
      expect(after[0]).toContain("https://example.com/guide");
      expect(after[1]).toContain("https://example.com/kettle.png");
      expect(after[2]).toBe("none");
    });
  });
});
