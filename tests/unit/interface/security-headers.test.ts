import { describe, expect, it } from "vitest";
import { pageContentSecurityPolicy } from "../../../src/interface/http/presentation/page-shell.ts";
import { startApi } from "./support/api.ts";

const FOR_DATA = "default-src 'none'; frame-ancestors 'none'";

/** An API with a user, a draft and a published tutorial. */
async function startBusyApi() {
  const api = startApi();
  const { key } = await api.register();
  const { id, slug } = await api.draft(key);
  await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
  return {
    ...api,
    key,
    tutorial: `/v1/tutorials/${id}`,
    page: `/t/${slug}`,
    published: `/v1/published/${slug}`,
  };
}

describe("every reply", () => {
  it("forbids to load, frame, sniff and refer, and holds to TLS", async () => {
    const { call, key, tutorial, published, page } = await startBusyApi();
    for (const [method, path, status] of [
      ["GET", tutorial, 200],
      ["GET", published, 200],
      ["GET", page, 200],
      ["GET", "/healthz", 200],
      ["GET", "/", 302],
      ["GET", "/docs/errors/route_not_found", 200],
      ["GET", "/v1/nothing", 404],
      ["PUT", "/v1/me", 405],
      ["POST", "/v1/transcripts", 415],
    ] as const) {
      const reply = await call(method, path, { key });
      expect([path, reply.status]).toEqual([path, status]);
      expect(reply.headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(reply.headers.get("X-Frame-Options")).toBe("DENY");
      expect(reply.headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(reply.headers.get("Strict-Transport-Security")).toMatch(/^max-age=\d{8,}/);
      expect(reply.headers.get("Cross-Origin-Resource-Policy")).toBe(
        path === published ? "cross-origin" : "same-origin",
      );
      if (path !== page) expect(reply.headers.get("Content-Security-Policy")).toBe(FOR_DATA);
    }
  });

  it("that is a tutorial's page keeps the page's own policy, with the hash of its style", async () => {
    const { call, page } = await startBusyApi();
    for (const path of [page, "/t/missing"]) {
      const policy = (await call("GET", path)).headers.get("Content-Security-Policy");
      expect(policy).toBe(pageContentSecurityPolicy);
      expect(policy).toMatch(/default-src 'none'.*style-src 'sha256-/);
    }
  });
});

describe("a reply to a key", () => {
  it("is for no shared cache, and for the caller's own only to ask again by ETag", async () => {
    const { call, key, tutorial } = await startBusyApi();
    for (const path of [tutorial, "/v1/me", "/v1/tutorials", "/v1/api-keys"]) {
      const { status, headers } = await call("GET", path, { key });
      expect([path, status, headers.get("Cache-Control")]).toEqual([path, 200, "private, no-cache"]);
      expect(headers.get("Vary")?.split(/, ?/)).toContain("Authorization");
    }
    const markdown = await call("GET", tutorial, { key, headers: { Accept: "text/markdown" } });
    expect(markdown.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(markdown.headers.get("Vary")?.split(/, ?/)).toEqual(
      expect.arrayContaining(["Accept", "Authorization"]),
    );
  });

  it("keeps what it says itself: a secret and a problem are for no cache at all", async () => {
    const { call, key } = await startBusyApi();
    const json = { name: "CI", scopes: ["tutorials:read"] };
    const secret = await call("POST", "/v1/api-keys", { key, json });
    expect([secret.status, secret.headers.get("Cache-Control")]).toEqual([201, "no-store"]);
    const problem = await call("GET", "/v1/tutorials/none", { key });
    expect([problem.status, problem.headers.get("Cache-Control")]).toEqual([404, "no-store"]);
    const anonymous = await call("GET", "/v1/me");
    expect([anonymous.status, anonymous.headers.get("Cache-Control")]).toEqual([401, "no-store"]);
  });

  it("only: what is published may be stored by any cache", async () => {
    const { call, published } = await startBusyApi();
    const { headers } = await call("GET", published);
    expect(headers.get("Cache-Control") ?? "").not.toContain("private");
    expect(headers.get("Vary") ?? "").not.toContain("Authorization");
  });
});
