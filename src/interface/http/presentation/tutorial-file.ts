import { html } from "hono/html";
import { english, noIndex, renderPage } from "./page-shell.ts";
import { tutorialArticle } from "./tutorial-article.ts";
import { describeTutorial } from "./tutorial-description.ts";
import type { TutorialView } from "./tutorial-view.ts";

/**
 * A tutorial as one HTML file to keep, send and open without a network: the page, with its policy inside.
 *
 * @param url where it is published; null for a draft
 */
export function renderTutorialFile(tutorial: TutorialView, { url }: { url: string | null }): string {
  return renderPage({
    title: tutorial.title,
    language: tutorial.language,
    isFile: true,
    head: html`<meta name="description" content="${describeTutorial(tutorial)}">
${url === null ? noIndex : html`<link rel="canonical" href="${url}">`}`,
    body: tutorialArticle(
      tutorial,
      url !== null && html`<p>${english(html`From <a href="${url}">${url}</a>`)}</p>\n`,
    ),
  });
}
