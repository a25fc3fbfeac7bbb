import { describe, expect, it } from "vitest";
import { ApiKeyInactive, ApiKeyNotFound } from "../../src/domain/exceptions/api-key.ts";
import { CredentialsInvalid, ScopeMissing } from "../../src/domain/exceptions/authentication.ts";
import {
  type ApiKey,
  type ApiKeyRotation,
  type NewApiKey,
  rotateApiKey,
} from "../../src/domain/models/api-key.ts";
import type { Page, Position } from "../../src/domain/repositories/page.ts";
import { ApiKeyId } from "../../src/domain/value-objects/ids.ts";
import { ids, newKey, now, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";

contract("the API key repository", (world) => {
  it("adds keys and lists them, newest first", async () => {
    const { key: first, apiKeys } = await registerCaller(world());
    const { key } = await newKey(["transcripts:read"], new Date(Date.now() + 60_000));
    const added = await inOneCall(world(), () => apiKeys.add(key));
    expect(added).toMatchObject(key);
    const { items, next } = await inOneCall(world(), () => apiKeys.list({ limit: 10 }));
    expect(items.map(({ id }) => id)).toEqual([key.id, first.id]);
    expect(items[0]).toEqual(added);
    expect(next).toBeNull();
  });

  it("pages through them without losing or repeating one", async () => {
    const { apiKeys } = await registerCaller(world());
    for (let at = 0; at < 4; at += 1) await apiKeys.add((await newKey()).key);
    const seen = [];
    for (let after: Position<ApiKeyId> | null | undefined; after !== null; ) {
      const page: Page<ApiKey, ApiKeyId> = await apiKeys.list({ limit: 2, after });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it("shows a caller nothing of another's keys, and lets them revoke none", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    expect((await eve.apiKeys.list({ limit: 10 })).items.map(({ id }) => id)).toEqual([eve.key.id]);
    await expect(eve.apiKeys.revoke(ada.key.id, now())).rejects.toThrow(ApiKeyNotFound);
    await expect(eve.apiKeys.revoke(ApiKeyId.parse(ids.next()), now())).rejects.toThrow(ApiKeyNotFound);
    expect(await ada.users.get()).toEqual(ada.user);
  });

  it("lists those alone that open something, or those that do not", async () => {
    const { key, apiKeys } = await registerCaller(world());
    const revoked = (await newKey()).key;
    await apiKeys.add(revoked);
    await apiKeys.revoke(revoked.id, now());
    const idsOf = async (active: boolean) =>
      (await inOneCall(world(), () => apiKeys.list({ limit: 10 }, { active }))).items.map(({ id }) => id);
    expect(await idsOf(true)).toEqual([key.id]);
    expect(await idsOf(false)).toEqual([revoked.id]);
  });

  describe("a rotated key", () => {
    const hour = 3_600_000;
    const rotationOf = ({ digest, hint }: NewApiKey, overlap?: number): ApiKeyRotation => {
      const at = now();
      return { digest, hint, at, previousExpiresAt: overlap ? new Date(at.getTime() + overlap) : null };
    };

    it("opens the API with its new secret, and for a while with the one before", async () => {
      const { apiKeys, user } = await registerCaller(world());
      const { key, credential } = await newKey(["me:manage"]);
      const next = await newKey();
      await apiKeys.add(key);
      const rotation = rotationOf(next.key, hour);
      const rotated = await inOneCall(world(), () => apiKeys.rotate(key.id, rotation));
      expect(rotated).toEqual(rotateApiKey({ ...key, ownerId: user.id }, rotation));
      for (const secret of [credential, next.credential]) {
        expect(await world().callerRepositories(secret("me:manage")).users.get()).toEqual(user);
        const beyondScope = world().callerRepositories(secret("keys:manage")).apiKeys;
        await expect(beyondScope.list({ limit: 1 })).rejects.toThrow(ScopeMissing);
      }
      await apiKeys.revoke(key.id, now());
      for (const secret of [credential, next.credential]) {
        const { users } = world().callerRepositories(secret("me:manage"));
        await expect(users.get()).rejects.toThrow(CredentialsInvalid);
      }
    });

    it("opens nothing with the secret before once the overlap is over, or after another rotation", async () => {
      const { apiKeys, user } = await registerCaller(world());
      const [first, second, third] = [await newKey(), await newKey(), await newKey()];
      await apiKeys.add(first.key);
      const usersOf = ({ credential }: typeof first) =>
        world().callerRepositories(credential("me:manage")).users;
      await apiKeys.rotate(first.key.id, rotationOf(second.key, -hour));
      await expect(usersOf(first).get()).rejects.toThrow(CredentialsInvalid);
      await apiKeys.rotate(first.key.id, rotationOf(third.key, hour));
      await expect(usersOf(first).get()).rejects.toThrow(CredentialsInvalid);
      expect(await usersOf(second).get()).toEqual(user);
      expect(await usersOf(third).get()).toEqual(user);
      await apiKeys.rotate(first.key.id, rotationOf((await newKey()).key));
      await expect(usersOf(third).get()).rejects.toThrow(CredentialsInvalid);
    });

    it("is the caller's own and one that opens something", async () => {
      const ada = await registerCaller(world());
      const eve = await registerCaller(world());
      const rotation = rotationOf((await newKey()).key);
      await expect(eve.apiKeys.rotate(ada.key.id, rotation)).rejects.toThrow(ApiKeyNotFound);
      const { key } = await newKey();
      await ada.apiKeys.add(key);
      await ada.apiKeys.revoke(key.id, now());
      await expect(ada.apiKeys.rotate(key.id, rotation)).rejects.toThrow(ApiKeyInactive);
      expect(await ada.users.get()).toEqual(ada.user);
    });
  });

  describe("a key", () => {
    it("opens nothing from the moment it is revoked", async () => {
      const { apiKeys } = await registerCaller(world());
      const { key, credential } = await newKey();
      await apiKeys.add(key);
      const own = world().callerRepositories(credential("keys:manage"));
      await own.apiKeys.list({ limit: 1 });
      const at = now();
      await inOneCall(world(), () => apiKeys.revoke(key.id, at));
      await expect(own.apiKeys.list({ limit: 1 })).rejects.toThrow(CredentialsInvalid);
      await apiKeys.revoke(key.id, new Date(at.getTime() + 5_000));
      const { items } = await apiKeys.list({ limit: 1 });
      expect(items[0]?.revokedAt).toEqual(at);
    });

    it("opens nothing once it has expired", async () => {
      const { apiKeys } = await registerCaller(world());
      const { key, credential } = await newKey();
      const long = 3_600_000;
      const createdAt = new Date(Date.now() - 2 * long);
      await apiKeys.add({ ...key, createdAt, expiresAt: new Date(Date.now() - long) });
      const { users } = world().callerRepositories(credential("me:manage"));
      await expect(users.get()).rejects.toThrow(CredentialsInvalid);
    });

    it("opens nothing that its scopes do not name", async () => {
      const { as } = await registerCaller(world(), ["transcripts:read"]);
      await expect(as("transcripts:write").transcripts.list({ limit: 1 })).rejects.toThrow(ScopeMissing);
      expect(await as("transcripts:read").transcripts.list({ limit: 1 })).toEqual({ items: [], next: null });
    });

    it("opens nothing when nobody made it", async () => {
      const { credential } = await newKey();
      const { users } = world().callerRepositories(credential("me:manage"));
      await expect(users.get()).rejects.toThrow(CredentialsInvalid);
    });

    it("remembers when it was last used, to within five minutes", async () => {
      const { apiKeys } = await registerCaller(world());
      const [first] = (await apiKeys.list({ limit: 1 })).items;
      const [second] = (await apiKeys.list({ limit: 1 })).items;
      expect(Math.abs((first?.lastUsedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(300_000);
      expect(second?.lastUsedAt).toEqual(first?.lastUsedAt);
    });
  });
});
