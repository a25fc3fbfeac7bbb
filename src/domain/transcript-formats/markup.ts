import { decodeCharacterReferences } from "./character-references.ts";

/** What XML and HTML are made of. `position` is where it begins in the text. */
export type MarkupToken =
  | { kind: "text"; position: number; text: string }
  | { kind: "start"; position: number; name: string; attributes: Attributes; isEmpty: boolean }
  | { kind: "end"; position: number; name: string }
  | { kind: "doctype"; position: number; text: string };

/** Values by name; their character references are decoded. */
export type Attributes = ReadonlyMap<string, string>;

/**
 * Cuts XML or HTML into its tokens. Comments and processing instructions are passed over, and what stands in scripts
 * and styles; CDATA is text. What is no tag is text, too, as in browsers: a `<` need not be written as a reference.
 * Nothing is nested or checked here. Every character is looked at a bounded number of times.
 */
export function* markupTokens(text: string): Generator<MarkupToken> {
  const tag = /<(\/?)([\p{L}_][\p{L}\p{N}_.:-]{0,100})/uy;
  let at = 0;
  /** Where the text begins that is not given out yet. */
  let textStart = 0;
  while (at < text.length) {
    const position = text.indexOf("<", at);
    if (position < 0) break;
    const aside = asideAt(text, position);
    tag.lastIndex = position;
    const match = aside ? null : tag.exec(text);
    const rest = match && readAttributes(text, tag.lastIndex);
    if (!aside && !(match && rest)) {
      at = position + 1;
      continue;
    }
    if (position > textStart) yield textToken(text, textStart, position);
    if (aside) {
      at = aside.end;
      if (aside.token) yield aside.token;
    } else if (match && rest) {
      const name = match[2] ?? "";
      at = rest.end;
      if (match[1] === "/") yield { kind: "end", position, name };
      else {
        yield { kind: "start", position, name, attributes: rest.attributes, isEmpty: rest.isEmpty };
        if (!rest.isEmpty && RAW.test(name)) at = endOfRaw(text, at);
      }
    }
    textStart = at;
  }
  if (textStart < text.length) yield textToken(text, textStart, text.length);
}

/** Elements that hold no markup. */
const RAW = /^(?:script|style)$/i;

function endOfRaw(text: string, start: number): number {
  const end = /<\/(?:script|style)/gi;
  end.lastIndex = start;
  return end.exec(text)?.index ?? text.length;
}

function textToken(text: string, start: number, end: number): MarkupToken {
  return { kind: "text", position: start, text: decodeCharacterReferences(text.slice(start, end)) };
}

/** Comments, CDATA, processing instructions and declarations. One that does not end runs to the end of the text. */
function asideAt(text: string, position: number): { end: number; token?: MarkupToken } | undefined {
  if (text.startsWith("<!--", position)) return { end: after("-->", text, position + 4) };
  if (text.startsWith("<?", position)) return { end: after(">", text, position + 2) };
  if (text.startsWith("<![CDATA[", position)) {
    const end = after("]]>", text, position + 9);
    const cdata = text.slice(position + 9, text.startsWith("]]>", end - 3) ? end - 3 : end);
    return { end, token: { kind: "text", position, text: cdata } };
  }
  if (text.startsWith("<!", position)) {
    const end = after(">", text, position + 2);
    return { end, token: { kind: "doctype", position, text: text.slice(position, end) } };
  }
  return undefined;
}

function after(mark: string, text: string, start: number): number {
  const found = text.indexOf(mark, start);
  return found < 0 ? text.length : found + mark.length;
}

/** Undefined where the tag does not end before the next one. */
function readAttributes(
  text: string,
  start: number,
): { attributes: Attributes; isEmpty: boolean; end: number } | undefined {
  const end = /\s*(\/?)>/y;
  const attribute = /\s*([^\s=<>"'/]{1,100})(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>=]{1,1000})))?/y;
  const attributes = new Map<string, string>();
  for (let at = start; ; at = attribute.lastIndex) {
    end.lastIndex = at;
    const close = end.exec(text);
    if (close) return { attributes, isEmpty: close[1] === "/", end: end.lastIndex };
    attribute.lastIndex = at;
    const match = attribute.exec(text);
    if (!match) return undefined;
    const [, name = "", double, single, bare] = match;
    attributes.set(name, decodeCharacterReferences(double ?? single ?? bare ?? ""));
  }
}
