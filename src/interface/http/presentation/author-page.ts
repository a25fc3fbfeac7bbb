import { html } from "hono/html";
import type { AuthorView } from "./author-view.ts";
import { countOf, date, day, type Html, isRightToLeft, renderPage } from "./page-shell.ts";

/** An author's published tutorials as a page. */
export function renderAuthorPage({ author, tutorials, url, feedUrl }: AuthorView): string {
  const { displayName, handle } = author;
  const title = `Tutorials by ${displayName}`;
  return renderPage({
    title,
    language: "en",
    head: html`<meta name="description" content="${describe(tutorials.length, displayName)}">
<link rel="canonical" href="${url}">
<link rel="alternate" type="application/atom+xml" title="${title}" href="${feedUrl}">
<meta property="og:type" content="profile">
<meta property="og:site_name" content="Cueprint">
<meta property="og:title" content="${title}">
<meta property="og:url" content="${url}">
<meta property="profile:username" content="${handle}">
<meta name="twitter:card" content="summary">`,
    body: html`<main>
<header>
<h1>Tutorials by <bdi>${displayName}</bdi></h1>
<p class="meta"><span>@${handle}</span> <span>${countOf(tutorials.length, "tutorial")}</span></p>
</header>
${
  tutorials.length === 0
    ? html`<p class="none">Nothing is published yet.</p>`
    : html`<ul class="list">
${tutorials.map(item)}</ul>`
}
</main>
<footer>
<p>New ones by <a href="${feedUrl}">feed</a>.</p>
</footer>`,
  });
}

function item({
  title,
  slug,
  language,
  publishedAt,
  updatedAt,
  stepCount,
}: AuthorView["tutorials"][number]): Html {
  const direction = language !== null && isRightToLeft(language) ? "rtl" : "auto";
  return html`<li>
<h2><a href="/t/${slug}"${language !== null && html` lang="${language}"`} dir="${direction}">${title}</a></h2>
<p class="meta"><span>${countOf(stepCount, "step")}</span> <span>Published ${date(publishedAt)}</span>${
    day(updatedAt) !== day(publishedAt) && html` <span>Updated ${date(updatedAt)}</span>`
  }</p>
</li>
`;
}

function describe(count: number, displayName: string): string {
  return `${countOf(count, "step-by-step tutorial")} by ${displayName}, each citing its recording.`;
}
