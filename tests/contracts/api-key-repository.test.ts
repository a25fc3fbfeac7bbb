import { describe, expect, it } from "vitest";
import { ApiKeyNotFound } from "../../src/domain/exceptions/api-key.ts";
import { CredentialsInvalid, ScopeMissing } from "../../src/domain/exceptions/authentication.ts";
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
    for (let after: ApiKeyId | null | undefined; after !== null; ) {
      const page = await apiKeys.list({ limit: 2, after });
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
