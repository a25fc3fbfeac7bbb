/** A piece of a text, and whether it is what was looked for. */
export type SnippetPart = { text: string; isMatch: boolean };

export const MATCH_START = "\u0002";
export const MATCH_END = "\u0003";

/** Characters of a snippet, and of what stands ahead of its first match. */
const LENGTH = 240;
const LEAD = 80;

/**
 * Shows a text around its first match. `marked` is the text, perhaps in lower case, with each match between
 * MATCH_START and MATCH_END, nested or not.
 */
export function snippetOf(original: string, marked: string): SnippetPart[] {
  const plain = [...marked.replaceAll(MATCH_START, "").replaceAll(MATCH_END, "")];
  const characters = [...original];
  // Some letters are two in lower case: then the text is shown as it was marked.
  const shown = characters.length === plain.length ? characters : plain;
  const isMatch = matchesIn(marked);
  const start = startOf(shown, isMatch.indexOf(true));
  const end = endOf(shown, start);
  const parts: SnippetPart[] = [];
  for (let at = start; at < end; at += 1) {
    const last = parts.at(-1);
    const text = shown[at] ?? "";
    if (last && last.isMatch === isMatch[at]) last.text += text;
    else parts.push({ text, isMatch: isMatch[at] ?? false });
  }
  return withEllipses(parts, start > 0, end < shown.length);
}

/** For each character of the text without marks, whether it stands in a match. */
function matchesIn(marked: string): boolean[] {
  const matches: boolean[] = [];
  let depth = 0;
  for (const character of marked) {
    if (character === MATCH_START) depth += 1;
    else if (character === MATCH_END) depth -= 1;
    else matches.push(depth > 0);
  }
  return matches;
}

/** A little ahead of the first match, where a word begins. */
function startOf(text: readonly string[], firstMatch: number): number {
  if (firstMatch <= LEAD || text.length <= LENGTH) return 0;
  const earliest = firstMatch - LEAD;
  const space = text.indexOf(" ", earliest);
  return space >= 0 && space < firstMatch ? space + 1 : earliest;
}

/** Where a word ends. */
function endOf(text: readonly string[], start: number): number {
  if (text.length - start <= LENGTH) return text.length;
  const space = text.lastIndexOf(" ", start + LENGTH);
  return space > start + LENGTH / 2 ? space : start + LENGTH;
}

function withEllipses(parts: SnippetPart[], before: boolean, after: boolean): SnippetPart[] {
  const ellipsis = { text: "…", isMatch: false };
  return [...(before ? [ellipsis] : []), ...parts, ...(after ? [ellipsis] : [])];
}
