import { describe, expect, it } from "vitest";
import { startApi } from "./support/api.ts";

const list = "/v1/transcripts?limit=1";

describe("a cursor", () => {
  async function start() {
    const api = startApi();
    const { key } = await api.register();
    const uploaded = [];
    for (let at = 0; at < 3; at += 1) {
      uploaded.push((await api.upload(key)).id);
      api.clock.advance(1_000);
    }
    const get = (path: string, as = key) => api.call("GET", path, { key: as });
    return { ...api, key, uploaded, get };
  }

  it.each(["", "&sort=createdAt", "&sort=-updatedAt", "&sort=updatedAt&language=en"])(
    "leads through a list with %j, and so does Link",
    async (query) => {
      const { call, key, uploaded, get } = await start();
      for (const id of uploaded) {
        const headers = { "If-Match": "*" };
        await call("PATCH", `/v1/transcripts/${id}`, { key, headers, json: { language: "en" } });
      }
      const seen = [];
      for (let path: string | null = `${list}${query}`; path !== null; ) {
        const reply = await get(path);
        expect(reply.status).toBe(200);
        seen.push(...reply.json.items.map(({ id }: { id: string }) => id));
        const next = reply.headers.get("Link")?.match(/^<(.+)>; rel="next"$/)?.[1] ?? null;
        expect(next === null).toBe(reply.json.nextCursor === null);
        if (next) expect(new URLSearchParams(next.split("?")[1]).get("cursor")).toBe(reply.json.nextCursor);
        path = next;
      }
      expect(
        query.includes("sort=createdAt") || query.includes("sort=updatedAt") ? seen : seen.toReversed(),
      ).toEqual(uploaded);
    },
  );

  it("is refused for another caller, list, sort or filter, and where it was changed", async () => {
    const { register, call, key, get } = await start();
    const { nextCursor } = (await get(list)).json;
    const eve = await register();
    const other = await call("POST", "/v1/api-keys", { key, json: { name: "Another of the same user" } });
    const changed = nextCursor.replace(/^./, (first: string) => (first === "0" ? "1" : "0"));
    for (const [path, as] of [
      [`${list}&cursor=${nextCursor}`, eve.key],
      [`${list}&cursor=${nextCursor}`, other.json.secret],
      [`/v1/tutorials?cursor=${nextCursor}`, key],
      [`${list}&sort=createdAt&cursor=${nextCursor}`, key],
      [`${list}&language=en&cursor=${nextCursor}`, key],
      [`${list}&cursor=${changed}`, key],
      [`${list}&cursor=${nextCursor.split(".")[0]}`, key],
    ]) {
      const reply = await get(path, as);
      expect([path, reply.status]).toEqual([path, 422]);
      expect(reply.json.errors).toEqual([
        expect.objectContaining({ pointer: "query/cursor", code: "invalid_cursor" }),
      ]);
    }
    // Neither the size of a page nor saying what holds anyway makes it another list.
    expect(
      (await get(`/v1/transcripts?limit=5&sort=-createdAt&cursor=${nextCursor}`)).json.items,
    ).toHaveLength(2);
  });

  it.each([
    "updatedAfter=yesterday",
    "updatedAfter=0000-01-01T00:00:00Z",
    "sort=title",
    "format=pdf",
    "language=_",
  ])("aside, a list refuses ?%s", async (query) => {
    const { get } = await start();
    const reply = await get(`/v1/transcripts?${query}`);
    expect([reply.status, reply.json.errors[0].pointer]).toEqual([422, `query/${query.split("=")[0]}`]);
  });
});
