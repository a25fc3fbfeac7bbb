import { afterEach, describe, expect, it, vi } from "vitest";
import { DatabaseUnavailable } from "../../../src/domain/exceptions/database.ts";
import { problemTable } from "../../../src/interface/http/problems/problem-table.ts";
import { startApi } from "./support/api.ts";

describe("the service", () => {
  it("tells whether it runs, and whether its database answers", async () => {
    const well = startApi();
    expect((await well.call("GET", "/healthz")).json).toEqual({ status: "ok" });
    expect((await well.call("GET", "/readyz")).json).toEqual({ status: "ready" });
    const alone = startApi({ ping: () => Promise.reject(new DatabaseUnavailable()) });
    expect((await alone.call("GET", "/healthz")).status).toBe(200);
    const reply = await alone.call("GET", "/readyz");
    expect([reply.status, reply.json.code, reply.headers.get("Retry-After")]).toEqual([
      503,
      "database_unavailable",
      "2",
    ]);
  });

  it("answers unknown addresses with 404 and unknown methods with 405", async () => {
    const api = startApi();
    const unknown = await api.call("GET", "/v1/nothing");
    expect([unknown.status, unknown.json.code]).toEqual([404, "route_not_found"]);
    const method = await api.call("PUT", "/v1/transcripts");
    expect([method.status, method.json.code]).toEqual([405, "method_not_allowed"]);
    expect(method.headers.get("Allow")?.split(", ").sort()).toEqual(["GET", "HEAD", "POST"]);
  });

  it("answers problems that name themselves", async () => {
    const api = startApi();
    const reply = await api.call("GET", "/v1/me", { headers: { "X-Request-Id": "chosen-by-caller" } });
    expect(reply.headers.get("Content-Type")).toBe("application/problem+json");
    expect(reply.json).toEqual({
      type: "/docs/errors/credentials_missing",
      title: "An API key is needed",
      status: 401,
      detail: expect.any(String),
      code: "credentials_missing",
      requestId: reply.headers.get("X-Request-Id"),
    });
    expect(reply.json.requestId).not.toBe("chosen-by-caller");
  });

  it("has a page for every code that it answers", async () => {
    const api = startApi();
    for (const [code, { title, explanation }] of Object.entries(problemTable)) {
      const page = await api.call("GET", `/docs/errors/${code}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(title);
      expect(page.text).toContain(explanation);
    }
    expect((await api.call("GET", "/docs/errors/constructor")).status).toBe(404);
  });

  it("sends the reader of its root to the reference", async () => {
    const reply = await startApi().call("GET", "/");
    expect([reply.status, reply.headers.get("Location")]).toEqual([302, "/docs/"]);
  });
});

describe("an error that nobody foresaw", () => {
  afterEach(() => vi.restoreAllMocks());

  it("is answered with a request id alone, and logged without what users sent", async () => {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((line) => lines.push(String(line)));
    const failure = Object.assign(new TypeError("canary-secret stands in the message"), { code: "XX000" });
    const api = startApi({ ping: () => Promise.reject(failure) });
    const reply = await api.call("GET", "/readyz");
    expect([reply.status, reply.json.code]).toEqual([500, "internal_error"]);
    expect(reply.text).not.toContain("canary");
    expect(lines).toHaveLength(1);
    const entry = JSON.parse(lines[0]!);
    expect(entry).toMatchObject({
      requestId: reply.json.requestId,
      method: "GET",
      route: "/readyz",
      error: "TypeError",
      code: "XX000",
    });
    expect(lines[0]).not.toContain("canary");
  });
});
