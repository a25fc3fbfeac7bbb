import type { AuthorView } from "./author-view.ts";
import { countOf } from "./page-shell.ts";

/** Where nothing has ever been published; a feed must have a date. */
const NEVER = new Date(0);

/**
 * An author's published tutorials as an Atom feed (RFC 4287). Addresses serve as ids: a published tutorial keeps its
 * slug.
 */
export function renderAtomFeed({ author, tutorials, url, feedUrl }: AuthorView): string {
  const updated = tutorials.reduce(
    (latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest),
    NEVER,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${xml(url)}</id>
<title>${xml(`Tutorials by ${author.displayName}`)}</title>
<updated>${updated.toISOString()}</updated>
<author><name>${xml(author.displayName)}</name><uri>${xml(url)}</uri></author>
<link rel="self" type="application/atom+xml" href="${xml(feedUrl)}"/>
<link rel="alternate" type="text/html" href="${xml(url)}"/>
<generator>Cueprint</generator>
${tutorials.map((tutorial) => entry(tutorial, url)).join("")}</feed>
`;
}

function entry(tutorial: AuthorView["tutorials"][number], authorUrl: string): string {
  const { title, slug, language, publishedAt, updatedAt, stepCount } = tutorial;
  const url = xml(new URL(`/t/${slug}`, authorUrl).href);
  // Where nobody has said, the language is unknown (XML 1.0, section 2.12), not the feed's.
  return `<entry>
<id>${url}</id>
<title xml:lang="${xml(language ?? "")}">${xml(title)}</title>
<published>${publishedAt.toISOString()}</published>
<updated>${updatedAt.toISOString()}</updated>
<link rel="alternate" type="text/html" href="${url}"/>
<summary>A tutorial in ${countOf(stepCount, "step")}, each citing its recording.</summary>
</entry>
`;
}

/** What XML has no character for (XML 1.0, section 2.2), not even by reference. */
const NOT_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const REFERENCES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as the content of an element, or of an attribute in double quotes. */
function xml(text: string): string {
  return text.replace(NOT_XML, "").replace(/[&<>"]/g, (character) => REFERENCES[character] ?? "");
}
