import { html, raw } from "hono/html";
import type { Step } from "../../../domain/models/tutorial.ts";
import type { Citation, CitationState } from "../../../domain/value-objects/citation.ts";
import { mediaLink } from "./media-link.ts";
import { pageStyle, pageStyleHash } from "./page-style.ts";
import { renderStepBody, unvouched } from "./step-body.ts";
import { isoDuration, timestamp } from "./timestamp.ts";
import type { TutorialView } from "./tutorial-view.ts";

/** Nothing but the page's own style and icon: no script, no other host. */
export const pageContentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${pageStyleHash}'`,
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const DESCRIPTION_LENGTH = 200;
/** Written from right to left. */
const RTL_SCRIPTS = new Set(["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"]);
const STATE_NOTES: Record<CitationState, string> = {
  verified: "",
  stale: "The recording’s text has changed here since it was cited.",
  missing: "This is no longer in the recording’s text.",
};

type Html = ReturnType<typeof html>;

const NO_INDEX = html`<meta name="robots" content="noindex">`;

/** A tutorial as a page that needs nothing else: no script, no font, no other request. `url` is the page's own. */
export function renderTutorialPage(tutorial: TutorialView, { url }: { url: string }): string {
  const { title, slug, language, status, publishedAt, updatedAt, steps, mediaUrl } = tutorial;
  const data = `/v1/published/${slug}`;
  const description = describe(tutorial);
  const published = status === "published";
  return page({
    title,
    language,
    head: html`<meta name="description" content="${description}">
<link rel="canonical" href="${withoutQuery(url)}">
${
  published
    ? html`<link rel="alternate" type="text/markdown" href="${data}">
<link rel="alternate" type="application/json" href="${data}">`
    : NO_INDEX
}
<meta property="og:type" content="article">
<meta property="og:site_name" content="Cueprint">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${withoutQuery(url)}">
${publishedAt && html`<meta property="article:published_time" content="${publishedAt.toISOString()}">\n`}<meta property="article:modified_time" content="${updatedAt.toISOString()}">
<meta name="twitter:card" content="summary">`,
    body: html`${steps.length > 0 && html`<a class="skip" href="#step-1" lang="en">Skip to the first step</a>\n`}<main${language === null && raw(' dir="auto"')}>
<header>
<h1>${title}</h1>
<p class="meta">${facts(tutorial)}</p>
</header>
${steps.length > 1 && contents(steps)}
<div class="steps">
${steps.length === 0 ? html`<p>${english("This tutorial has no steps yet.")}</p>` : steps.map((step, at) => section(step, at + 1, mediaUrl))}
</div>
</main>
<footer>
<p>${english(html`Every step cites the passages of the recording that it was made from.${published && html` Also as <a href="${data}">data</a>.`}`)}</p>
</footer>`,
  });
}

/** The page for an address at which no tutorial is published. */
export function renderNotFoundPage(): string {
  return page({
    title: "No such tutorial",
    language: "en",
    head: NO_INDEX,
    body: html`<main>
<header>
<h1>No such tutorial</h1>
<p>Its author may have taken it back, or the address may be mistyped.</p>
</header>
</main>`,
  });
}

function page(parts: { title: string; language: string | null; head: Html; body: Html }): string {
  // The page's own few words are English, so that is what it is in where nobody has said.
  const language = parts.language ?? "en";
  const { title, head, body } = parts;
  return html`<!doctype html>
<html lang="${language}"${isRightToLeft(language) && raw(' dir="rtl"')}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
<meta name="theme-color" content="#fcfbf8" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#16181b" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${raw(pageStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`.toString();
}

function facts({ status, publishedAt, updatedAt, steps, mediaUrl }: TutorialView): Html {
  const updated = publishedAt && day(publishedAt) !== day(updatedAt);
  const parts = [
    steps.length === 1 ? "1 step" : `${steps.length} steps`,
    status === "draft" && html`<strong>Draft, not published</strong>`,
    publishedAt && html`Published ${date(publishedAt)}`,
    updated && html`Updated ${date(updatedAt)}`,
    mediaUrl && html`<a href="${mediaUrl}" rel="${unvouched}">Play the recording</a>`,
  ];
  return html`${parts.filter(Boolean).map((part) => html`<span>${english(part)}</span> `)}`;
}

function contents(steps: readonly Step[]): Html {
  return html`<nav aria-labelledby="contents">
<p id="contents">${english("Contents")}</p>
<ol>
${steps.map(
  ({ title, citations: [first] }, at) =>
    html`<li><a href="#step-${at + 1}"><span>${title}</span>${first && html` ${time(first.startMs)}`}</a></li>\n`,
)}</ol>
</nav>`;
}

/** Two anchors: by number, as readers tell each other, and by id, which stands when steps are moved. */
function section({ id, title, body, citations }: Step, number: number, mediaUrl: string | null): Html {
  return html`<section id="step-${number}">
<h2 id="${id}"><a href="#step-${number}" aria-label="${number}.">${number}</a><span>${title}</span></h2>
${raw(renderStepBody(body))}
<div class="sources">
${citations.map((citation) => source(citation, mediaUrl))}</div>
</section>
`;
}

function source({ startMs, endMs, quote, state }: Citation, mediaUrl: string | null): Html {
  const end = timestamp(startMs) !== timestamp(endMs) && html`–${time(endMs)}`;
  return html`<details>
<summary>${english(html`Source ${time(startMs)}${end}${state !== "verified" && html` <strong>${state}</strong>`}`)}</summary>
<blockquote>${quote}</blockquote>
${state !== "verified" && html`<p>${english(STATE_NOTES[state])}</p>\n`}${
  mediaUrl &&
  html`<p><a href="${mediaLink(mediaUrl, startMs)}" rel="${unvouched}">${english(html`Play from ${time(startMs)}`)}</a></p>\n`
}</details>
`;
}

/** The page's own words, in a tutorial of whatever language and direction. */
function english(words: string | Html | false | null): Html {
  return html`<bdi lang="en">${words}</bdi>`;
}

function time(ms: number): Html {
  return html`<time datetime="${isoDuration(ms)}">${timestamp(ms)}</time>`;
}

function date(moment: Date): Html {
  return html`<time datetime="${moment.toISOString()}">${day(moment)}</time>`;
}

function day(moment: Date): string {
  return moment.toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}

/** The titles of the steps, as far as a preview shows them; no word is cut. */
function describe({ steps, title }: TutorialView): string {
  const text = steps.map((step) => step.title).join(" · ") || title;
  if (text.length <= DESCRIPTION_LENGTH) return text;
  const cut = text.lastIndexOf(" ", DESCRIPTION_LENGTH - 1);
  return `${text.slice(0, cut > 0 ? cut : DESCRIPTION_LENGTH - 1).toWellFormed()}…`;
}

function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function isRightToLeft(language: string): boolean {
  try {
    return RTL_SCRIPTS.has(new Intl.Locale(language).maximize().script ?? "");
  } catch {
    return false; // A tag that Intl does not know is nothing to fail a page for.
  }
}
