import { escapeMarkdown } from "../extractive/markdown-escape.ts";

const LIST_ITEM = /^(?:[-*+•]|(\d{1,3})[.)])[ \t]+(\S.*)$/u;
const CODE_SPAN = /`([^`]+)`/g;

/**
 * Text that a model has written as CommonMark that renders as paragraphs, flat lists and code spans. All other markup
 * shows as the characters that it is made of: no links, no pictures, no HTML, no headings.
 */
export function plainMarkdown(text: string): string {
  let [markdown, last]: [string, "list" | "numbers" | "text" | undefined] = ["", undefined];
  for (const line of text.split("\n").map((each) => each.trim())) {
    const [, number, item] = LIST_ITEM.exec(line) ?? [];
    const kind =
      line === "" ? undefined : item === undefined ? "text" : number === undefined ? "list" : "numbers";
    if (kind !== undefined) {
      const marker = kind === "text" ? "" : kind === "list" ? "- " : `${number}. `;
      const gap = markdown === "" ? "" : kind === last ? "\n" : "\n\n";
      markdown += gap + marker + inline(item ?? line);
    }
    last = kind;
  }
  return markdown;
}

/** One line, whose code spans stay and whose other characters stand for themselves. */
function inline(line: string): string {
  let [markdown, end] = ["", 0];
  for (const { 0: span, index } of line.matchAll(CODE_SPAN)) {
    markdown += escapedAfter(markdown, line.slice(end, index)) + span;
    end = index + span.length;
  }
  return markdown + escapedAfter(markdown, line.slice(end));
}

/** What begins a block does so at a line's start alone. */
function escapedAfter(before: string, text: string): string {
  return before === "" ? escapeMarkdown(text) : escapeMarkdown(`x${text}`).slice(1);
}
