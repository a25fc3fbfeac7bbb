import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rateLimits } from "../../src/domain/value-objects/limits.ts";
import { type Server, servers } from "./support/servers.ts";

/** Nobody listens there: nothing here may ask the database. */
const bindings = {
  DATABASE_URL: "postgres://api:password@localhost/cueprint",
  NEON_FETCH_ENDPOINT: "http://127.0.0.1:1/sql",
  RATE_LIMITING: "on",
};

describe.each(servers)("rate limits on %s", (name, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start(bindings);
  });
  afterAll(() => server?.stop());

  it("refuse the registrations of an address that are too many", async () => {
    const { limit, periodSeconds } = rateLimits.registrations;
    // Where a period ends meanwhile, twice the limit pass.
    let passed = 0;
    let reply = await register(0);
    while (reply.status !== 429 && passed <= 2 * limit) {
      expect(reply.status).toBe(415);
      passed += 1;
      reply = await register(passed);
    }
    expect(reply.status).toBe(429);
    expect(passed).toBeGreaterThanOrEqual(limit);
    expect(await reply.json()).toMatchObject({ code: "rate_limited" });
    expect(reply.headers.get("RateLimit-Policy")).toBe(`"registrations";q=${limit};w=${periodSeconds}`);
    const wait = Number(reply.headers.get("Retry-After"));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(periodSeconds);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  /** On Deno under a forged address of Cloudflare's each time, to which nobody must listen. */
  function register(attempt: number): Promise<Response> {
    const address = name === "Deno" ? `192.0.2.${attempt}` : "192.0.2.1";
    return fetch(`${server.url}/v1/users`, {
      method: "POST",
      headers: { "CF-Connecting-IP": address },
    });
  }
});
