import type { Context } from "hono";
import type { Author } from "../../domain/models/author.ts";
import { sha256Hex } from "../../domain/value-objects/sha256.ts";
import type { AuthorView } from "./presentation/author-view.ts";

const TAG_LENGTH = 32;

/** An author as pages and feeds show one, with the addresses of both at the host that was asked. */
export function authorView(c: Context, { displayName, handle, tutorials }: Author): AuthorView {
  const url = new URL(`/a/${handle}`, c.req.url).href;
  return { author: { displayName, handle }, tutorials, url, feedUrl: `${url}/feed.atom` };
}

/** A strong ETag of a list: out of the versions of what it shows, and of nothing else. */
export async function authorEtag(
  { displayName, tutorials }: Author,
  representation: string,
): Promise<string> {
  const shown = JSON.stringify([displayName, tutorials.map(({ slug, version }) => [slug, version])]);
  return `"${(await sha256Hex(shown)).slice(0, TAG_LENGTH)}-${representation}"`;
}

/** Whether If-None-Match names this tag (RFC 9110, section 13.1.2: compared weakly). */
export function isMatched(c: Context, etag: string): boolean {
  const header = c.req.header("If-None-Match") ?? "";
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}
