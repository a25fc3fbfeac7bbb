import { expect, it } from "vitest";
import { startApi } from "./support/api.ts";

const anyVersion = { "If-Match": "*" };

it("an author's page and feed show what is published, and nothing before they are wanted", async () => {
  const api = startApi();
  const { key } = await api.register();
  const { id, slug } = await api.draft(key);
  await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
  expect((await api.call("GET", "/a/ada")).status).toBe(404);
  const none = await api.call("GET", "/a/ada/feed.atom");
  expect([none.status, none.json.code]).toEqual([404, "author_not_found"]);
  const choose = (json: unknown) => api.call("PATCH", "/v1/me", { key, json, headers: anyVersion });
  expect((await choose({ authorHandle: "ada" })).json).toMatchObject({
    authorHandle: "ada",
    displayName: "Ada",
  });

  const page = await api.call("GET", "/a/ada");
  expect(page.status).toBe(200);
  expect(page.text).toContain(`href="/t/${slug}"`);
  expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  const feed = await api.call("GET", "/a/ada/feed.atom");
  expect(feed.headers.get("Content-Type")).toBe("application/atom+xml; charset=utf-8");
  expect(feed.text).toContain(`/t/${slug}"`);
  for (const [path, { headers }] of [
    ["/a/ada", page],
    ["/a/ada/feed.atom", feed],
  ] as const) {
    const etag = headers.get("ETag") ?? "";
    const again = await api.call("GET", path, { headers: { "If-None-Match": `"x", W/${etag}` } });
    expect([again.status, again.text, again.headers.get("ETag")]).toEqual([304, "", etag]);
  }

  await api.call("POST", `/v1/tutorials/${id}/unpublish`, { key });
  expect(
    (await api.call("GET", "/a/ada", { headers: { "If-None-Match": page.headers.get("ETag")! } })).status,
  ).toBe(200);
  await choose({ authorHandle: null });
  expect((await api.call("GET", "/a/ada")).status).toBe(404);
});

it("a handle has a form, and one owner", async () => {
  const api = startApi();
  const [ada, eve] = [await api.register(), await api.register()];
  const choose = ({ key }: { key: string }, authorHandle: unknown) =>
    api.call("PATCH", "/v1/me", { key, json: { authorHandle }, headers: anyVersion });
  for (const wrong of ["Ada", "ab", "a--b", "a".repeat(40), 7])
    expect((await choose(ada, wrong)).json.errors[0].pointer).toBe("/authorHandle");
  await choose(ada, "ada");
  const taken = await choose(eve, "ada");
  expect([taken.status, taken.json.code]).toEqual([409, "handle_taken"]);
  expect((await api.call("GET", "/a/Nobody%20here")).status).toBe(404);
});
