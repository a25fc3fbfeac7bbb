import { describe, expect, it } from "vitest";
import { startApi } from "./support/api.ts";

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
    const api = startApi({ configuration: { registrationOpen: false, allowedOrigins: [] } });
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
    expect((await api.call("DELETE", "/v1/me", { key })).status).toBe(204);
    expect((await api.call("GET", "/v1/me", { key })).json.code).toBe("credentials_invalid");
  });
});

describe("API keys", () => {
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
