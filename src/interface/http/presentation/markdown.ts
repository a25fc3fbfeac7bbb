import { compile, parse, postprocess, preprocess } from "micromark";

/** To make it takes longer than to run it on most texts. */
const PARSER = parse();

/** Whatever CommonMark may take for markup, or leave out: a text without any of it is paragraphs, word for word. */
const MARKUP = /[\\`*_[\]<>&]|[^\P{Cc}\n]|(?:^|\n)[ \d#+=~-]|^\uFEFF|^\n|\n\n\n| \n|[ \n]$|^$/u;

/** A text in CommonMark as HTML, exactly as micromark has it. */
export function renderMarkdown(text: string): string {
  if (!MARKUP.test(text)) return paragraphs(text);
  // What one text defines is unknown to the next.
  PARSER.defined = [];
  PARSER.lazy = {};
  return compile()(postprocess(PARSER.document().write(preprocess()(text, undefined, true))));
}

function paragraphs(text: string): string {
  return `<p>${text.replaceAll('"', "&quot;").replaceAll("\n\n", "</p>\n<p>")}</p>`;
}
