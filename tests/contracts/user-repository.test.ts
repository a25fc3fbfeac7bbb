import { expect, it } from "vitest";
import { CredentialsInvalid } from "../../src/domain/exceptions/authentication.ts";
import { UserVersionStale } from "../../src/domain/exceptions/user.ts";
import { editUser } from "../../src/domain/models/user.ts";
import { DisplayName } from "../../src/domain/value-objects/display-name.ts";
import { registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("the user repository", (world) => {
  const later = () => new Date(Date.now() + 1_000);

  it("gives the caller, and nobody else", async () => {
    const ada = await registerCaller(world());
    await registerCaller(world());
    expect(await inOneCall(world(), () => ada.users.get())).toEqual(ada.user);
  });

  it("renames the caller where the version is the one that was read, or any will do", async () => {
    const { user, users } = await registerCaller(world());
    const at = later();
    const displayName = DisplayName.parse("Augusta");
    const renamed = await inOneCall(world(), () => users.edit({ displayName }, { expectedVersion: 1, at }));
    expect(renamed).toEqual(editUser(user, { displayName }, at));
    expect(await users.get()).toEqual(renamed);
    expect((await users.edit({ displayName: DisplayName.parse("Ada again") }, { at })).version).toBe(3);
  });

  it("refuses a change of a version that has passed", async () => {
    const { users } = await registerCaller(world());
    const write = { expectedVersion: 1, at: later() };
    await users.edit({ displayName: DisplayName.parse("Augusta") }, write);
    await expect(users.edit({ displayName: DisplayName.parse("Late") }, write)).rejects.toThrow(
      UserVersionStale,
    );
    expect((await users.get()).displayName).toBe("Augusta");
  });

  it("changes nobody else", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    await eve.users.edit({ displayName: DisplayName.parse("Eve") }, { at: later() });
    expect(await ada.users.get()).toEqual(ada.user);
  });

  it("is not erased at a version that has passed", async () => {
    const { users } = await registerCaller(world());
    const renamed = await users.edit({ displayName: DisplayName.parse("Augusta") }, { at: later() });
    await expect(users.remove(1)).rejects.toThrow(UserVersionStale);
    expect(await users.get()).toEqual(renamed);
    await inOneCall(world(), () => users.remove(2));
    await expect(users.get()).rejects.toThrow(CredentialsInvalid);
  });

  it("erases the caller with all that is theirs, and nobody else's", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    const cues = someCues(4);
    const published = {
      status: "published" as const,
      lastChange: "published" as const,
      publishedAt: new Date(),
      publishedVersion: 1,
    };
    const slugs = [];
    for (const { transcripts, tutorials } of [ada, eve]) {
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const tutorial = { ...someTutorial(transcript, someSteps(cues)), ...published };
      slugs.push((await tutorials.add(tutorial, transcript)).slug);
    }
    await inOneCall(world(), () => ada.users.remove());
    await expect(ada.users.get()).rejects.toThrow(CredentialsInvalid);
    const { publishedTutorials } = world().publicRepositories();
    await expect(publishedTutorials.get(slugs[0]!)).rejects.toThrow();
    expect((await publishedTutorials.get(slugs[1]!)).slug).toBe(slugs[1]);
    expect((await eve.transcripts.list({ limit: 10 })).items).toHaveLength(1);
  });
});
