import { expect, it } from "vitest";
import { CredentialsInvalid } from "../../src/domain/exceptions/authentication.ts";
import { EmailTaken, UserVersionStale } from "../../src/domain/exceptions/user.ts";
import { renameUser } from "../../src/domain/models/user.ts";
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

  it("saves a change of the version that was read", async () => {
    const { user, users } = await registerCaller(world());
    const renamed = renameUser(user, DisplayName.parse("Augusta"), later());
    await inOneCall(world(), () => users.save(renamed));
    expect(await users.get()).toEqual(renamed);
  });

  it("refuses a change of a version that has passed", async () => {
    const { user, users } = await registerCaller(world());
    const renamed = renameUser(user, DisplayName.parse("Augusta"), later());
    await users.save(renamed);
    await expect(users.save(renameUser(user, DisplayName.parse("Late"), later()))).rejects.toThrow(
      UserVersionStale,
    );
    expect(await users.get()).toEqual(renamed);
  });

  it("does not save another user", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    await expect(eve.users.save(renameUser(ada.user, DisplayName.parse("Eve"), later()))).rejects.toThrow(
      UserVersionStale,
    );
    expect(await ada.users.get()).toEqual(ada.user);
  });

  it("refuses another user's e-mail address", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    await expect(eve.users.save({ ...eve.user, email: ada.user.email, version: 2 })).rejects.toThrow(
      EmailTaken,
    );
  });

  it("erases the caller with all that is theirs, and nobody else's", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    const cues = someCues(4);
    const published = { status: "published" as const, publishedAt: new Date() };
    const slugs = [];
    for (const { transcripts, tutorials } of [ada, eve]) {
      const transcript = await transcripts.add(someTranscript(cues), cues);
      const tutorial = { ...someTutorial(transcript, someSteps(cues)), ...published };
      slugs.push((await tutorials.add(tutorial, transcript)).slug);
    }
    await inOneCall(world(), () => ada.users.remove());
    await expect(ada.users.get()).rejects.toThrow(CredentialsInvalid);
    const { publishedTutorials } = world().publicRepositories();
    await expect(publishedTutorials.get(slugs[0]!)).rejects.toThrow();
    expect((await publishedTutorials.get(slugs[1]!)).ownerId).toBe(eve.user.id);
    expect((await eve.transcripts.list({ limit: 10 })).items).toHaveLength(1);
  });
});
