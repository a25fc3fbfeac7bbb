import { html, raw } from "hono/html";
import { micromark } from "micromark";
import type { Step } from "../../../domain/models/tutorial.ts";
import type { Citation } from "../../../domain/value-objects/citation.ts";
import { mediaLink } from "./media-link.ts";
import { pageStyle, pageStyleHash } from "./page-style.ts";
import { timestamp } from "./timestamp.ts";
import type { TutorialView } from "./tutorial-view.ts";

/** Nothing but the page's own style, and pictures that an author has put into a body. */
export const pageContentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${pageStyleHash}'`,
  "img-src https:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const DESCRIPTION_LENGTH = 200;

type Html = ReturnType<typeof html>;

/** A tutorial as a page that needs nothing else: no script, no font, no other request. `url` is the page's own. */
export function renderTutorialPage(tutorial: TutorialView, { url }: { url: string }): Html {
  const { title, slug, language, publishedAt, steps, mediaUrl } = tutorial;
  const source = `/v1/published/${slug}`;
  return document({
    title,
    language,
    head: html`<meta name="description" content="${describe(tutorial)}">
<link rel="canonical" href="${url}">
<link rel="alternate" type="application/json" href="${source}">
<link rel="alternate" type="text/markdown" href="${source}">
<meta property="og:type" content="article"><meta property="og:title" content="${title}">
<meta property="og:description" content="${describe(tutorial)}"><meta property="og:url" content="${url}">`,
    body: html`<a class="skip" href="#steps">Skip to the steps</a>
<header>
<h1>${title}</h1>
<p class="meta">${steps.length} ${steps.length === 1 ? "step" : "steps"}${publishedAt && html` · published <time datetime="${publishedAt.toISOString()}">${day(publishedAt)}</time>`}${mediaUrl && html` · <a href="${mediaUrl}" rel="noopener">the recording</a>`}</p>
</header>
<nav aria-label="Contents"><p>Contents</p><ol>${steps.map((step, at) => html`<li><a href="#step-${at + 1}">${step.title}</a></li>`)}</ol></nav>
<main id="steps"><ol class="steps">${steps.map((step, at) => stepItem(step, at + 1, mediaUrl))}</ol></main>
<footer><p>Every step cites the passage of the recording that it was made from. Also as <a href="${source}">data</a>.</p></footer>`,
  });
}

/** The page for an address at which no tutorial is published. */
export function renderNotFoundPage(): Html {
  return document({
    title: "No such tutorial",
    language: "en",
    head: html`<meta name="robots" content="noindex">`,
    body: html`<main><h1>No such tutorial</h1><p>It may have been taken back, or its address may be mistyped.</p></main>`,
  });
}

function document({
  title,
  language,
  head,
  body,
}: {
  title: string;
  language: string | null;
  head: Html;
  body: Html;
}): Html {
  return html`<!doctype html>
<html${language === null ? "" : html` lang="${language}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
<style>${raw(pageStyle)}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

function stepItem({ title, body, citations }: Step, number: number, mediaUrl: string | null): Html {
  return html`<li id="step-${number}">
<h2><a href="#step-${number}">${title}</a></h2>
${raw(renderBody(body))}
${citations.map((citation) => citationDetails(citation, mediaUrl))}
</li>
`;
}

function citationDetails({ startMs, endMs, quote, state }: Citation, mediaUrl: string | null): Html {
  const span = `${timestamp(startMs)}–${timestamp(endMs)}`;
  return html`<details><summary>Source: ${span}${state === "verified" ? "" : ` (${state})`}</summary>
<blockquote>${quote}</blockquote>
${mediaUrl && html`<p><a href="${mediaLink(mediaUrl, startMs)}" rel="noopener">Watch at ${timestamp(startMs)}</a></p>`}</details>
`;
}

/** CommonMark to HTML. micromark passes no HTML and no dangerous protocol; authors' links are not vouched for. */
function renderBody(body: string): string {
  return micromark(body).replaceAll("<a href=", '<a rel="nofollow noopener ugc" href=');
}

function describe({ steps, title }: TutorialView): string {
  const text = steps.length === 0 ? title : steps.map((step) => step.title).join(" · ");
  return text.length <= DESCRIPTION_LENGTH
    ? text
    : `${text.slice(0, DESCRIPTION_LENGTH - 1).toWellFormed()}…`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
