import { describe, expect, it } from "vitest";
import type { VerifiedToken } from "../../../src/application/ports/token-verifier.ts";
import {
  CredentialsInvalid,
  IdentityProviderUnavailable,
} from "../../../src/domain/exceptions/authentication.ts";
import { DisplayName } from "../../../src/domain/value-objects/display-name.ts";
import { allScopes } from "../../../src/domain/value-objects/scope.ts";
import { startApi, webVtt } from "./support/api.ts";

const claims = (subject: string): VerifiedToken => ({
  identity: {
    issuer: "https://login.example.com",
    subject,
    email: null,
    displayName: DisplayName.parse(subject),
  },
  scopes: allScopes,
});

const tokens: Record<string, VerifiedToken> = {
  "ada.token.1": claims("ada"),
  "ada.token.2": claims("ada"),
  "eve.token.1": claims("eve"),
  "reader.token.1": { ...claims("reader"), scopes: ["tutorials:read"] },
};

/** The API beside an identity provider that has given out these tokens. */
function start() {
  return startApi({
    tokenVerifier: {
      async verify(token) {
        if (token === "while.provider.sleeps") throw new IdentityProviderUnavailable();
        const verified = tokens[token];
        if (!verified) throw new CredentialsInvalid();
        return verified;
      },
    },
  });
}

describe("a token of the identity provider", () => {
  it("opens the API for a user who is made at first sight", async () => {
    const { call } = start();
    const me = await call("GET", "/v1/me", { key: "ada.token.1" });
    expect([me.status, me.json.displayName, me.json.email]).toEqual([200, "ada", null]);
    expect((await call("GET", "/v1/me", { key: "ada.token.2" })).json).toEqual(me.json);
    expect((await call("GET", "/v1/me", { key: "eve.token.1" })).json.id).not.toBe(me.json.id);
  });

  it("may do what its scopes say, and says so itself", async () => {
    const { call } = start();
    expect((await call("GET", "/v1/tutorials", { key: "reader.token.1" })).status).toBe(200);
    const refused = await call("GET", "/v1/transcripts", { key: "reader.token.1" });
    expect([refused.status, refused.json.code]).toEqual([403, "scope_missing"]);
    expect(refused.json.detail).toContain("transcripts:read");
    expect(refused.headers.get("WWW-Authenticate")).toBe(
      'Bearer realm="Cueprint", error="insufficient_scope"',
    );
  });

  it("repeats a creation of the same user, though it was renewed meanwhile", async () => {
    const { call } = start();
    const json = { title: "Once", content: webVtt };
    const headers = { "Idempotency-Key": "once" };
    const first = await call("POST", "/v1/transcripts", { key: "ada.token.1", json, headers });
    const second = await call("POST", "/v1/transcripts", { key: "ada.token.2", json, headers });
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
    const other = await call("POST", "/v1/transcripts", { key: "eve.token.1", json, headers });
    expect(other.json.id).not.toBe(first.json.id);
  });

  it("pages on with a cursor of the token before", async () => {
    const { call, upload } = start();
    await upload("ada.token.1");
    await upload("ada.token.1");
    const { nextCursor } = (await call("GET", "/v1/transcripts?limit=1", { key: "ada.token.1" })).json;
    const path = `/v1/transcripts?limit=1&cursor=${nextCursor}`;
    expect((await call("GET", path, { key: "ada.token.2" })).json.items).toHaveLength(1);
    expect((await call("GET", path, { key: "eve.token.1" })).status).toBe(422);
  });

  it("is told from no credential, a wrong one, and one that cannot be judged", async () => {
    const { call } = start();
    const answerTo = async (key?: string) => {
      const { status, json, headers } = await call("GET", "/v1/me", { key });
      return [status, json.code, headers.get("WWW-Authenticate") ?? headers.get("Retry-After")];
    };
    const challenge = 'Bearer realm="Cueprint"';
    expect(await answerTo()).toEqual([401, "credentials_missing", challenge]);
    for (const wrong of ["mallory.token.1", "cueprint_0", "x", `a.b.c.d`]) {
      expect(await answerTo(wrong)).toEqual([
        401,
        "credentials_invalid",
        `${challenge}, error="invalid_token"`,
      ]);
    }
    expect(await answerTo("while.provider.sleeps")).toEqual([503, "identity_provider_unavailable", "2"]);
  });

  it("opens nothing where no identity provider is configured", async () => {
    expect((await startApi().call("GET", "/v1/me", { key: "ada.token.1" })).json.code).toBe(
      "credentials_invalid",
    );
  });
});
