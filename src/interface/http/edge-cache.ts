import type { Context } from "hono";
import type { Clock } from "../../application/ports/clock.ts";
import { isMatched } from "./conditional-requests.ts";
import type { EdgeCache } from "./dependencies.ts";

/** Seconds for which a kept reply is as good as a new one, … */
const FRESH_SECONDS = 20;
/** … and after which none is given any more: so long may something be seen that has been taken back. */
const MOST_STALE_SECONDS = 60;
const MADE_AT = "Cueprint-Made-At";
/** What belongs to a reply, whoever asks; the rest is made anew for each. */
const KEPT = ["Content-Type", "Content-Disposition", "Content-Security-Policy", "ETag", "Vary"];
/** Readers' own caches, and those on the way, ask each time: here they are answered without the database. */
const PUBLIC = "public, no-cache";

/**
 * Answers a public read from the edge's cache. A fresh reply is given as it is; a stale one too, and another is made
 * behind it (stale-while-revalidate, RFC 5861, section 3); ETags are compared here, without the database.
 *
 * @param variant tells apart what one address can be answered with
 * @param read makes the reply; where `whole`, without looking at the request's conditions. Only a 200 is kept
 */
export async function cachedRead(
  c: Context,
  { edgeCache, clock }: { edgeCache?: EdgeCache | undefined; clock: Clock },
  variant: string,
  read: (whole: boolean) => Promise<Response>,
): Promise<Response> {
  if (!edgeCache) return publicly(await read(false));
  const key = new URL(`${c.req.path}?variant=${variant}`, c.req.url).href;
  const kept = await edgeCache.match(key);
  const age = kept && ageOf(kept, clock);
  if (kept && age !== undefined && age < MOST_STALE_SECONDS) {
    if (age >= FRESH_SECONDS) behind(c, renew(edgeCache, key, clock, read));
    return unlessMatched(c, kept, age);
  }
  const response = await renew(edgeCache, key, clock, read, c);
  return response.status === 200 ? unlessMatched(c, response, 0) : response;
}

async function renew(
  cache: EdgeCache,
  key: string,
  clock: Clock,
  read: (whole: boolean) => Promise<Response>,
  c?: Context,
): Promise<Response> {
  const madeAt = clock.now().getTime();
  const response = await read(true);
  if (response.status !== 200) return response;
  const headers = new Headers({
    [MADE_AT]: String(madeAt),
    "Cache-Control": `max-age=${MOST_STALE_SECONDS}`,
  });
  for (const name of KEPT) {
    const value = response.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const whole = new Response(response.body, { headers });
  const storing = cache.put(key, whole.clone());
  if (c) behind(c, storing);
  else await storing;
  return whole;
}

function ageOf(kept: Response, clock: Clock): number | undefined {
  const madeAt = Number(kept.headers.get(MADE_AT));
  return madeAt > 0 ? Math.max(0, Math.floor((clock.now().getTime() - madeAt) / 1000)) : undefined;
}

/** The reply, or 304 where If-None-Match names its tag (RFC 9110, section 13.1.2: compared weakly). */
function unlessMatched(c: Context, { body, headers: kept }: Response, age: number): Response {
  const headers = new Headers({ "Cache-Control": PUBLIC, Age: String(age) });
  for (const name of KEPT) {
    const value = kept.get(name);
    if (value !== null) headers.set(name, value);
  }
  const etag = kept.get("ETag");
  if (etag === null || !isMatched(c, etag)) return new Response(body, { headers });
  headers.delete("Content-Type");
  headers.delete("Content-Disposition");
  return new Response(null, { status: 304, headers });
}

function publicly(response: Response): Response {
  if (response.status === 200 || response.status === 304) response.headers.set("Cache-Control", PUBLIC);
  return response;
}

/** Lets work go on behind the reply, where the runtime can; a failure of it is nobody's business but the next reader's. */
function behind(c: Context, work: Promise<unknown>): void {
  const settled = work.then(
    () => {},
    () => {},
  );
  try {
    c.executionCtx.waitUntil(settled);
  } catch {
    // Deno, Node: what has begun goes on by itself.
  }
}

/** A repository whose reads look at no condition: what is kept must be whole. */
export function withoutConditions<Read>(
  whole: boolean,
  repository: { get(): Promise<Read>; getUnless(version: number): Promise<Read | undefined> },
) {
  return whole ? { get: repository.get, getUnless: repository.get } : repository;
}
