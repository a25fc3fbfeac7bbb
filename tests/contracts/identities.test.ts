import { expect, it } from "vitest";
import type { IdentityCredential } from "../../src/domain/repositories/repositories.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import type { Identity } from "../../src/domain/value-objects/identity.ts";
import { UserId } from "../../src/domain/value-objects/ids.ts";
import { freshEmail, ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someTranscript } from "./support/samples.ts";
import type { World } from "./support/worlds.ts";

function someIdentity(changes: Partial<Identity> = {}): Identity {
  return {
    issuer: "https://login.example.com/",
    subject: `subject ${ids.next()}`,
    email: freshEmail(),
    displayName: DisplayName.parse("Ada"),
    ...changes,
  };
}

/** As each call of an identity comes: with an id for a new user, in case there is none yet. */
function credentialOf(identity: Identity): IdentityCredential {
  return { identity, newUserId: UserId.parse(ids.next()) };
}

const usersOf = (world: World, identity: Identity) => world.callerRepositories(credentialOf(identity)).users;

contract("callers of an identity provider", (world) => {
  it("are users from the first call on, and the same ones ever after", async () => {
    const credential = credentialOf(someIdentity());
    const { users } = world().callerRepositories(credential);
    const user = await inOneCall(world(), () => users.get());
    expect(user).toMatchObject({ id: credential.newUserId, email: credential.identity.email, version: 1 });
    expect(await inOneCall(world(), () => usersOf(world(), credential.identity).get())).toEqual(user);
  });

  it("keep the name that they have chosen, whatever the provider calls them later", async () => {
    const identity = someIdentity();
    await usersOf(world(), identity).edit({ displayName: DisplayName.parse("Augusta") }, { at: new Date() });
    const renamed = someIdentity({ ...identity, displayName: DisplayName.parse("A. Lovelace") });
    expect((await usersOf(world(), renamed).get()).displayName).toBe("Augusta");
  });

  it("are others with the same subject at another issuer", async () => {
    const identity = someIdentity();
    const other = someIdentity({ subject: identity.subject, issuer: "https://id.example.org" });
    const users = await Promise.all([identity, other].map((one) => usersOf(world(), one).get()));
    expect(users[0]?.id).not.toBe(users[1]?.id);
  });

  it("never become somebody who has their address already", async () => {
    const ada = await registerCaller(world());
    const cues = someCues(1);
    await ada.transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const credential = credentialOf(someIdentity({ email: ada.user.email }));
    const { users, transcripts } = world().callerRepositories(credential);
    expect(await users.get()).toMatchObject({ id: credential.newUserId, email: null });
    expect((await transcripts.list({ limit: 1 })).items).toEqual([]);
    expect(await ada.users.get()).toEqual(ada.user);
  });

  it("need no address", async () => {
    const identity = someIdentity({ email: null });
    expect((await usersOf(world(), identity).get()).email).toBeNull();
    expect((await usersOf(world(), someIdentity({ email: null })).get()).email).toBeNull();
  });

  it("own what they store, and begin anew after they were erased", async () => {
    const identity = someIdentity();
    const cues = someCues(1);
    const { users, transcripts } = world().callerRepositories(credentialOf(identity));
    const { ownerId } = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    expect((await usersOf(world(), identity).get()).id).toBe(ownerId);
    await users.remove();
    const again = world().callerRepositories(credentialOf(identity));
    expect((await again.transcripts.list({ limit: 1 })).items).toEqual([]);
    expect((await again.users.get()).id).not.toBe(ownerId);
  });
});
