import type { Context } from "hono";
import type { RequestHeader } from "./endpoint.ts";
import { preconditionRequired, requestInvalid } from "./problems/http-exceptions.ts";

/** A strong ETag (RFC 9110, section 8.8.3) made from a version; each representation has its own. */
export function etag(version: number, representation = "json"): string {
  return `"v${version}-${representation}"`;
}

/**
 * Reads for a request that may have the version already: If-None-Match with our own tag of the same representation
 * (compared weakly, RFC 9110, section 13.1.2) is answered 304, and the body stays in the database.
 */
export async function unlessMatched<Read extends { version: number }>(
  c: Context,
  representation: string,
  repository: { get(): Promise<Read>; getUnless(version: number): Promise<Read | undefined> },
  respond: (read: Read) => Response | Promise<Response>,
): Promise<Response> {
  const version = ifNoneMatch(c, representation);
  const read = version === undefined ? await repository.get() : await repository.getUnless(version);
  if (read !== undefined) return respond(read);
  return c.body(null, 304, { ETag: etag(version ?? NO_VERSION, representation) });
}

function ifNoneMatch(c: Context, representation: string): number | undefined {
  const tags = tagsIn(c, "If-None-Match")?.matchAll(/"v([1-9]\d{0,8})-([a-z]+)"/g) ?? [];
  for (const [, version, of] of tags) if (of === representation) return Number(version);
  return undefined;
}

export const ifNoneMatchHeader: RequestHeader = {
  name: "If-None-Match",
  required: false,
  description:
    "The ETag of what you have: if that is still the current version, the answer is 304 without a body.",
};

/** As openapi.json has it: room for the tags of every representation that we make. */
const LONGEST_TAGS = 200;

/** @throws request_invalid */
function tagsIn(c: Context, name: "If-Match" | "If-None-Match"): string | undefined {
  const header = c.req.header(name);
  if (header === undefined || header.length <= LONGEST_TAGS) return header;
  throw requestInvalid([
    { pointer: `header/${name}`, code: "too_big", message: `must have at most ${LONGEST_TAGS} characters` },
  ]);
}

/** Whether If-None-Match names this very tag, compared weakly (RFC 9110, section 13.1.2). @throws request_invalid */
export function isMatched(c: Context, tag: string): boolean {
  return tagsIn(c, "If-None-Match")?.includes(tag) ?? false;
}

/** A version that nothing ever has: what an If-Match that is none of our tags demands. */
const NO_VERSION = 0;

/**
 * The version that If-Match demands; undefined for `*` and where the header is missing. A weak prefix, which a proxy
 * may have put before our own tag, is overlooked. All representations of a version are the same version.
 *
 * @throws request_invalid where it is longer than it may be
 */
export function ifMatch(c: Context): number | undefined {
  const header = tagsIn(c, "If-Match")?.trim();
  if (header === undefined || header === "*") return undefined;
  const [, version] = /^(?:W\/)?"v([1-9]\d{0,8})-[a-z]+"$/.exec(header) ?? [];
  return version === undefined ? NO_VERSION : Number(version);
}

/** The same for operations that must not write blindly. @throws precondition_required where the header is missing */
export function requiredIfMatch(c: Context): number | undefined {
  if (c.req.header("If-Match") === undefined) throw preconditionRequired();
  return ifMatch(c);
}

export function ifMatchHeader(required: boolean): RequestHeader {
  return {
    name: "If-Match",
    required,
    description:
      "The ETag of the version that you have read: the change is made only if it is still the current one.",
  };
}
