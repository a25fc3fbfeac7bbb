import { html } from "hono/html";
import { dataBlock, english, noIndex, renderPage } from "./page-shell.ts";
import { tutorialArticle } from "./tutorial-article.ts";
import { describeTutorial } from "./tutorial-description.ts";
import { tutorialHowTo } from "./tutorial-json-ld.ts";
import type { TutorialView } from "./tutorial-view.ts";

/** A published tutorial as the page for its readers. `url` is the page's own. */
export function renderTutorialPage(tutorial: TutorialView, { url }: { url: string }): string {
  const { title, slug, language, publishedAt, updatedAt } = tutorial;
  const download = `/v1/published/${slug}?download=`;
  const description = describeTutorial(tutorial);
  return renderPage({
    title,
    language,
    head: html`<meta name="description" content="${description}">
<link rel="canonical" href="${url}">
<link rel="alternate" type="text/markdown" href="${download}markdown">
<link rel="alternate" type="application/json" href="${download}json">
<meta property="og:type" content="article">
<meta property="og:site_name" content="Cueprint">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${url}">
${publishedAt && html`<meta property="article:published_time" content="${publishedAt.toISOString()}">\n`}<meta property="article:modified_time" content="${updatedAt.toISOString()}">
<meta name="twitter:card" content="summary">
${dataBlock("application/ld+json", tutorialHowTo(tutorial, { url, withTexts: false }))}`,
    body: tutorialArticle(
      tutorial,
      html`<p class="downloads">${english(html`Download as <a href="${download}html">web page</a>, <a href="${download}markdown">Markdown</a>, <a href="${download}text">plain text</a> or <a href="${download}json">data</a>`)}</p>\n`,
    ),
  });
}

/** The page for an address at which nobody has published anything. */
export function renderNotFoundPage(what: "tutorial" | "author" = "tutorial"): string {
  return renderPage({
    title: `No such ${what}`,
    language: "en",
    head: noIndex,
    body: html`<main>
<header>
<h1>No such ${what}</h1>
<p>It may have been taken back, or the address may be mistyped.</p>
</header>
</main>`,
  });
}
