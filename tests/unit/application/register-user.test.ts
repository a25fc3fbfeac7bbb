import { describe, expect, it } from "vitest";
import { registerUser } from "../../../src/application/register-user.ts";
import { CredentialsInvalid } from "../../../src/domain/exceptions/authentication.ts";
import { EmailTaken, RegistrationClosed } from "../../../src/domain/exceptions/user.ts";
import { ApiKeyDigest, digestApiKeySecret } from "../../../src/domain/value-objects/api-key-secret.ts";
import { DisplayName } from "../../../src/domain/value-objects/display-name.ts";
import { EmailAddress } from "../../../src/domain/value-objects/email-address.ts";
import { allScopes } from "../../../src/domain/value-objects/scope.ts";
import { startWorld } from "./support/world.ts";

const input = { email: EmailAddress.parse("ada@example.com"), displayName: DisplayName.parse("Ada") };
const configuration = { registrationOpen: true };

describe("registering a user", () => {
  it("stores the user with a first key that may do everything", async () => {
    const world = startWorld();
    const { user, key, secret } = await registerUser({ ...world, configuration }, input);
    const digest = await digestApiKeySecret(secret);
    expect(key).toMatchObject({ digest, scopes: allScopes, expiresAt: null, revokedAt: null });
    for (const scope of allScopes) {
      const { users, apiKeys } = world.database.callerRepositories({ digest, scope });
      expect(await users.get()).toEqual(user);
      expect((await apiKeys.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([key.id]);
    }
    const now = world.clock.now();
    expect(user).toEqual({
      id: user.id,
      ...input,
      authorHandle: null,
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    expect(user.id).not.toBe(key.id);
  });

  it("is refused for an address that is taken, and gives no key", async () => {
    const world = startWorld();
    const ada = await world.register("ada@example.com");
    const before = await ada.apiKeys.list({ limit: 10 });
    const again = { ...input, displayName: DisplayName.parse("Eve") };
    await expect(registerUser({ ...world, configuration }, again)).rejects.toThrow(EmailTaken);
    expect((await ada.users.get()).displayName).toBe("Ada");
    expect(await ada.apiKeys.list({ limit: 10 })).toEqual(before);
  });

  it("is refused where registration is closed, and stores nothing", async () => {
    const world = startWorld();
    const closed = { ...world, configuration: { registrationOpen: false } };
    await expect(registerUser(closed, input)).rejects.toThrow(RegistrationClosed);
    // The address is still free.
    const ada = await world.register("ada@example.com");
    expect((await ada.apiKeys.list({ limit: 10 })).items).toHaveLength(1);
  });

  it("gives nobody anything who has registered nowhere", async () => {
    const world = startWorld();
    await world.register("ada@example.com");
    const digest = ApiKeyDigest.parse("0".repeat(64));
    const { users } = world.database.callerRepositories({ digest, scope: "me:manage" });
    await expect(users.get()).rejects.toThrow(CredentialsInvalid);
  });
});
