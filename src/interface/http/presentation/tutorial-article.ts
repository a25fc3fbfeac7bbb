import { html, raw } from "hono/html";
import type { Step } from "../../../domain/models/tutorial.ts";
import type { Citation, CitationState } from "../../../domain/value-objects/citation.ts";
import { mediaLink } from "./media-link.ts";
import { countOf, date, day, english, type Html, time } from "./page-shell.ts";
import { renderStepBody, unvouched } from "./step-body.ts";
import { timestamp } from "./timestamp.ts";
import type { TutorialView } from "./tutorial-view.ts";

/** Fewer steps are seen at a glance. */
const STEPS_WITHOUT_CONTENTS = 3;
const STATE_NOTES: Record<CitationState, string> = {
  verified: "",
  stale: "The recording’s text has changed here since it was cited.",
  missing: "This is no longer in the recording’s text.",
};

/** A tutorial as the body of a page, between its skip link and `footer`. All its links but the recording's stay in the page. */
export function tutorialArticle(tutorial: TutorialView, footer: Html | false): Html {
  const { title, language, steps, mediaUrl, publishedOverride } = tutorial;
  return html`${steps.length > 0 && html`<a class="skip" href="#step-1" lang="en">Skip to the first step</a>\n`}<main${language === null && raw(' dir="auto"')}>
<header>
<h1>${title}</h1>
<p class="meta">${facts(tutorial)}</p>
${publishedOverride !== null && html`<p class="notice">${english(html`Not every citation of this tutorial is verified. Its author says: <q>${publishedOverride}</q>`)}</p>\n`}</header>
${steps.length > STEPS_WITHOUT_CONTENTS && contents(steps)}
<div class="steps">
${steps.length === 0 ? html`<p>${english("This tutorial has no steps yet.")}</p>` : steps.map((step, at) => section(step, at + 1, mediaUrl))}
</div>
</main>
<footer>
<p>${english("Every step cites the passages of the recording that it was made from.")}</p>
${footer}</footer>`;
}

function facts({ status, publishedAt, updatedAt, steps, mediaUrl }: TutorialView): Html {
  const updated = publishedAt && day(publishedAt) !== day(updatedAt);
  const parts = [
    countOf(steps.length, "step"),
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
  ({ id, title, citations: [first] }) =>
    html`<li><a href="#${id}"><span>${title}</span>${first && html` ${time(first.startMs)}`}</a></li>\n`,
)}</ol>
</nav>`;
}

/** Two anchors: by number, as readers tell each other, and by id, which stands when steps are moved; links use it. */
function section({ id, title, body, citations }: Step, number: number, mediaUrl: string | null): Html {
  return html`<section id="step-${number}">
<h2 id="${id}"><a href="#${id}" aria-label="${number}.">${number}</a><span>${title}</span></h2>
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
