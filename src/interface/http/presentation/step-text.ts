import { renderMarkdown } from "./markdown.ts";
import { isTangled } from "./step-body.ts";

/** micromark's output holds no angle bracket in attributes or text. */
const PART = /<(\/?)([a-z]+[1-6]?)\b([^<>]*)>|[^<]+/g;

/** What stands before the lines of a list item or a quotation: `marker` before its first, `rest` before the others. */
type Container = { marker: string; rest: string; begun: boolean };

/**
 * The body of a step, which is CommonMark, as text without markup: lists and quotations keep their markers, links
 * and pictures are followed by their address. A tangled body is given as its source.
 */
export function renderStepText(body: string): string {
  if (isTangled(body)) return body;
  const lines: string[] = [];
  const containers: Container[] = [];
  /** Of the lists around: the number of the next item, or undefined where items have bullets. */
  const lists: (number | undefined)[] = [];
  const links: { href: string; from: number }[] = [];
  let text = "";
  let inCode = false;
  let apart = false;

  const put = (line: string) => {
    let before = "";
    for (const container of containers) {
      before += container.begun ? container.rest : container.marker;
      container.begun = true;
    }
    lines.push((before + line).trimEnd());
  };
  const flush = () => {
    const block = inCode ? text.replace(/\n$/, "").split("\n") : text.trim().split("\n");
    text = "";
    if (block.every((line) => line === "")) return;
    if (apart && lines.length > 0) {
      lines.push(
        containers
          .map(({ begun, rest }) => (begun ? rest : ""))
          .join("")
          .trimEnd(),
      );
    }
    apart = false;
    for (const line of block) put(inCode ? line : line.trim());
  };
  const separate = () => {
    flush();
    if (containers.at(-1)?.begun !== false) apart = true;
  };

  const tags: Record<string, (closes: boolean, attributes: string) => void> = {
    a: (closes, attributes) => {
      if (!closes) return void links.push({ href: attribute(attributes, "href"), from: text.length });
      const { href, from } = links.pop() ?? { href: "", from: 0 };
      if (href !== "" && !href.endsWith(text.slice(from))) text += ` (${href})`;
    },
    img: (_, attributes) => {
      const [alt, src] = [attribute(attributes, "alt"), attribute(attributes, "src")];
      text += src === "" ? alt : `${alt} (${src})`.trimStart();
    },
    br: () => {
      text += "\n";
    },
    hr: () => {
      separate();
      text = "* * *";
      separate();
    },
    ol: (closes, attributes) => list(closes, Number(attribute(attributes, "start") || 1)),
    ul: (closes) => list(closes, undefined),
    li: (closes) => {
      flush();
      if (!closes) {
        const number = lists.at(-1);
        const marker = number === undefined ? "- " : `${number}. `;
        if (number !== undefined) lists[lists.length - 1] = number + 1;
        containers.push({ marker, rest: " ".repeat(marker.length), begun: false });
      } else {
        if (containers.at(-1)?.begun === false) {
          put("");
          apart = false;
        }
        containers.pop();
      }
    },
    blockquote: (closes) => {
      separate();
      if (closes) containers.pop();
      else containers.push({ marker: "> ", rest: "> ", begun: false });
    },
    pre: (closes) => {
      separate();
      inCode = !closes;
    },
  };
  const list = (closes: boolean, first: number | undefined) => {
    flush();
    if (closes) lists.pop();
    else lists.push(first);
    apart = lists.length === (closes ? 0 : 1) && containers.at(-1)?.begun !== false;
  };

  for (const [part, slash, name, attributes = ""] of renderMarkdown(body).matchAll(PART)) {
    if (name === undefined) text += inCode ? decode(part) : decode(part).replaceAll("\n", " ");
    else if (/^(?:p|h[1-6])$/.test(name)) separate();
    else tags[name]?.(slash === "/", attributes);
  }
  flush();
  return lines.join("\n");
}

const ATTRIBUTES = {
  alt: / alt="([^"]*)"/,
  href: / href="([^"]*)"/,
  src: / src="([^"]*)"/,
  start: / start="([^"]*)"/,
};

function attribute(attributes: string, name: keyof typeof ATTRIBUTES): string {
  return decode(ATTRIBUTES[name].exec(attributes)?.[1] ?? "");
}

/** What micromark escapes. */
function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}
