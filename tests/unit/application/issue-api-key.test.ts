import { describe, expect, it } from "vitest";
import { issueApiKey } from "../../../src/application/issue-api-key.ts";
import { ApiKeyExpiryInThePast } from "../../../src/domain/exceptions/api-key.ts";
import { CredentialsInvalid } from "../../../src/domain/exceptions/authentication.ts";
import { digestApiKeySecret, parseApiKeySecret } from "../../../src/domain/value-objects/api-key-secret.ts";
import { startWorld } from "./support/world.ts";

describe("issuing an API key", () => {
  it("makes a key that opens the API with its secret, and with its scopes alone", async () => {
    const { clock, ids, database, register } = startWorld();
    const ada = await register("ada@example.com");
    const { key, secret } = await issueApiKey(
      { clock, ids },
      { name: "CI", scopes: ["me:manage"], expiresAt: null },
    );
    await ada.apiKeys.add(key);
    const digest = await digestApiKeySecret(secret);
    const { users } = database.callerRepositories({ digest, scope: "me:manage" });
    expect(await users.get()).toEqual(ada.user);
    const { items } = await ada.apiKeys.list({ limit: 1 });
    expect(items).toEqual([
      {
        id: key.id,
        ownerId: ada.user.id,
        name: "CI",
        hint: `…${secret.slice(-4)}`,
        digest,
        scopes: ["me:manage"],
        createdAt: clock.now(),
        expiresAt: null,
        lastUsedAt: clock.now(),
        revokedAt: null,
        rotatedAt: null,
        previousDigest: null,
        previousExpiresAt: null,
      },
    ]);
    expect(JSON.stringify(items)).not.toContain(secret.slice("cueprint_".length));
  });

  it("gives a secret that is well formed, and another one each time", async () => {
    const dependencies = startWorld();
    const input = { name: "CI", scopes: ["me:manage"] as const, expiresAt: null };
    const one = await issueApiKey(dependencies, input);
    const other = await issueApiKey(dependencies, input);
    expect(await parseApiKeySecret(one.secret)).toBe(one.secret);
    expect(one.secret).not.toBe(other.secret);
    expect(one.key.digest).not.toBe(other.key.digest);
    expect(one.key.id).not.toBe(other.key.id);
  });

  it("keeps each scope once", async () => {
    const { key } = await issueApiKey(startWorld(), {
      name: "CI",
      scopes: ["me:manage", "keys:manage", "me:manage"],
      expiresAt: null,
    });
    expect(key.scopes).toEqual(["me:manage", "keys:manage"]);
  });

  it.each([
    ["now", 0],
    ["a moment ago", -1],
  ])("is refused with an expiry that is %s", async (_, offset) => {
    const { clock, ids } = startWorld();
    const expiresAt = new Date(clock.now().getTime() + offset);
    const issuing = issueApiKey({ clock, ids }, { name: "CI", scopes: ["me:manage"], expiresAt });
    await expect(issuing).rejects.toThrow(ApiKeyExpiryInThePast);
  });

  it("makes a key that opens the API until its expiry, and no longer", async () => {
    const { clock, ids, database, register } = startWorld();
    const ada = await register("ada@example.com");
    const expiresAt = new Date(clock.now().getTime() + 10);
    const { key } = await issueApiKey({ clock, ids }, { name: "CI", scopes: ["me:manage"], expiresAt });
    await ada.apiKeys.add(key);
    const { users } = database.callerRepositories({ digest: key.digest, scope: "me:manage" });
    clock.advance(9);
    expect(await users.get()).toEqual(ada.user);
    clock.advance(1);
    await expect(users.get()).rejects.toThrow(CredentialsInvalid);
  });
});
