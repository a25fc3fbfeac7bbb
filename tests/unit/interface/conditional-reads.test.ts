import { expect, it } from "vitest";
import { startApi } from "./support/api.ts";

it("an ETag sent back is answered 304 without a body, until something changes", async () => {
  const api = startApi();
  const { key } = await api.register();
  const { id, transcriptId, slug } = await api.draft(key);
  await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
  const addresses: [string, string | undefined, string][] = [
    ["/v1/me", key, "application/json"],
    [`/v1/transcripts/${transcriptId}`, key, "application/json"],
    [`/v1/tutorials/${id}`, key, "application/json"],
    [`/v1/tutorials/${id}`, key, "text/markdown"],
    [`/v1/published/${slug}`, undefined, "application/json"],
    [`/v1/published/${slug}`, undefined, "text/markdown"],
    [`/t/${slug}`, undefined, "text/html"],
  ];
  for (const [path, credential, accept] of addresses) {
    const read = (headers = {}) =>
      api.call("GET", path, { key: credential, headers: { Accept: accept, ...headers } });
    const etag = (await read()).headers.get("ETag")!;
    for (const sent of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const unchanged = await read({ "If-None-Match": sent });
      expect([path, accept, unchanged.status, unchanged.text]).toEqual([path, accept, 304, ""]);
      expect(unchanged.headers.get("ETag")).toBe(etag);
    }
    for (const sent of ['"v99-json"', '"v1"', "*", etag.replace(/-\w+/, "-other")]) {
      expect((await read({ "If-None-Match": sent })).status).toBe(200);
    }
  }
  const before = (await api.call("GET", `/v1/tutorials/${id}`, { key })).headers.get("ETag")!;
  await api.call("PATCH", `/v1/tutorials/${id}`, {
    key,
    json: { title: "Changed" },
    headers: { "If-Match": before },
  });
  const after = await api.call("GET", `/v1/tutorials/${id}`, { key, headers: { "If-None-Match": before } });
  expect([after.status, after.json.title]).toEqual([200, "Changed"]);
});
