import type { Citation } from "../../../domain/value-objects/citation.ts";
import { mediaLink } from "./media-link.ts";
import { day } from "./page-shell.ts";
import { renderStepText } from "./step-text.ts";
import { timeSpan } from "./timestamp.ts";
import type { TutorialView } from "./tutorial-view.ts";

const INDENT = "    ";

/**
 * A tutorial as plain text, for mail, notes and terminals: no line is wrapped.
 *
 * @param url where it is published; null for a draft
 */
export function renderTutorialText(tutorial: TutorialView, { url }: { url: string | null }): string {
  const { title, publishedAt, updatedAt, mediaUrl, publishedOverride, steps } = tutorial;
  const updated = publishedAt && day(publishedAt) !== day(updatedAt) && `, updated ${day(updatedAt)}`;
  const facts = [
    publishedAt ? `Published ${day(publishedAt)}${updated || ""}` : "Draft, not published",
    url,
    publishedOverride && `Not every citation is verified. Its author says: ${publishedOverride}`,
    mediaUrl && `Recording: ${mediaUrl}`,
  ];
  const sections = steps.map(({ title, body, citations }, at) =>
    blocks([
      `\n${at + 1}. ${title}`,
      renderStepText(body),
      ...citations.map((citation) => source(citation, mediaUrl)),
    ]),
  );
  return `${blocks([title, facts.filter(Boolean).join("\n"), ...sections])}\n`;
}

function blocks(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

function source({ startMs, endMs, quote, state }: Citation, mediaUrl: string | null): string {
  const span = timeSpan(startMs, endMs) + (state === "verified" ? "" : ` (${state})`);
  const words = `“${quote.trim()}”`.split(/\n+/).map((line) => line.trim());
  const address = mediaUrl === null ? [] : [mediaLink(mediaUrl, startMs)];
  return [...words, span, ...address].map((line) => INDENT + line).join("\n");
}
