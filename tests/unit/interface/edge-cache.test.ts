import { describe, expect, it } from "vitest";
import { FixedClock } from "../../../src/infrastructure/for-tests/fixed-clock.ts";
import { InMemoryDatabase } from "../../../src/infrastructure/for-tests/in-memory-database.ts";
import type { EdgeCache } from "../../../src/interface/http/dependencies.ts";
import { configuration, startApi } from "./support/api.ts";

/** A cache that keeps what it is given until its max-age is over, as Cloudflare's does. */
class MapCache implements EdgeCache {
  readonly #kept = new Map<string, { response: Response; until: number }>();
  readonly clock: FixedClock;

  constructor(clock: FixedClock) {
    this.clock = clock;
  }

  async match(key: string): Promise<Response | undefined> {
    const kept = this.#kept.get(key);
    return kept && kept.until > this.clock.now().getTime() ? kept.response.clone() : undefined;
  }

  async put(key: string, response: Response): Promise<void> {
    const seconds = Number(/max-age=(\d+)/.exec(response.headers.get("Cache-Control") ?? "")?.[1]);
    this.#kept.set(key, { response, until: this.clock.now().getTime() + seconds * 1000 });
  }
}

async function start() {
  const clock = new FixedClock(new Date("2026-01-05T09:00:00.000Z"));
  const database = new InMemoryDatabase(clock, configuration.quota);
  let reads = 0;
  const api = startApi({
    clock,
    edgeCache: new MapCache(clock),
    callerRepositories: (credential) => database.callerRepositories(credential),
    publicRepositories: () => {
      const { publishedTutorials, ...rest } = database.publicRepositories();
      const counted = Object.fromEntries(
        Object.entries(publishedTutorials).map(([name, read]) => [
          name,
          (...parameters: unknown[]) => {
            reads += 1;
            return (read as (...parameters: unknown[]) => unknown)(...parameters);
          },
        ]),
      ) as unknown as typeof publishedTutorials;
      return { ...rest, publishedTutorials: counted };
    },
  });
  const { key } = await api.register();
  const { id, slug } = await api.draft(key);
  const anyVersion = { "If-Match": "*" };
  const publish = () => api.call("POST", `/v1/tutorials/${id}/publish`, { key });
  const unpublish = () => api.call("POST", `/v1/tutorials/${id}/unpublish`, { key });
  const retitle = (title: string) =>
    api.call("PATCH", `/v1/tutorials/${id}`, { key, json: { title }, headers: anyVersion });
  await publish();
  await api.call("PATCH", "/v1/me", { key, json: { authorHandle: "ada" }, headers: anyVersion });
  /** What is made behind a reply is made when nothing is waited for any more. */
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const reply = await api.call("GET", path, { headers });
    await new Promise((resolve) => setImmediate(resolve));
    return reply;
  };
  return {
    read,
    publish,
    unpublish,
    retitle,
    slug,
    advance: (s: number) => clock.advance(s * 1000),
    reads: () => reads,
  };
}

describe("a public read", () => {
  it.each(["/t/{slug}", "/v1/published/{slug}", "/a/ada", "/a/ada/feed.atom"])(
    "of %s is answered from the cache, without the database, and by its ETag",
    async (template) => {
      const { read, slug, reads } = await start();
      const path = template.replace("{slug}", slug);
      const first = await read(path);
      expect([first.status, first.headers.get("Age")]).toEqual([200, "0"]);
      const second = await read(path);
      expect(second.text).toBe(first.text);
      for (const name of ["ETag", "Content-Type", "Content-Security-Policy", "Cache-Control"])
        expect(second.headers.get(name), name).toBe(first.headers.get(name));
      expect(second.headers.get("Cache-Control")).toBe("public, no-cache");
      expect(second.headers.get("X-Request-Id")).not.toBe(first.headers.get("X-Request-Id"));
      const etag = first.headers.get("ETag") ?? "";
      const matched = await read(path, { "If-None-Match": `W/${etag}` });
      expect([matched.status, matched.text, matched.headers.get("ETag")]).toEqual([304, "", etag]);
      expect(reads()).toBe(1);
    },
  );

  it("keeps apart what one address can be answered with", async () => {
    const { read, slug, reads } = await start();
    const path = `/v1/published/${slug}`;
    const kinds = async () => [
      (await read(path)).headers.get("Content-Type"),
      (await read(path, { Accept: "text/markdown" })).headers.get("Content-Type"),
      (await read(`${path}?download=markdown`)).headers.get("Content-Disposition"),
    ];
    const wanted = ["application/json", "text/markdown; charset=utf-8", `attachment; filename="${slug}.md"`];
    expect(await kinds()).toEqual(wanted);
    expect(await kinds()).toEqual(wanted);
    expect(reads()).toBe(3);
    expect((await read(path, { Accept: "image/png" })).status).toBe(406);
  });

  it("that is stale is given at once, and made anew behind the reply", async () => {
    const { read, publish, retitle, slug, advance } = await start();
    const path = `/v1/published/${slug}`;
    const { title } = (await read(path)).json;
    await retitle("Another title");
    await publish();
    advance(15);
    expect((await read(path)).json.title).toBe(title);
    advance(10);
    expect((await read(path)).json.title).toBe(title);
    expect((await read(path)).json.title).toBe("Another title");
  });

  it.each(["/t/{slug}", "/v1/published/{slug}"])(
    "of %s is over a minute after it was taken back, at the latest",
    async (template) => {
      const { read, publish, unpublish, slug, advance } = await start();
      const path = template.replace("{slug}", slug);
      await read(path);
      await unpublish();
      for (const _ of [1, 2, 3, 4, 5]) {
        advance(11);
        await read(path);
      }
      advance(5);
      expect((await read(path)).status).toBe(404);
      await publish();
      expect((await read(path)).status).toBe(200);
    },
  );

  it("of what is not there is never kept", async () => {
    const { read, reads } = await start();
    for (const _ of [1, 2]) expect((await read("/t/nothing-here")).status).toBe(404);
    expect(reads()).toBe(2);
  });
});
