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
    [`/v1/tutorials/${id}`, key, "text/plain"],
    [`/v1/tutorials/${id}`, key, "text/html"],
    [`/v1/tutorials/${id}`, key, "application/ld+json"],
    [`/v1/published/${slug}`, undefined, "application/json"],
    [`/v1/published/${slug}`, undefined, "text/markdown"],
    [`/v1/published/${slug}`, undefined, "text/plain"],
    [`/v1/published/${slug}`, undefined, "text/html"],
    [`/v1/published/${slug}`, undefined, "application/ld+json"],
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

it("a page that was kept from a build with another style is sent anew: its policy would refuse it", async () => {
  const api = startApi();
  const { key } = await api.register();
  const { id, slug } = await api.draft(key);
  await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
  for (const path of [`/t/${slug}`, `/v1/published/${slug}?download=html`]) {
    const etag = (await api.call("GET", path)).headers.get("ETag") ?? "";
    const [, kept] = /^("v\d+-html)[a-z]+"$/.exec(etag) ?? [];
    for (const [sent, status] of [
      [etag, 304],
      [`${kept}"`, 200],
      [`${kept}x"`, 200],
    ] as const) {
      expect((await api.call("GET", path, { headers: { "If-None-Match": sent } })).status).toBe(status);
    }
  }
});

it("tags that are longer than they may be are refused, not overlooked", async () => {
  const api = startApi();
  const { key } = await api.register();
  const longest = `"v1-json"${" ".repeat(190)}"`;
  expect(longest).toHaveLength(200);
  const read = (tags: string) => api.call("GET", "/v1/me", { key, headers: { "If-None-Match": tags } });
  expect((await read(longest)).status).toBe(304);
  const refused = await read(`${longest}"`);
  expect([refused.status, refused.json.errors[0].pointer]).toEqual([422, "header/If-None-Match"]);
  const headers = { "If-Match": `${longest}"` };
  const kept = await api.call("PATCH", "/v1/me", { key, json: { displayName: "Grace" }, headers });
  expect([kept.status, kept.json.errors[0].pointer]).toEqual([422, "header/If-Match"]);
});
