import { afterEach, expect, it, vi } from "vitest";
import worker from "../../../src/worker.ts";

afterEach(() => vi.restoreAllMocks());

it("a Worker without its configuration answers a problem, and the log names what is missing", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "error").mockImplementation((line) => lines.push(String(line)));
  const bindings = { DATABASE_URL: "postgres://u:hidden-word@", REGISTRATION: "open" };
  const reply = await worker.fetch(new Request("http://localhost/healthz"), bindings, undefined);
  expect([reply.status, reply.headers.get("Content-Type")]).toEqual([500, "application/problem+json"]);
  const problem = (await reply.json()) as { code: string; requestId: string };
  expect(problem.code).toBe("internal_error");
  expect(lines.join()).toContain("DATABASE_URL is malformed");
  expect(lines.join()).toContain(problem.requestId);
  expect(lines.join() + JSON.stringify(problem)).not.toContain("hidden-word");
});
