import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createOpenApiDocument } from "../../../scripts/openapi-document.ts";
import { rateLimits } from "../../../src/domain/value-objects/limits.ts";
import { InMemoryRateLimiter } from "../../../src/infrastructure/for-production/rate-limiters/in-memory-rate-limiter.ts";
import { WorkersRateLimiter } from "../../../src/infrastructure/for-production/rate-limiters/workers-rate-limiter.ts";
import { FixedClock } from "../../../src/infrastructure/for-tests/fixed-clock.ts";
import type { Dependencies } from "../../../src/interface/http/dependencies.ts";
import { startApi } from "./support/api.ts";

/** An API that takes so many calls, and registrations, a minute. */
function startLimitedApi({ calls = 1_000, registrations = 1_000 }, overrides: Partial<Dependencies> = {}) {
  const clock = new FixedClock(new Date("2026-01-05T09:00:15.500Z"));
  const api = startApi({
    rateLimiters: {
      calls: new InMemoryRateLimiter({ limit: calls, periodSeconds: 60 }, clock),
      registrations: new InMemoryRateLimiter({ limit: registrations, periodSeconds: 60 }, clock),
    },
    ...overrides,
  });
  return { ...api, clock };
}

const statuses = async (count: number, call: () => Promise<{ status: number }>) => {
  const seen: number[] = [];
  for (let made = 0; made < count; made += 1) seen.push((await call()).status);
  return seen;
};

describe("calls over the limit", () => {
  it("are refused as a problem that says how long to wait, and taken again after that", async () => {
    const { call, clock, register } = startLimitedApi({ calls: 2 });
    const { key } = await register();
    expect(await statuses(2, () => call("GET", "/v1/me", { key }))).toEqual([200, 200]);
    const refused = await call("GET", "/v1/me", { key });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("Content-Type")).toBe("application/problem+json");
    expect(refused.json).toMatchObject({
      type: "/docs/errors/rate_limited",
      code: "rate_limited",
      status: 429,
    });
    expect(refused.headers.get("RateLimit-Policy")).toBe('"calls";q=2;w=60');
    const wait = Number(refused.headers.get("Retry-After"));
    expect(wait).toBe(45);
    clock.advance((wait - 1) * 1_000);
    expect((await call("GET", "/v1/me", { key })).status).toBe(429);
    clock.advance(1_000);
    expect((await call("GET", "/v1/me", { key })).status).toBe(200);
  });

  it("do not reach the repositories", async () => {
    let made = 0;
    const api = startApi();
    const { key } = await api.register();
    const refusing = { policy: { limit: 0, periodSeconds: 60 }, limit: async () => refusal };
    const refusal = { allowed: false as const, retryAfterSeconds: 60 };
    const { call } = startApi({
      rateLimiters: { calls: refusing, registrations: refusing },
      callerRepositories: () => expect.unreachable(`${++made}`),
      publicRepositories: () => expect.unreachable(`${++made}`),
      ping: () => expect.unreachable(`${++made}`),
    });
    for (const [method, path] of [
      ["GET", "/v1/me"],
      ["DELETE", "/v1/me"],
      ["GET", "/v1/published/x"],
      ["GET", "/t/x"],
      ["GET", "/readyz"],
      ["POST", "/v1/users"],
    ] as const) {
      expect([path, (await call(method, path, { key })).status]).toEqual([path, 429]);
    }
    expect(made).toBe(0);
  });

  it("come from a key, wherever it is used from", async () => {
    const { call, register } = startLimitedApi({ calls: 2 });
    const { key } = await register();
    const { key: another } = await register();
    expect((await call("GET", "/v1/me", { key, from: "192.0.2.1" })).status).toBe(200);
    expect((await call("GET", "/v1/me", { key, from: "192.0.2.2" })).status).toBe(200);
    expect((await call("GET", "/v1/me", { key, from: "192.0.2.3" })).status).toBe(429);
    expect((await call("GET", "/v1/me", { key: another, from: "192.0.2.3" })).status).toBe(200);
  });

  it("come from an address where there is no key", async () => {
    const { call } = startLimitedApi({ calls: 2 });
    const read = (from: string) => call("GET", "/t/missing", { from });
    expect(await statuses(3, () => read("192.0.2.1"))).toEqual([404, 404, 429]);
    expect((await read("192.0.2.2")).status).toBe(404);
    const forged = await call("GET", "/t/missing", {
      from: "192.0.2.1",
      headers: { "CF-Connecting-IP": "192.0.2.9", "X-Forwarded-For": "192.0.2.9" },
    });
    expect(forged.status).toBe(429);
  });

  it.each([
    ["addresses of one IPv6 network", "2001:db8:1:2::1", "2001:0DB8:1:2:ffff:ffff:ffff:ffff", 429],
    ["addresses of one network, zeros left out before its end", "2001:db8::1", "2001:db8:0:0:9::", 429],
    ["addresses of two IPv6 networks", "2001:db8:1:2::1", "2001:db8:1:3::1", 404],
    ["an IPv4 address and the same mapped into IPv6", "192.0.2.1", "::ffff:192.0.2.1", 429],
    ["two IPv4 addresses mapped into IPv6", "::ffff:192.0.2.1", "::ffff:192.0.2.2", 404],
  ])("are counted together or apart: %s", async (_, first, second, status) => {
    const { call } = startLimitedApi({ calls: 1 });
    await call("GET", "/t/missing", { from: first });
    expect((await call("GET", "/t/missing", { from: second })).status).toBe(status);
  });

  it("are those of callers nobody knows the address of, too", async () => {
    const { call } = startLimitedApi({ calls: 1 });
    expect(await statuses(2, () => call("GET", "/t/missing"))).toEqual([404, 429]);
  });
});

describe("registrations", () => {
  it("have a limit of their own, for each address", async () => {
    const { call } = startLimitedApi({ registrations: 1, calls: 1 });
    const register = (name: string, from: string) =>
      call("POST", "/v1/users", { from, json: { email: `${name}@example.com`, displayName: name } });
    const first = await register("ada", "192.0.2.1");
    expect([first.status, first.headers.get("RateLimit-Policy")]).toEqual([201, '"registrations";q=1;w=60']);
    expect((await register("bob", "192.0.2.1")).status).toBe(429);
    expect((await register("cyd", "192.0.2.2")).status).toBe(201);
    expect((await call("GET", "/t/missing", { from: "192.0.2.1" })).status).toBe(404);
  });
});

it("a reply within the limit names the policy, and promises nothing of what is left", async () => {
  const { call } = startLimitedApi({ calls: 2 });
  const { headers } = await call("GET", "/healthz");
  expect(headers.get("RateLimit-Policy")).toBe('"calls";q=2;w=60');
  expect([headers.get("RateLimit"), headers.get("Retry-After")]).toEqual([null, null]);
});

it("without a limiter nothing is limited, nor said of limits", async () => {
  const { call } = startApi();
  const reply = await call("GET", "/healthz");
  expect([reply.status, reply.headers.get("RateLimit-Policy")]).toEqual([200, null]);
});

describe("the limiter in memory", () => {
  const policy = { limit: 2, periodSeconds: 10 };
  const clock = () => new FixedClock(new Date("2026-01-05T09:00:00.000Z"));

  it("lets through exactly the limit in each period", async () => {
    const time = clock();
    const limiter = new InMemoryRateLimiter(policy, time);
    for (let period = 0; period < 3; period += 1) {
      const outcomes = [];
      for (let made = 0; made < 4; made += 1) outcomes.push((await limiter.limit("a")).allowed);
      expect(outcomes).toEqual([true, true, false, false]);
      time.advance(10_000);
    }
  });

  it("never says to wait for no time, nor for longer than a period", async () => {
    const time = clock();
    const limiter = new InMemoryRateLimiter({ limit: 0, periodSeconds: 10 }, time);
    expect(await limiter.limit("a")).toEqual({ allowed: false, retryAfterSeconds: 10 });
    time.advance(9_999);
    expect(await limiter.limit("a")).toEqual({ allowed: false, retryAfterSeconds: 1 });
  });

  it("remembers a bounded number of keys, and forgets first who has been away for longest", async () => {
    const limiter = new InMemoryRateLimiter(policy, clock(), 2);
    const allowed = async (key: string) => (await limiter.limit(key)).allowed;
    await allowed("a");
    await allowed("b");
    await allowed("a"); // at its limit
    await allowed("c"); // b goes
    expect(await allowed("a")).toBe(false);
    await allowed("d"); // a goes
    expect(await allowed("a")).toBe(true);
  });
});

describe("the limiter of Workers", () => {
  it("asks the binding for the key, and names the period as a wait that surely suffices", async () => {
    const asked: unknown[] = [];
    const binding = {
      limit: async (options: { key: string }) => {
        asked.push(options);
        return { success: asked.length < 2 };
      },
    };
    const limiter = new WorkersRateLimiter(binding, { limit: 1, periodSeconds: 60 });
    expect(await limiter.limit("a")).toEqual({ allowed: true });
    expect(await limiter.limit("a")).toEqual({ allowed: false, retryAfterSeconds: 60 });
    expect(asked).toEqual([{ key: "a" }, { key: "a" }]);
  });

  it.each([
    ["RATE_LIMITER", rateLimits.calls],
    ["REGISTRATION_RATE_LIMITER", rateLimits.registrations],
  ])("is bound in wrangler.toml with the limit that replies name: %s", (name, { limit, periodSeconds }) => {
    const toml = readFileSync(new URL("../../../wrangler.toml", import.meta.url), "utf8");
    const [, binding] = new RegExp(`\\[\\[ratelimits\\]\\]\\nname = "${name}"\\n([^[]*)`).exec(toml) ?? [];
    expect(binding).toContain(`simple = { limit = ${limit}, period = ${periodSeconds} }`);
  });
});

it("every operation documents the refusal", () => {
  const { paths = {} } = createOpenApiDocument();
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThan(20);
  for (const { operationId, responses } of operations) {
    expect([operationId, responses[429]?.description]).toEqual([
      operationId,
      expect.stringContaining("rate_limited"),
    ]);
    expect(Object.keys(responses[429].headers)).toEqual(["RateLimit-Policy", "Retry-After"]);
  }
});
