import { html, raw } from "hono/html";
import { pageStyle, pageStyleHash } from "./page-style.ts";
import { isoDuration, timestamp } from "./timestamp.ts";

export type Html = ReturnType<typeof html>;

/** Nothing but the page's own style: no script, no other host. Data blocks, which nothing runs, need no leave. */
const loadsNothing = [
  "default-src 'none'",
  `style-src 'sha256-${pageStyleHash}'`,
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
];

export const pageContentSecurityPolicy = [...loadsNothing, "frame-ancestors 'none'"].join("; ");

/**
 * Names the pages of this build in their ETags: after a new style, a page that a browser has kept must not be
 * confirmed by a reply whose policy has the new style's hash.
 */
export const pageRepresentation = `html${pageStyleHash
  .toLowerCase()
  .replace(/[^a-z]/g, "")
  .slice(0, 12)}`;

/** For pages that search engines should leave alone. */
export const noIndex = html`<meta name="robots" content="noindex">`;

/** Written from right to left. */
const RTL_SCRIPTS = new Set(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]);
/** Usual languages that are written from left to right in every region. */
const LTR_LANGUAGE = /^(?:de|en|es|fr|it|ja|ko|nl|pl|pt|ru|zh)(?:-[A-Z]{2})?$/;

type Page = {
  title: string;
  language: string | null;
  head: Html;
  body: Html;
  /** Whether it is to be kept as a file: it takes its policy along, and has an empty icon, which asks no server. */
  isFile?: boolean;
};

/** A whole document that needs nothing else: no script, no font, no other request. */
export function renderPage({ title, language, head, body, isFile = false }: Page): string {
  // The page's own few words are English, so that is what it is in where nobody has said.
  const lang = language ?? "en";
  return html`<!doctype html>
<html lang="${lang}" dir="${isRightToLeft(lang) ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
${isFile && html`<meta http-equiv="Content-Security-Policy" content="${raw(loadsNothing.join("; "))}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
<meta name="theme-color" content="#fcfbf8" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16181b" media="(prefers-color-scheme: dark)">
<link rel="icon" href="${isFile ? "data:," : "/favicon.svg"}">
<style>${raw(pageStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.toString();
}

/** JSON in a script element that nothing runs (HTML, section 4.12.1): without `<` it can neither end nor nest. */
export function dataBlock(mediaType: string, json: object): Html {
  const text = JSON.stringify(json).replaceAll("<", "\\u003c");
  return html`<script type="${mediaType}">${raw(text)}</script>`;
}

/** The page's own words, in a tutorial of whatever language and direction. */
export function english(words: string | Html | false | null): Html {
  return html`<bdi lang="en">${words}</bdi>`;
}

export function time(ms: number): Html {
  return html`<time datetime="${isoDuration(ms)}">${timestamp(ms)}</time>`;
}

export function date(moment: Date): Html {
  return html`<time datetime="${moment.toISOString()}">${day(moment)}</time>`;
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** As people write dates, in UTC. Without `Intl`, whose first date takes longer than several pages. */
export function day(moment: Date): string {
  return `${moment.getUTCDate()} ${MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
}

export function countOf(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}

export function isRightToLeft(language: string): boolean {
  // The first question to `Intl` takes longer than a whole page.
  if (LTR_LANGUAGE.test(language)) return false;
  try {
    return RTL_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? "");
  } catch {
    return false; // A tag that Intl does not know is nothing to fail a page for.
  }
}
