import { expect, it } from "vitest";
import { CredentialsInvalid } from "../../src/domain/exceptions/authentication.ts";
import { EmailTaken } from "../../src/domain/exceptions/user.ts";
import { newUser } from "../../src/domain/models/user.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import { UserId } from "../../src/domain/value-objects/ids.ts";
import { freshEmail, ids, newKey, now } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";

contract("registration", (world) => {
  const someUser = (email = freshEmail()) =>
    newUser(
      { id: UserId.parse(ids.next()), email, displayName: DisplayName.parse("Grace “G” O'Hopper") },
      now(),
    );

  it("stores a user whose first key opens the API", async () => {
    const user = someUser();
    const { key, credential } = await newKey();
    await inOneCall(world(), () => world().publicRepositories().registration.register(user, key));
    expect(await world().callerRepositories(credential("me:manage")).users.get()).toEqual(user);
  });

  it("refuses an e-mail address that somebody has, and keeps nothing of the attempt", async () => {
    const email = freshEmail();
    const { registration } = world().publicRepositories();
    await registration.register(someUser(email), (await newKey()).key);
    const second = await newKey();
    await expect(registration.register(someUser(email), second.key)).rejects.toThrow(EmailTaken);
    const { users } = world().callerRepositories(second.credential("me:manage"));
    await expect(users.get()).rejects.toThrow(CredentialsInvalid);
  });

  it("lets one of many callers have an address", async () => {
    const email = freshEmail();
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, async () =>
        world()
          .publicRepositories()
          .registration.register(someUser(email), (await newKey()).key),
      ),
    );
    expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});
