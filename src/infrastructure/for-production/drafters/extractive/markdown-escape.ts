/** Characters that can begin markup anywhere in a line (CommonMark 0.31, and GFM's strikethrough and tables). */
const ANYWHERE = /[\\`*_[\]<>&~|]/g;
/** Characters that begin a block at a line's start: headings, lists, quotes, rules, fences. */
const BLOCK_START = /^[#+=-]/;
const ORDERED_ITEM = /^(\d{1,9})([.)])/;

/** Plain text of one line as CommonMark that renders as exactly that text. */
export function escapeMarkdown(line: string): string {
  return line.replace(ANYWHERE, "\\$&").replace(BLOCK_START, "\\$&").replace(ORDERED_ITEM, "$1\\$2");
}
