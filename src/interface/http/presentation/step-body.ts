import { micromark } from "micromark";

/** Attributes of micromark's output hold no raw quote or angle bracket, and its text holds no angle bracket. */
const TAG = /<a href="([^"]*)"|<\/a>|<img src="([^"]*)" alt="([^"]*)"[^>]*>|<(\/?)h([1-6])>|<pre>/g;

/** Of links that an author has set: nobody here vouches for them. */
export const unvouched = "nofollow noopener ugc";

/**
 * The body of a step, which is CommonMark, as HTML. micromark passes no raw HTML and no dangerous protocol. Beyond
 * that: headings rank below the step's own; pictures become links, for loading them would tell other hosts who reads;
 * and code that scrolls can be reached by keyboard.
 */
export function renderStepBody(body: string): string {
  let inLink = false;
  return micromark(body).replace(
    TAG,
    (tag, href?: string, src?: string, alt = "", slash = "", rank?: string) => {
      if (href !== undefined) {
        inLink = true;
        return href === "" ? "<a" : `<a rel="${unvouched}" href="${href}"`;
      }
      if (tag === "</a>") {
        inLink = false;
        return tag;
      }
      if (src !== undefined) {
        return inLink || src === "" ? alt : `<a rel="${unvouched}" href="${src}">${alt || "Picture"}</a>`;
      }
      if (rank !== undefined) return `<${slash}h${Math.min(Number(rank) + 2, 6)}>`;
      return '<pre tabindex="0">';
    },
  );
}
