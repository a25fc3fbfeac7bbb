import type { Citation } from "../../../domain/value-objects/citation.ts";
import { mediaLink } from "./media-link.ts";
import { timestamp } from "./timestamp.ts";
import type { TutorialView } from "./tutorial-view.ts";

/** A tutorial as CommonMark with YAML front matter: a heading a step, its body, and its citations as block quotes. */
export function renderTutorialMarkdown(tutorial: TutorialView): string {
  const { title, steps, mediaUrl } = tutorial;
  const sections = steps.map((step, at) =>
    [
      `## ${at + 1}. ${escapeMarkdown(step.title)}`,
      step.body.trim(),
      ...step.citations.map((one) => blockQuote(one, mediaUrl)),
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
  return `${[frontMatter(tutorial), `# ${escapeMarkdown(title)}`, ...sections].join("\n\n")}\n`;
}

function frontMatter({
  title,
  slug,
  language,
  status,
  publishedAt,
  updatedAt,
  mediaUrl,
}: TutorialView): string {
  const fields = { title, slug, language, status, publishedAt, updatedAt, mediaUrl };
  // JSON is YAML (YAML 1.2, section 1.3): no value can break out of its line.
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return ["---", ...lines, "---"].join("\n");
}

function blockQuote({ startMs, endMs, quote }: Citation, mediaUrl: string | null): string {
  const span = `${timestamp(startMs)}–${timestamp(endMs)}`;
  const source =
    mediaUrl === null
      ? span
      : `[${span}](<${mediaLink(mediaUrl, startMs).replace(/[<>]/g, encodeURIComponent)}>)`;
  return `> ${escapeMarkdown(quote.replace(/\s+/g, " "))}\n>\n> — ${source}`;
}

/**
 * Escapes text so that CommonMark shows it as it is: every character that may begin markup, and what is markup only
 * at the beginning of a line.
 */
function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&!]/g, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2")
    .replace(/^([-+=])/, "\\$1");
}
