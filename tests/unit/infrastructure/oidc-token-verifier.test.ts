import { type CryptoKey, generateKeyPair, type JWTPayload, UnsecuredJWT } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  CredentialsInvalid,
  IdentityProviderUnavailable,
} from "../../../src/domain/exceptions/authentication.ts";
import { allScopes } from "../../../src/domain/value-objects/scope.ts";
import { createOidcTokenVerifier } from "../../../src/infrastructure/for-production/oidc-token-verifier.ts";
import { FixedClock } from "../../../src/infrastructure/for-tests/fixed-clock.ts";
import { AUDIENCE, type Issuer, startIssuer } from "../../support/issuer.ts";

describe("the verifier of an identity provider's tokens", () => {
  const clock = new FixedClock(new Date());
  let issuer: Issuer;
  beforeEach(async () => {
    issuer = await startIssuer();
  });
  afterEach(() => issuer.close());
  const verifier = () => createOidcTokenVerifier(issuer.configuration, clock);

  it("tells whom a token speaks for, and what it allows", async () => {
    const token = await issuer.token({
      sub: "user|1",
      email: "Ada@Example.com",
      email_verified: true,
      name: " Ada  Lovelace ",
      scope: "openid tutorials:read me:manage unknown:scope",
    });
    expect(await verifier().verify(token)).toEqual({
      identity: {
        issuer: issuer.configuration.issuer,
        subject: "user|1",
        email: "ada@example.com",
        displayName: "Ada Lovelace",
      },
      scopes: ["tutorials:read", "me:manage"],
    });
  });

  it.each<[string, JWTPayload, Record<string, unknown>]>([
    ["an address that nobody has verified is not taken", { email: "ada@example.com" }, { email: null }],
    ["what is no address is not taken", { email: "ada", email_verified: true }, { email: null }],
    [
      "a name that is too long is passed over",
      { name: "a".repeat(101), preferred_username: "ada" },
      { displayName: "ada" },
    ],
    ["without any name there is one", { name: 7 }, { displayName: "User" }],
    ["an address gives a name", { email: "ada@example.com", email_verified: true }, { displayName: "ada" }],
  ])("reads claims with care: %s", async (_, claims, identity) => {
    expect((await verifier().verify(await issuer.token(claims))).identity).toMatchObject(identity);
  });

  it.each<[string, JWTPayload, readonly string[]]>([
    ["everything, without a scope claim", {}, allScopes],
    ["nothing of ours, with a scope claim that names none", { scope: "openid email" }, []],
    ["nothing, with a scope claim that is no text", { scope: 5 }, []],
  ])("allows %s", async (_, claims, scopes) => {
    expect((await verifier().verify(await issuer.token(claims))).scopes).toEqual(scopes);
  });

  it("takes each kind of signature by a key pair", async () => {
    for (const algorithm of ["RS256", "PS512", "ES256", "EdDSA"]) {
      const { key, kid } = await issuer.addKey(algorithm);
      const token = await issuer.token({}, { algorithm, key, kid });
      expect((await verifier().verify(token)).identity.subject).toBe("somebody");
    }
  });

  const minute = 60;
  const now = Math.floor(clock.now().getTime() / 1000);
  it.each<[string, (issuer: Issuer) => Promise<string>]>([
    ["has expired", (own) => own.token({ exp: now - minute })],
    ["never expires", (own) => own.token({ exp: undefined })],
    ["is not valid yet", (own) => own.token({ nbf: now + minute })],
    ["is for another audience", (own) => own.token({ aud: "another-api" })],
    ["is for nobody", (own) => own.token({ aud: undefined })],
    ["is of another issuer", (own) => own.token({ iss: "https://elsewhere.example.com" })],
    ["speaks for nobody", (own) => own.token({ sub: undefined })],
    ["speaks for somebody whose name is empty", (own) => own.token({ sub: "" })],
    ["speaks for somebody of a name too long", (own) => own.token({ sub: "a".repeat(256) })],
    ["speaks for somebody whose name cannot be stored", (own) => own.token({ sub: "a\u0000b" })],
    [
      "is signed by another key of the same name",
      async (own) => own.token({}, { key: await strangersKey() }),
    ],
    ["is signed by a key that the issuer does not have", (own) => own.token({}, { kid: "unknown" })],
    ["is not signed", async (own) => unsigned(own)],
    ["is signed with the public key as if it were a secret", (own) => own.tokenSignedWithPublicKey()],
    ["was changed", async (own) => (await own.token()).replace(/\.[^.]+\./, ".e30.")],
    ["is none", async () => "not.a.token"],
  ])("refuses a token that %s", async (_, make) => {
    await expect(verifier().verify(await make(issuer))).rejects.toThrow(CredentialsInvalid);
  });

  it("allows for clocks that differ by half a minute", async () => {
    await verifier().verify(await issuer.token({ exp: now - 20 }));
  });

  it("fetches the keys once, and once more for a key that it does not know, not for each", async () => {
    const own = verifier();
    for (let at = 0; at < 5; at += 1) await own.verify(await issuer.token());
    expect(issuer.fetches).toBe(1);
    for (let at = 0; at < 5; at += 1) {
      const token = await issuer.token({}, { kid: `unknown-${at}` });
      await expect(own.verify(token)).rejects.toThrow(CredentialsInvalid);
    }
    expect(issuer.fetches).toBeLessThanOrEqual(2);
  });

  it.each(["500", "no-json", "no-keys"] as const)(
    "refuses nobody's token while the keys cannot be had (%s)",
    async (how) => {
      const token = await issuer.token();
      issuer.fail(how);
      await expect(verifier().verify(token)).rejects.toThrow(IdentityProviderUnavailable);
    },
  );

  it("refuses nobody's token while the issuer is away", async () => {
    const token = await issuer.token();
    await issuer.close();
    await expect(verifier().verify(token)).rejects.toThrow(IdentityProviderUnavailable);
  });
});

async function strangersKey(): Promise<CryptoKey> {
  return (await generateKeyPair("RS256")).privateKey;
}

async function unsigned({ configuration }: Issuer): Promise<string> {
  return new UnsecuredJWT({ sub: "somebody" })
    .setIssuer(configuration.issuer)
    .setAudience(AUDIENCE)
    .setExpirationTime("1h")
    .encode();
}
