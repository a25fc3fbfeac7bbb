import { expect, it } from "vitest";
import { TranscriptNotFound } from "../../src/domain/exceptions/transcript.ts";
import { TutorialNotFound } from "../../src/domain/exceptions/tutorial.ts";
import { registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("a conditional read", (world) => {
  async function start() {
    const caller = await registerCaller(world());
    const cues = someCues(3);
    const transcript = await caller.transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const { id } = await caller.tutorials.add(someTutorial(transcript, someSteps(cues)), transcript);
    const tutorial = await caller.tutorials.setStatus(id, "published", { at: new Date() });
    const { publishedTutorials } = world().publicRepositories();
    return { ...caller, transcript, tutorial, publishedTutorials };
  }

  it("gives nothing where the version is the one that the caller has", async () => {
    const { users, transcripts, tutorials, publishedTutorials, transcript, tutorial } = await start();
    const reads: (() => Promise<unknown>)[] = [
      () => users.getUnless(1),
      () => transcripts.getUnless(transcript.id, 1),
      () => tutorials.getUnless(tutorial.id, 2),
      () => publishedTutorials.getUnless(tutorial.slug, 2),
    ];
    for (const read of reads) expect(await inOneCall(world(), read)).toBeUndefined();
  });

  it("gives the whole where the version is another", async () => {
    const { users, transcripts, tutorials, publishedTutorials, transcript, tutorial } = await start();
    const other = 7;
    expect(await users.getUnless(other)).toEqual(await users.get());
    expect(await transcripts.getUnless(transcript.id, other)).toEqual(await transcripts.get(transcript.id));
    expect(await tutorials.getUnless(tutorial.id, other)).toEqual(await tutorials.get(tutorial.id));
    const published = await publishedTutorials.get(tutorial.slug);
    expect(await publishedTutorials.getUnless(tutorial.slug, other)).toEqual(published);
  });

  it("finds nothing that is another's, or not published, whatever the version", async () => {
    const { tutorials, publishedTutorials, transcript, tutorial } = await start();
    const eve = await registerCaller(world());
    for (const version of [2, 7]) {
      await expect(eve.transcripts.getUnless(transcript.id, version)).rejects.toThrow(TranscriptNotFound);
      await expect(eve.tutorials.getUnless(tutorial.id, version)).rejects.toThrow(TutorialNotFound);
    }
    await tutorials.setStatus(tutorial.id, "draft", { at: new Date() });
    for (const version of [3, 7]) {
      await expect(publishedTutorials.getUnless(tutorial.slug, version)).rejects.toThrow(TutorialNotFound);
    }
  });
});
