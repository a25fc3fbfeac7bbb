import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDatabase } from "../support/database.ts";
import { type Server, servers } from "./support/servers.ts";

const content = readFileSync(join(import.meta.dirname, "../../samples/first-worker.vtt"), "utf8");

/** Deno has no such cache: there each read asks the database. */
describe.each(servers)("public reads on %s, with edge caching on", (name, start) => {
  const isCached = name === "workerd";
  let database: Awaited<ReturnType<typeof startDatabase>>;
  let server: Server;
  let slug: string;

  beforeAll(async () => {
    database = await startDatabase();
    const { url: DATABASE_URL, endpoint } = database;
    server = await start({ DATABASE_URL, NEON_FETCH_ENDPOINT: endpoint.url, EDGE_CACHING: "on" });
    const { apiKey } = await send("POST", "/v1/users", { email: "ada@example.com", displayName: "Ada" });
    const key: string = apiKey.secret;
    const { id: transcriptId } = await send("POST", "/v1/transcripts", { title: "First", content }, key);
    const tutorial = await send("POST", "/v1/tutorials", { transcriptId }, key);
    await send("POST", `/v1/tutorials/${tutorial.id}/publish`, {}, key);
    await send("PATCH", "/v1/me", { authorHandle: "ada" }, key);
    slug = tutorial.slug;
  });
  afterAll(async () => {
    await server?.stop();
    await database?.stop();
  });

  async function send(method: string, path: string, json: unknown, key = "") {
    const response = await fetch(server.url + path, {
      method,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}`, "If-Match": "*" },
      body: JSON.stringify(json),
    });
    expect(response.ok, `${method} ${path}`).toBe(true);
    return response.json();
  }

  it.each([
    ["/t/{slug}", {}],
    ["/v1/published/{slug}", {}],
    ["/v1/published/{slug}", { Accept: "text/markdown" }],
    ["/a/ada", {}],
    ["/a/ada/feed.atom", {}],
  ])(
    "of %s with %j are the same, and their second costs no call where there is a cache",
    async (path, accept) => {
      const { endpoint } = database;
      const read = (headers: Record<string, string> = {}) =>
        fetch(server.url + path.replace("{slug}", slug), { headers: { ...accept, ...headers } });
      const first = await read();
      const text = await first.text();
      const costOfReading = async () => {
        const before = endpoint.calls;
        const again = await read();
        expect([again.status, await again.text()]).toEqual([200, text]);
        for (const name of ["ETag", "Content-Type", "Content-Security-Policy", "Cache-Control"])
          expect(again.headers.get(name), name).toBe(first.headers.get(name));
        return endpoint.calls - before;
      };
      // A reply is kept behind itself: the next reader may be faster.
      await expect.poll(costOfReading).toBe(isCached ? 0 : 1);
      const before = endpoint.calls;
      const matched = await read({ "If-None-Match": first.headers.get("ETag") ?? "" });
      expect([matched.status, await matched.text()]).toEqual([304, ""]);
      expect(endpoint.calls - before).toBe(isCached ? 0 : 1);
    },
  );
});
