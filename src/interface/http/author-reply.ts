import type { Context } from "hono";
import type { Author } from "../../domain/models/author.ts";
import { sha256Hex } from "../../domain/value-objects/sha256.ts";
import { etag } from "./conditional-requests.ts";
import type { AuthorView } from "./presentation/author-view.ts";

/** Bits of a digest that JavaScript counts exactly, as hexadecimal digits. */
const DIGITS = 13;

/** An author as pages and feeds show one, with the addresses of both at the host that was asked. */
export function authorView(c: Context, { displayName, handle, tutorials }: Author): AuthorView {
  const url = new URL(`/a/${handle}`, c.req.url).href;
  return { author: { displayName, handle }, tutorials, url, feedUrl: `${url}/feed.atom` };
}

/** A strong ETag of a list, which has no version of its own: one is made out of the versions of all that it shows. */
export async function authorEtag(
  { displayName, tutorials }: Author,
  representation: string,
): Promise<string> {
  const shown = JSON.stringify([displayName, tutorials.map(({ slug, version }) => [slug, version])]);
  return etag(Number.parseInt((await sha256Hex(shown)).slice(0, DIGITS), 16) + 1, representation);
}
