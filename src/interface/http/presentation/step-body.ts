import { html } from "hono/html";
import { renderMarkdown } from "./markdown.ts";

/** Attributes of micromark's output hold no raw quote or angle bracket, and its text holds no angle bracket. */
const TAG = /<a href="([^"<]*)"|<\/a>|<img src="([^"<]*)" alt="([^"<]*)"[^<>]*>|<(\/?)h([1-6])>|<pre>/g;

/** Of headings in HTML: that of a step's own, and the last. */
const STEP_RANK = 2;
const LOWEST_RANK = 6;

/** Of links that an author has set: nobody here vouches for them. */
export const unvouched = "nofollow noopener ugc";

/**
 * What micromark's time grows with, to a minute for one hostile body of the permitted length: the square of its
 * brackets and emphasis, its lines by how deep quotes and lists nest in them. No honest step comes near.
 */
const MARKUP = /[*_[\]<>]/g;
const MARKUP_LIMIT = 3_000;
const LINES_LIMIT = 2_000;
const DEEP =
  /^[ \t]*(?:(?:>[ \t]*|(?:[-+*]|\d{1,9}[.)])[ \t]+)){20}|^(?:\t| {4}){10}[ \t]*(?:[-+*>]|\d{1,9}[.)])/m;

/** Whether a body, hostile or broken, would take long to parse. */
export function isTangled(body: string): boolean {
  const count = (part: RegExp) => body.match(part)?.length ?? 0;
  return count(MARKUP) > MARKUP_LIMIT || count(/\n/g) > LINES_LIMIT || DEEP.test(body);
}

/**
 * The body of a step, which is CommonMark, as HTML. micromark passes no raw HTML and no dangerous protocol. Beyond
 * that: headings rank below the step's own, and leave out no rank; links that show their own address are told apart
 * from others, for print; pictures become links, for loading them would tell other hosts who reads;
 * and code that scrolls can be reached by keyboard. A tangled body is shown as its source.
 */
export function renderStepBody(body: string): string {
  if (isTangled(body)) return html`<pre tabindex="0">${body}</pre>`.toString();
  let inLink = false;
  let above = STEP_RANK;
  return renderMarkdown(body).replace(
    TAG,
    (tag, href?: string, src?: string, alt = "", slash = "", rank?: string, at = 0, whole = "") => {
      if (href !== undefined) {
        inLink = true;
        if (href === "") return "<a";
        const isBare = whole.startsWith(`>${href}</a>`, at + tag.length);
        return `<a rel="${unvouched}" href="${href}"${isBare ? ' class="bare"' : ""}`;
      }
      if (tag === "</a>") {
        inLink = false;
        return tag;
      }
      if (src !== undefined) {
        return inLink || src === "" ? alt : `<a rel="${unvouched}" href="${src}">${alt || "Picture"}</a>`;
      }
      if (rank !== undefined) {
        if (slash === "") above = Math.min(Number(rank) + STEP_RANK, above + 1, LOWEST_RANK);
        return `<${slash}h${above}>`;
      }
      return '<pre tabindex="0">';
    },
  );
}
