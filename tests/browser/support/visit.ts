import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** All that a page does which a page of ours must not. */
export type Misdeeds = { complaints: string[]; requests: string[]; dialogs: string[] };

/** Opens an address in a context of its own, and closes it after `look`, which may go on to others. */
export async function visit<Seen>(
  browser: Browser,
  url: string,
  look: (page: Page, misdeeds: Misdeeds, goTo: (url: string) => Promise<void>) => Promise<Seen>,
  options: BrowserContextOptions = {},
): Promise<Seen> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  try {
    const page = await context.newPage();
    const misdeeds: Misdeeds = { complaints: [], requests: [], dialogs: [] };
    const own = new Set([new URL("/favicon.svg", url).href]);
    const goTo = async (address: string) => {
      own.add(new URL(address).href);
      await page.goto(address, { waitUntil: "load" });
    };
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) misdeeds.complaints.push(message.text());
    });
    page.on("pageerror", (error) => misdeeds.complaints.push(error.message));
    page.on("dialog", async (dialog) => {
      misdeeds.dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    context.on("request", (request) => {
      if (!own.has(request.url())) misdeeds.requests.push(request.url());
    });
    await goTo(url);
    return await look(page, misdeeds, goTo);
  } finally {
    await context.close();
  }
}

/** Every rule of axe-core, the best practices too: each violation with the elements that it is about. */
export async function violations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which a page's policy does not bind.
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(),
  );
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Open and closed ones do not look alike: every second one is opened. */
export function openHalfOfTheCitations(page: Page): Promise<void> {
  return page.evaluate(() => {
    for (const [at, details] of document.querySelectorAll("details").entries()) details.open = at % 2 === 0;
  });
}

/** How many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
