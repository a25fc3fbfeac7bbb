import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDatabase } from "../support/database.ts";
import { type Issuer, startIssuer } from "../support/issuer.ts";
import { type Server, servers } from "./support/servers.ts";

describe.each(servers)("tokens of an identity provider on %s", (_name, start) => {
  let issuer: Issuer;
  let database: Awaited<ReturnType<typeof startDatabase>>;
  let server: Server;
  beforeAll(async () => {
    [issuer, database] = await Promise.all([startIssuer(), startDatabase()]);
    const { configuration } = issuer;
    server = await start({
      DATABASE_URL: database.url,
      NEON_FETCH_ENDPOINT: database.endpoint.url,
      OIDC_ISSUER: configuration.issuer,
      OIDC_AUDIENCE: configuration.audience,
      OIDC_JWKS_URL: configuration.jwksUrl,
    });
  });
  afterAll(async () => {
    await server?.stop();
    await database?.stop();
    await issuer?.close();
  });

  const me = (token: string) =>
    fetch(`${server.url}/v1/me`, { headers: { Authorization: `Bearer ${token}` } });

  it("make a user in one SQL call, whom many requests at once share, and fetch the keys once", async () => {
    const claims = { sub: "ada", email: "ada@example.com", email_verified: true };
    const before = database.endpoint.calls;
    const first = await me(await issuer.token(claims));
    expect(first.status).toBe(200);
    expect(await first.clone().json()).toMatchObject({ email: "ada@example.com", displayName: "ada" });
    expect(database.endpoint.calls).toBe(before + 1);
    const others = await Promise.all(Array.from({ length: 20 }, async () => me(await issuer.token(claims))));
    const { id } = (await first.json()) as { id: string };
    for (const other of others) expect(await other.json()).toMatchObject({ id });
    expect(issuer.fetches).toBe(1);
  });

  it("open nothing once they have expired, and cost no SQL call then", async () => {
    const before = database.endpoint.calls;
    const expired = await me(await issuer.token({ exp: Math.floor(Date.now() / 1000) - 60 }));
    expect(expired.status).toBe(401);
    expect(database.endpoint.calls).toBe(before);
  });
});
