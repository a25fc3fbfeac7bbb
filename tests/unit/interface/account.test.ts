import { describe, expect, it } from "vitest";
import { configuration, startApi, webVtt } from "./support/api.ts";

describe("registration", () => {
  it("answers the user and a first key whose secret opens the API", async () => {
    const api = startApi();
    const reply = await api.call("POST", "/v1/users", {
      json: { email: " Ada@Example.com", displayName: "Ada" },
    });
    expect(reply.status).toBe(201);
    expect(reply.json.user).toMatchObject({ email: "ada@example.com", displayName: "Ada", version: 1 });
    expect(reply.headers.get("Cache-Control")).toBe("no-store");
    const me = await api.call("GET", "/v1/me", { key: reply.json.apiKey.secret });
    expect(me.json).toEqual(reply.json.user);
  });

  it("refuses an address that is taken, and says where", async () => {
    const api = startApi();
    const json = { email: "ada@example.com", displayName: "Ada" };
    await api.call("POST", "/v1/users", { json });
    const reply = await api.call("POST", "/v1/users", { json: { ...json, email: "ADA@example.com" } });
    expect(reply.status).toBe(409);
    expect(reply.json).toMatchObject({ code: "email_taken", errors: [{ pointer: "/email" }] });
  });

  it("can be closed", async () => {
    const api = startApi({ configuration: { ...configuration, registrationOpen: false } });
    const reply = await api.call("POST", "/v1/users", { json: { email: "a@example.com", displayName: "A" } });
    expect([reply.status, reply.json.code]).toEqual([403, "registration_closed"]);
  });
});

describe("one's own user", () => {
  it("is changed only with the version that was read", async () => {
    const api = startApi();
    const { key } = await api.register();
    const etag = (await api.call("GET", "/v1/me", { key })).headers.get("ETag")!;
    const json = { displayName: "Augusta" };
    expect((await api.call("PATCH", "/v1/me", { key, json })).status).toBe(428);
    const changed = await api.call("PATCH", "/v1/me", { key, json, headers: { "If-Match": etag } });
    expect(changed.json).toMatchObject({ displayName: "Augusta", version: 2 });
    const late = await api.call("PATCH", "/v1/me", { key, json, headers: { "If-Match": etag } });
    expect([late.status, late.json.code]).toEqual([412, "user_version_stale"]);
  });

  it("is erased with its keys", async () => {
    const api = startApi();
    const { key } = await api.register();
    const blindly = await api.call("DELETE", "/v1/me", { key });
    expect([blindly.status, blindly.json.code]).toEqual([428, "precondition_required"]);
    const stale = await api.call("DELETE", "/v1/me", { key, headers: { "If-Match": '"v2-json"' } });
    expect([stale.status, stale.json.code]).toEqual([412, "user_version_stale"]);
    const headers = { "If-Match": (await api.call("GET", "/v1/me", { key })).headers.get("ETag")! };
    expect((await api.call("DELETE", "/v1/me", { key, headers })).status).toBe(204);
    expect((await api.call("GET", "/v1/me", { key })).json.code).toBe("credentials_invalid");
  });
});

describe("what is stored", () => {
  it("is told, and held to the quota", async () => {
    const api = startApi({ configuration: { ...configuration, quota: { transcripts: 2, bytes: 1_000 } } });
    const { key } = await api.register();
    const usage = async () => (await api.call("GET", "/v1/me/usage", { key })).json;
    const limits = { transcripts: { used: 0, limit: 2 }, bytes: { used: 0, limit: 1_000 } };
    expect(await usage()).toEqual(limits);
    await api.upload(key);
    const bytes = Buffer.byteLength(webVtt);
    expect(await usage()).toEqual({
      transcripts: { used: 1, limit: 2 },
      bytes: { used: bytes, limit: 1_000 },
    });
    const json = { title: "Too much", content: `${webVtt}NOTE ${"é".repeat(500)}\n` };
    const refused = await api.call("POST", "/v1/transcripts", { key, json });
    expect([refused.status, refused.json.code]).toEqual([403, "quota_exceeded"]);
    expect((await usage()).transcripts.used).toBe(1);
    await api.upload(key);
    expect(
      (await api.call("POST", "/v1/transcripts", { key, json: { ...json, content: webVtt } })).status,
    ).toBe(403);
  });
});

describe("API keys", () => {
  it("are given a new secret, while the one before works as long as the caller says", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { json: made } = await api.call("POST", "/v1/api-keys", { key, json: { name: "CI" } });
    const rotate = (json: unknown, headers = {}) =>
      api.call("POST", `/v1/api-keys/${made.id}/rotate`, { key, json, headers });
    const rotated = await rotate({ overlapSeconds: 3600 }, { "Idempotency-Key": "rotate-once" });
    expect([rotated.status, rotated.headers.get("Cache-Control")]).toEqual([201, "no-store"]);
    expect(rotated.json).toEqual({
      id: made.id,
      hint: `…${rotated.json.secret.slice(-4)}`,
      rotatedAt: "2026-01-05T09:00:00.000Z",
      previousSecretExpiresAt: "2026-01-05T10:00:00.000Z",
      secret: expect.stringMatching(/^cueprint_/),
    });
    const again = await rotate({ overlapSeconds: 3600 }, { "Idempotency-Key": "rotate-once" });
    expect(again.text).toBe(rotated.text);
    const opens = async (secret: string) => (await api.call("GET", "/v1/me", { key: secret })).status;
    expect([await opens(made.secret), await opens(rotated.json.secret)]).toEqual([200, 200]);
    const { items } = (await api.call("GET", "/v1/api-keys?limit=1", { key })).json;
    expect(items[0]).toMatchObject({
      previousSecretExpiresAt: rotated.json.previousSecretExpiresAt,
      name: "CI",
    });
    api.clock.advance(3_600_000);
    expect([await opens(made.secret), await opens(rotated.json.secret)]).toEqual([401, 200]);
    const atOnce = await rotate({});
    expect(atOnce.json.previousSecretExpiresAt).toBeNull();
    expect([await opens(rotated.json.secret), await opens(atOnce.json.secret)]).toEqual([401, 200]);
    await api.call("DELETE", `/v1/api-keys/${made.id}`, { key });
    expect((await rotate({})).json.code).toBe("api_key_inactive");
    expect((await rotate({ overlapSeconds: 2_592_001 })).json.errors[0].pointer).toBe("/overlapSeconds");
  });

  it("are listed by whether they open anything", async () => {
    const api = startApi();
    const { key } = await api.register();
    const { json: made } = await api.call("POST", "/v1/api-keys", { key, json: { name: "CI" } });
    await api.call("DELETE", `/v1/api-keys/${made.id}`, { key });
    const names = async (query: string) =>
      (await api.call("GET", `/v1/api-keys?${query}`, { key })).json.items.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names("active=true")).toEqual(["First key"]);
    expect(await names("active=false")).toEqual(["CI"]);
  });

  it("are made, listed without their secrets, and revoked", async () => {
    const api = startApi();
    const { key } = await api.register();
    const json = { name: "Reader", scopes: ["transcripts:read"], expiresAt: "2026-02-01T00:00:00+01:00" };
    const made = await api.call("POST", "/v1/api-keys", { key, json });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      name: "Reader",
      scopes: ["transcripts:read"],
      expiresAt: "2026-01-31T23:00:00.000Z",
    });
    const reader = made.json.secret;
    expect((await api.call("GET", "/v1/transcripts", { key: reader })).status).toBe(200);
    const denied = await api.call("GET", "/v1/tutorials", { key: reader });
    expect([denied.status, denied.json.code]).toEqual([403, "scope_missing"]);

    const list = await api.call("GET", "/v1/api-keys", { key });
    expect(list.json.items.map(({ name }: { name: string }) => name)).toEqual(["Reader", "First key"]);
    expect(list.text).not.toContain(reader);
    expect(list.text).not.toMatch(/digest/);

    expect((await api.call("DELETE", `/v1/api-keys/${made.json.id}`, { key })).status).toBe(204);
    expect((await api.call("GET", "/v1/transcripts", { key: reader })).status).toBe(401);
  });

  it("stop at their expiry, which must be to come", async () => {
    const api = startApi();
    const { key } = await api.register();
    const past = await api.call("POST", "/v1/api-keys", {
      key,
      json: { name: "Late", expiresAt: "2020-01-01T00:00:00Z" },
    });
    expect([past.status, past.json.code]).toEqual([422, "api_key_expiry_in_the_past"]);
    const json = { name: "Brief", expiresAt: "2026-01-05T09:00:01.000Z" };
    const { secret } = (await api.call("POST", "/v1/api-keys", { key, json })).json;
    expect((await api.call("GET", "/v1/me", { key: secret })).status).toBe(200);
    api.clock.advance(1_000);
    expect((await api.call("GET", "/v1/me", { key: secret })).status).toBe(401);
  });

  it("of somebody else cannot be revoked", async () => {
    const api = startApi();
    const ada = await api.register();
    const eve = await api.register();
    const { id } = (await api.call("GET", "/v1/api-keys", { key: ada.key })).json.items[0];
    expect((await api.call("DELETE", `/v1/api-keys/${id}`, { key: eve.key })).json.code).toBe(
      "api_key_not_found",
    );
    expect((await api.call("GET", "/v1/me", { key: ada.key })).status).toBe(200);
  });
});

describe("credentials", () => {
  it.each([
    ["none", undefined, "credentials_missing"],
    ["another scheme", "Basic YTpi", "credentials_invalid"],
    ["no token", "Bearer ", "credentials_invalid"],
    ["a key of another maker", "Bearer sk_live_0123456789", "credentials_invalid"],
    ["a well-formed key that nobody made", `Bearer cueprint_${"A".repeat(33)}`, "credentials_invalid"],
  ])("%s: 401", async (_name, authorization, code) => {
    const api = startApi();
    const reply = await api.call("GET", "/v1/me", {
      headers: authorization ? { Authorization: authorization } : {},
    });
    expect(reply.status).toBe(401);
    expect(reply.json.code).toBe(code);
    expect(reply.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
  });

  it("are refused before the database is asked where a character is mistyped", async () => {
    const api = startApi({
      callerRepositories: () => {
        throw new Error("the database was asked");
      },
    });
    const { key } = await api.register();
    const mistyped = key.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect((await api.call("GET", "/v1/me", { key: mistyped })).status).toBe(401);
  });
});
