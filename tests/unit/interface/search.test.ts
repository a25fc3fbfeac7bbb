import { describe, expect, it } from "vitest";
import { startApi } from "./support/api.ts";

describe("GET /v1/search", () => {
  async function start() {
    const api = startApi();
    const { key } = await api.register();
    const { id } = await api.upload(key);
    const search = (query: string) => api.call("GET", `/v1/search?${query}`, { key });
    return { ...api, key, id, search };
  }

  it("answers finds with their time and what was found in them", async () => {
    const { search, id } = await start();
    const reply = await search("q=terminal");
    expect([reply.status, reply.json]).toEqual([
      200,
      {
        items: [
          {
            kind: "cue",
            transcript: { id, title: "First steps" },
            position: 1,
            startMs: 0,
            endMs: 4_000,
            speaker: "Ada",
            rank: expect.any(Number),
            snippet: expect.arrayContaining([{ text: "terminal", isMatch: true }]),
          },
        ],
        nextCursor: null,
      },
    ]);
  });

  it("gives pages whose cursor is for this query", async () => {
    const { search } = await start();
    const first = await search("q=the&limit=2");
    expect(first.json.items).toHaveLength(2);
    const { nextCursor } = first.json;
    const second = await search(`q=the&limit=2&cursor=${nextCursor}`);
    expect(second.json.items.map(({ position }: { position: number }) => position)).not.toContain(
      first.json.items[0].position,
    );
    expect(second.json.nextCursor).toBeNull();
    expect((await search(`q=then&limit=2&cursor=${nextCursor}`)).json.errors[0].code).toBe("invalid_cursor");
  });

  it.each([
    ["", "query/q"],
    ["q=", "query/q"],
    ["q=-terminal", "query/q"],
    [`q=${"x".repeat(501)}`, "query/q"],
    ["q=a%00b", "query/q"],
    ["q=terminal&q=command", "query/q"],
    ["q=x&kind=title", "query/kind"],
    ["q=x&speaker=", "query/speaker"],
    ["q=x&transcriptId=1", "query/transcriptId"],
    ["q=x&page=2", "query/page"],
  ])("refuses ?%s", async (query, pointer) => {
    const { search } = await start();
    const reply = await search(query);
    expect([reply.status, reply.json.errors[0].pointer]).toEqual([422, pointer]);
  });

  it("finds nothing in a transcript that is not the caller's", async () => {
    const { search, register, upload } = await start();
    const eve = await register();
    const { id } = await upload(eve.key);
    expect((await search(`q=terminal&transcriptId=${id}`)).json.code).toBe("transcript_not_found");
  });
});
