import { describe, expect, it } from "vitest";
import { editUser, newUser } from "../../../../src/domain/models/user.ts";
import { DisplayName } from "../../../../src/domain/value-objects/display-name.ts";
import { EmailAddress } from "../../../../src/domain/value-objects/email-address.ts";
import { UserId } from "../../../../src/domain/value-objects/ids.ts";
import { made, someUser } from "../../../support/fixtures.ts";

describe("a user", () => {
  it("begins at version 1, made and changed at the same time", () => {
    const input = {
      id: UserId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"),
      email: EmailAddress.parse("ada@example.com"),
      displayName: DisplayName.parse("Ada"),
    };
    expect(newUser(input, made)).toEqual({
      ...input,
      authorHandle: null,
      version: 1,
      createdAt: made,
      updatedAt: made,
    });
  });

  it("takes another name, at the next version, and nothing else of it changes", () => {
    const user = someUser();
    const before = structuredClone(user);
    const now = new Date(made.getTime() + 1);
    const renamed = editUser(user, { displayName: DisplayName.parse("Countess") }, now);
    expect(renamed).toEqual({ ...before, displayName: "Countess", version: 2, updatedAt: now });
    expect(user).toEqual(before);
  });
});
