import { describe, expect, it } from "vitest";
import type { Dependencies } from "../../../src/interface/http/dependencies.ts";
import { configuration, startApi } from "./support/api.ts";

const APP = "https://app.example.com";
const STRANGER = "https://stranger.example.com";

/** Dependencies that fail a test as soon as a repository or the database is asked for. */
const nothingBehind: Partial<Dependencies> = {
  callerRepositories: () => expect.unreachable("a caller's repositories were made"),
  publicRepositories: () => expect.unreachable("the public repositories were made"),
  ping: () => expect.unreachable("the database was pinged"),
};

function startApiFor(allowedOrigins: "*" | string[], overrides: Partial<Dependencies> = {}) {
  return startApi({ configuration: { ...configuration, allowedOrigins }, ...overrides });
}

const preflight = (origin: string, method = "PATCH") => ({
  headers: {
    Origin: origin,
    "Access-Control-Request-Method": method,
    "Access-Control-Request-Headers": "authorization,content-type,if-match",
  },
});

const list = (headers: Headers, name: string) => headers.get(name)?.split(/, ?/).sort();

describe("a preflight", () => {
  it("from a configured origin is told what it may send, without asking anything behind the edge", async () => {
    const limiter = {
      policy: { limit: 1, periodSeconds: 60 },
      limit: () => expect.unreachable("it was counted"),
    };
    const api = startApiFor([APP, "http://localhost:5173"], {
      ...nothingBehind,
      rateLimiters: { calls: limiter },
    });
    for (const path of ["/v1/tutorials/x", "/v1/me", "/v1/users", "/readyz", "/v1/nothing"]) {
      const { status, text, headers } = await api.call("OPTIONS", path, preflight(APP));
      expect([path, status, text]).toEqual([path, 204, ""]);
      expect(headers.get("Access-Control-Allow-Origin")).toBe(APP);
      expect(list(headers, "Access-Control-Allow-Methods")).toEqual([
        "DELETE",
        "GET",
        "HEAD",
        "PATCH",
        "POST",
        "PUT",
      ]);
      expect(list(headers, "Access-Control-Allow-Headers")).toEqual([
        "Accept",
        "Authorization",
        "Content-Type",
        "Cueprint-Bookmark",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
      ]);
      expect(headers.get("Access-Control-Max-Age")).toBe("7200");
      expect(list(headers, "Vary")).toContain("Origin");
      expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    }
  });

  it.each([
    [STRANGER, [APP]],
    [APP, []],
    ["https://app.example.com.evil.example", [APP]],
    ["http://app.example.com", [APP]],
    ["null", [APP]],
  ])("from %s is allowed nothing where %j may", async (origin, allowed) => {
    const api = startApiFor(allowed, nothingBehind);
    const { headers } = await api.call("OPTIONS", "/v1/me", preflight(origin));
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  it("for what is published is allowed from any origin, to read", async () => {
    const api = startApiFor([APP], nothingBehind);
    const { status, headers } = await api.call("OPTIONS", "/v1/published/x", preflight(STRANGER, "GET"));
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([204, "*"]);
    expect(list(headers, "Access-Control-Allow-Methods")).toEqual(["GET", "HEAD"]);
  });
});

describe("a reply", () => {
  it("may be read by scripts of a configured origin, with its headers", async () => {
    const api = startApiFor([APP]);
    const { key } = await api.register();
    const { status, headers } = await api.call("GET", "/v1/me", { key, headers: { Origin: APP } });
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([200, APP]);
    expect(list(headers, "Vary")).toContain("Origin");
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
    expect(list(headers, "Access-Control-Expose-Headers")).toEqual([
      "Cueprint-Bookmark",
      "Cueprint-Dropped",
      "Deprecation",
      "ETag",
      "Idempotent-Replayed",
      "Link",
      "Location",
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
      "Sunset",
      "X-Request-Id",
    ]);
  });

  it("may be read when it is a problem, too", async () => {
    const api = startApiFor([APP], { ping: () => Promise.reject(new Error("down")) });
    for (const [method, path, status] of [
      ["GET", "/v1/me", 401],
      ["GET", "/v1/nothing", 404],
      ["PUT", "/v1/me", 405],
    ] as const) {
      const reply = await api.call(method, path, { headers: { Origin: APP } });
      expect([reply.status, reply.headers.get("Access-Control-Allow-Origin")]).toEqual([status, APP]);
    }
  });

  it("is not for scripts of another origin, and caches are told that it depends on the origin", async () => {
    const api = startApiFor([APP]);
    const { key } = await api.register();
    const { status, headers } = await api.call("GET", "/v1/me", { key, headers: { Origin: STRANGER } });
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([200, null]);
    expect(list(headers, "Vary")).toContain("Origin");
  });

  it("is for any origin where that is configured, still without credentials", async () => {
    const api = startApiFor("*");
    const { key } = await api.register();
    const { headers } = await api.call("GET", "/v1/me", { key, headers: { Origin: STRANGER } });
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });

  it("of what is published is for any origin, and says the same to all", async () => {
    const api = startApiFor([APP]);
    const { key } = await api.register();
    const { id, slug } = await api.draft(key);
    await api.call("POST", `/v1/tutorials/${id}/publish`, { key });
    const { status, headers } = await api.call("GET", `/v1/published/${slug}`, {
      headers: { Origin: STRANGER },
    });
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([200, "*"]);
    expect(list(headers, "Vary")).not.toContain("Origin");
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
    const missing = await api.call("GET", "/v1/published/missing", { headers: { Origin: STRANGER } });
    expect([missing.status, missing.headers.get("Access-Control-Allow-Origin")]).toEqual([404, "*"]);
  });
});

it("an OPTIONS that is no preflight is a method that addresses lack", async () => {
  const api = startApiFor([APP]);
  const known = await api.call("OPTIONS", "/v1/me", { headers: { Origin: APP } });
  expect([known.status, known.json.code]).toEqual([405, "method_not_allowed"]);
  expect(list(known.headers, "Allow")).toEqual(["DELETE", "GET", "HEAD", "PATCH"]);
  expect((await api.call("OPTIONS", "/v1/nothing")).status).toBe(404);
});
