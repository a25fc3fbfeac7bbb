import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const MISSING = `No Chromium for the browser tests: install Debian's chromium, or set CHROMIUM_PATH. Looked for ${PLACES.join(", ")}.`;

function executable(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  if (given === undefined) return PLACES.find(existsSync);
  if (!existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, and there is no such file.`);
  return given;
}

/** A suite in a real browser. Where there is none, it is skipped, and says so; on CI it fails. */
export function describeInBrowser(name: string, suite: (browser: () => Browser) => void): void {
  const executablePath = executable();
  if (executablePath === undefined) {
    if (process.env["CI"]) throw new Error(MISSING);
    console.warn(`SKIPPED: ${name}. ${MISSING}`);
    return void describe.skip(name, () => suite(notLaunched));
  }
  describe(name, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      // As root, which containers run as, Chromium refuses its sandbox. It is shown nothing but our own pages.
      browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
    });
    afterAll(() => browser?.close());
    suite(() => browser ?? notLaunched());
  });
}

function notLaunched(): never {
  throw new Error("The browser is launched before the first test, not earlier.");
}
