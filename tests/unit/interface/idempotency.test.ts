import { describe, expect, it } from "vitest";
import { startApi, webVtt } from "./support/api.ts";

const headers = { "Idempotency-Key": "5f0c7a52-9a0e-4a55-8d0b-6b0b3c8f9a11" };

describe("Idempotency-Key", () => {
  const creations: [string, (transcriptId: string) => unknown][] = [
    ["/v1/transcripts", () => ({ title: "Once", content: webVtt })],
    ["/v1/tutorials", (transcriptId) => ({ transcriptId, title: "Once" })],
    ["/v1/api-keys", () => ({ name: "Once" })],
  ];

  it.each(creations)("makes POST %s once, and answers it the same again", async (path, body) => {
    const api = startApi();
    const { key } = await api.register();
    const json = body((await api.upload(key)).id);
    const before = (await api.call("GET", path, { key })).json.items.length;
    const first = await api.call("POST", path, { key, json, headers });
    api.clock.advance(60_000);
    const second = await api.call("POST", path, { key, json, headers });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    for (const header of ["ETag", "Location", "Content-Type", "Cache-Control"]) {
      expect(second.headers.get(header)).toBe(first.headers.get(header));
    }
    expect(first.headers.has("Idempotent-Replayed")).toBe(false);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
    expect((await api.call("GET", path, { key })).json.items).toHaveLength(before + 1);
  });

  it("makes a registration once, whose key opens the API", async () => {
    const api = startApi();
    const json = { email: "ada@example.com", displayName: "Ada" };
    const first = await api.call("POST", "/v1/users", { json, headers });
    const second = await api.call("POST", "/v1/users", { json, headers });
    expect(second.text).toBe(first.text);
    expect((await api.call("GET", "/v1/me", { key: second.json.apiKey.secret })).json).toEqual(
      first.json.user,
    );
  });

  it("is for one request: another body, address or media type is refused", async () => {
    const api = startApi();
    const { key } = await api.register();
    const post = (path: string, body: string, type = "text/vtt") =>
      api.call("POST", path, { key, body, headers: { ...headers, "Content-Type": type } });
    expect((await post("/v1/transcripts?title=A", webVtt)).status).toBe(201);
    for (const reply of [
      await post("/v1/transcripts?title=A", `${webVtt}\n`),
      await post("/v1/transcripts?title=B", webVtt),
      await post("/v1/transcripts?title=A", webVtt, "text/plain"),
      await api.call("POST", "/v1/api-keys", { key, json: { name: "A" }, headers }),
    ]) {
      expect([reply.status, reply.json.code]).toEqual([422, "idempotency_key_reused"]);
    }
    expect((await api.call("GET", "/v1/transcripts", { key })).json.items).toHaveLength(1);
  });

  it("is free again after a failure, and after a day", async () => {
    const api = startApi();
    const { key } = await api.register();
    const json = { transcriptId: "019a2b3c-4d5e-7f60-8123-456789abcdef" };
    expect((await api.call("POST", "/v1/tutorials", { key, json, headers })).status).toBe(404);
    const create = () => api.call("POST", "/v1/api-keys", { key, json: { name: "Again" }, headers });
    const first = await create();
    expect((await create()).json.id).toBe(first.json.id);
    api.clock.advance(24 * 60 * 60 * 1000 + 1);
    expect((await create()).json.id).not.toBe(first.json.id);
  });

  it.each(["", " ", "x".repeat(256), "schlüssel"])("of the form %j is refused", async (value) => {
    const api = startApi();
    const { key } = await api.register();
    const json = { name: "A" };
    const reply = await api.call("POST", "/v1/api-keys", {
      key,
      json,
      headers: { "Idempotency-Key": value },
    });
    expect([reply.status, reply.json.errors[0].pointer]).toEqual([422, "header/Idempotency-Key"]);
  });
});
