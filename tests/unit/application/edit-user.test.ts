import { describe, expect, it } from "vitest";
import { editUser } from "../../../src/application/edit-user.ts";
import { UserVersionStale } from "../../../src/domain/exceptions/user.ts";
import { DisplayName } from "../../../src/domain/value-objects/display-name.ts";
import { startWorld } from "./support/world.ts";

const displayName = DisplayName.parse("Countess of Lovelace");

describe("renaming a user", () => {
  it.each([
    ["whatever the version", undefined],
    ["at the version that the caller has seen", 1],
  ])("stores the new name, %s", async (_, expectedVersion) => {
    const { clock, register } = startWorld();
    const { users, user } = await register("ada@example.com");
    clock.advance(60_000);
    const renamed = await editUser({ users, clock }, { changes: { displayName }, expectedVersion });
    expect(renamed).toEqual({ ...user, displayName, version: 2, updatedAt: clock.now() });
    expect(await users.get()).toEqual(renamed);
  });

  it.each([0, 2])("is refused at version %i, which the user is not at", async (expectedVersion) => {
    const { clock, register } = startWorld();
    const { users, user } = await register("ada@example.com");
    const renaming = editUser({ users, clock }, { changes: { displayName }, expectedVersion });
    await expect(renaming).rejects.toThrow(UserVersionStale);
    expect(await users.get()).toEqual(user);
  });

  it("renames nobody else", async () => {
    const { clock, register } = startWorld();
    const ada = await register("ada@example.com");
    const grace = await register("grace@example.com");
    await editUser({ users: ada.users, clock }, { changes: { displayName } });
    expect(await grace.users.get()).toEqual(grace.user);
  });
});
