import type { Citation } from "../../../domain/value-objects/citation.ts";
import { renderMarkdown } from "./markdown.ts";
import { mediaLink } from "./media-link.ts";
import { isTangled } from "./step-body.ts";
import { timeSpan } from "./timestamp.ts";
import type { TutorialView } from "./tutorial-view.ts";

/**
 * A tutorial as CommonMark with YAML front matter: a heading a step, its body, and its citations as block quotes.
 *
 * @param url where it is published; null for a draft
 */
export function renderTutorialMarkdown(tutorial: TutorialView, { url }: { url: string | null }): string {
  const { title, steps, mediaUrl } = tutorial;
  const sections = steps.flatMap((step, at) => [
    `## ${at + 1}. ${escapeLine(step.title)}`,
    selfContained(step.body),
    ...step.citations.map((citation) => blockQuote(citation, mediaUrl)),
  ]);
  const blocks = [frontMatter(tutorial, url), `# ${escapeLine(title)}`, ...sections];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function frontMatter(tutorial: TutorialView, url: string | null): string {
  const { title, slug, language, status, publishedAt, updatedAt, mediaUrl, publishedOverride } = tutorial;
  const fields = { title, slug, url, language, status, publishedAt, updatedAt, mediaUrl, publishedOverride };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== null)
    // JSON is YAML (YAML 1.2, section 1.3): no value can break out of its line.
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return ["---", ...lines, "---"].join("\n");
}

function blockQuote({ startMs, endMs, quote, state }: Citation, mediaUrl: string | null): string {
  const span = timeSpan(startMs, endMs);
  const time = mediaUrl === null ? span : `[${span}](${linkDestination(mediaLink(mediaUrl, startMs))})`;
  // A backslash at a line's end keeps the line breaks of the cues.
  const words = quote
    .trim()
    .split(/\n+/)
    .map((line) => escapeLine(line.trim()));
  return `> ${words.join("\\\n> ")}\n>\n> — ${time}${state === "verified" ? "" : ` (${state})`}`;
}

/** In angle brackets parentheses need no balance; the brackets themselves must not stand inside. */
function linkDestination(url: string): string {
  return `<${url.replace(/[<>\\]/g, encodeURIComponent)}>`;
}

/** One line of text as CommonMark that shows it as it is, in GitHub's dialect too (strikethrough, tables). */
function escapeLine(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~&!]/g, "\\$&")
    .replace(/^[-+=]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

/** What may open a block that only its own end closes: a code fence, or HTML of the kinds 1 to 5 (CommonMark 4.6). */
const OPENS = /^[ \t>*+\d.)-]*(?:`{3}|~{3}|<)/m;
const MARKER = "cueprint";

/**
 * A step's body, such that what follows it is not swallowed by it: a fence that an author forgot to close would turn
 * the citations and every later step into code.
 */
function selfContained(body: string): string {
  const text = body.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
  if (!OPENS.test(text) || isTangled(text) || !endsOpen(text)) return text;
  const longest = (fence: RegExp) =>
    (text.match(fence) ?? []).reduce((a, b) => (b.length > a.length ? b : a), "");
  const closers = [longest(/`{3,}/g), longest(/~{3,}/g), "-->", "?>", "]]>", ">", "</script>"];
  const closer = closers.find((one) => one !== "" && !endsOpen(`${text}\n${one}`));
  return closer === undefined ? text : `${text}\n${closer}`;
}

function endsOpen(text: string): boolean {
  return !renderMarkdown(`${text}\n\n${MARKER}`).endsWith(`<p>${MARKER}</p>`);
}
