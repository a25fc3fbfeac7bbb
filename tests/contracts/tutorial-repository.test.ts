import { describe, expect, it } from "vitest";
import { TranscriptChanged, TranscriptNotFound } from "../../src/domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  SlugOfPublishedTutorial,
  SlugTaken,
  TutorialNotFound,
  TutorialNotPublishable,
  TutorialVersionStale,
} from "../../src/domain/exceptions/tutorial.ts";
import { editTranscript } from "../../src/domain/models/transcript.ts";
import { editTutorial, publishTutorial, unpublishTutorial } from "../../src/domain/models/tutorial.ts";
import { Quote } from "../../src/domain/value-objects/citation.ts";
import { TranscriptId, TutorialId } from "../../src/domain/value-objects/ids.ts";
import { Slug } from "../../src/domain/value-objects/slug.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { type Caller, ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("the tutorial repository", (world) => {
  async function addTutorial({ transcripts, tutorials }: Caller, { stepCount = 2 } = {}) {
    const cues = someCues(5);
    const transcript = await transcripts.add(someTranscript(cues), cues);
    const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues, stepCount)), transcript);
    return { cues, transcript, tutorial };
  }
  const freshSlug = () => Slug.parse(`slug-${ids.next()}`);

  it("stores a tutorial with its steps and citations, and reads it back", async () => {
    const caller = await registerCaller(world());
    const { tutorials, transcripts, user } = caller;
    const cues = someCues(5);
    const transcript = await transcripts.add(someTranscript(cues), cues);
    const tutorial = someTutorial(transcript, someSteps(cues, 3));
    const added = await inOneCall(world(), () => tutorials.add(tutorial, transcript));
    expect(added).toEqual({ ...tutorial, ownerId: user.id });
    const { mediaUrl } = transcript;
    expect(await inOneCall(world(), () => tutorials.get(added.id))).toEqual({ ...added, mediaUrl });
    expect(await inOneCall(world(), () => tutorials.getWithSource(added.id))).toEqual({
      tutorial: added,
      transcript: { ...transcript, cues },
    });
  });

  describe("adding", () => {
    it("refuses a tutorial from a transcript that changed since it was read", async () => {
      const { transcripts, tutorials } = await registerCaller(world());
      const cues = someCues(3);
      const transcript = await transcripts.add(someTranscript(cues), cues);
      await transcripts.save(editTranscript(transcript, { title: Title.parse("Changed") }, new Date()));
      const tutorial = someTutorial(transcript, someSteps(cues));
      await expect(tutorials.add(tutorial, transcript)).rejects.toThrow(TranscriptChanged);
      await expect(tutorials.get(tutorial.id)).rejects.toThrow(TutorialNotFound);
    });

    it("refuses a transcript that is not there, or another caller's", async () => {
      const ada = await registerCaller(world());
      const eve = await registerCaller(world());
      const { cues, transcript } = await addTutorial(ada);
      const nowhere = { id: TranscriptId.parse(ids.next()), version: 1 };
      for (const source of [nowhere, transcript]) {
        const tutorial = someTutorial(source, someSteps(cues));
        await expect(eve.tutorials.add(tutorial, source)).rejects.toThrow(TranscriptNotFound);
      }
      expect((await eve.tutorials.list({ limit: 10 })).items).toEqual([]);
    });

    it("refuses a slug that any tutorial has, whoever owns it", async () => {
      const ada = await registerCaller(world());
      const eve = await registerCaller(world());
      const { tutorial } = await addTutorial(ada);
      const { cues, transcript } = await addTutorial(eve);
      const copy = { ...someTutorial(transcript, someSteps(cues)), slug: tutorial.slug };
      await expect(eve.tutorials.add(copy, transcript)).rejects.toThrow(SlugTaken);
    });

    it("refuses a citation that claims to be verified and is not", async () => {
      const caller = await registerCaller(world());
      const { cues, transcript } = await addTutorial(caller);
      const [step] = someSteps(cues, 1);
      const lie = { ...step!.citations[0]!, quote: Quote.parse("Nobody said this") };
      const tutorial = someTutorial(transcript, [{ ...step!, citations: [lie] }]);
      await expect(caller.tutorials.add(tutorial, transcript)).rejects.toThrow(CitationNotInTranscript);
    });
  });

  describe("listing", () => {
    it("gives summaries, newest first, in pages", async () => {
      const caller = await registerCaller(world());
      const added = [];
      for (let at = 0; at < 3; at += 1) added.push((await addTutorial(caller, { stepCount: at })).tutorial);
      const newest = added
        .toReversed()
        .map(({ steps, ...summary }) => ({ ...summary, stepCount: steps.length }));
      const page = await inOneCall(world(), () => caller.tutorials.list({ limit: 2 }));
      expect(page).toEqual({ items: newest.slice(0, 2), next: newest[1]?.id });
      expect(await caller.tutorials.list({ limit: 2, after: page.next! })).toEqual({
        items: newest.slice(2),
        next: null,
      });
    });
  });

  describe("saving", () => {
    it("writes the change of the version that was read", async () => {
      const caller = await registerCaller(world());
      const { cues, transcript, tutorial } = await addTutorial(caller);
      const changes = { title: Title.parse("Better"), slug: freshSlug(), steps: someSteps(cues, 3) };
      const edited = editTutorial(tutorial, changes, new Date());
      await inOneCall(world(), () => caller.tutorials.save(edited));
      const { mediaUrl } = transcript;
      expect(await caller.tutorials.get(tutorial.id)).toEqual({ ...edited, mediaUrl });
    });

    it("refuses the change of a version that has passed", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      await caller.tutorials.save(editTutorial(tutorial, { title: Title.parse("First") }, new Date()));
      const late = editTutorial(tutorial, { title: Title.parse("Second") }, new Date());
      await expect(caller.tutorials.save(late)).rejects.toThrow(TutorialVersionStale);
      expect((await caller.tutorials.get(tutorial.id)).title).toBe("First");
    });

    it("lets one of many writers win", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const writes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, at) =>
          caller.tutorials.save(editTutorial(tutorial, { title: Title.parse(`Writer ${at}`) }, new Date())),
        ),
      );
      const lost = writes.filter((write) => write.status === "rejected");
      expect(lost).toHaveLength(19);
      for (const { reason } of lost) expect(reason).toBeInstanceOf(TutorialVersionStale);
      expect((await caller.tutorials.get(tutorial.id)).version).toBe(2);
    });

    it("refuses a slug that is taken, and a new slug of a published tutorial", async () => {
      const caller = await registerCaller(world());
      const first = (await addTutorial(caller)).tutorial;
      const second = (await addTutorial(caller)).tutorial;
      const taken = editTutorial(second, { slug: first.slug }, new Date());
      await expect(caller.tutorials.save(taken)).rejects.toThrow(SlugTaken);
      const published = publishTutorial(second, new Date());
      await caller.tutorials.save(published);
      // Past the rule of the model, as a second writer would be.
      const moved = { ...published, slug: freshSlug(), version: published.version + 1 };
      await expect(caller.tutorials.save(moved)).rejects.toThrow(SlugOfPublishedTutorial);
    });

    it("refuses to publish what has no step, or a citation that does not hold", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const published = publishTutorial(tutorial, new Date());
      const [step] = tutorial.steps;
      const stale = { ...step!.citations[0]!, state: "stale" as const };
      for (const steps of [[], [{ ...step!, citations: [] }], [{ ...step!, citations: [stale] }]]) {
        await expect(caller.tutorials.save({ ...published, steps })).rejects.toThrow(TutorialNotPublishable);
      }
    });

    it("refuses a citation that is not what its cues say", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const [step] = tutorial.steps;
      const wide = { ...step!.citations[0]!, lastCue: 5 };
      const edited = editTutorial(tutorial, { steps: [{ ...step!, citations: [wide] }] }, new Date());
      await expect(caller.tutorials.save(edited)).rejects.toThrow(CitationNotInTranscript);
    });
  });

  describe("removing", () => {
    it("removes the version that is expected, or any", async () => {
      const caller = await registerCaller(world());
      const first = (await addTutorial(caller)).tutorial;
      const second = (await addTutorial(caller)).tutorial;
      await expect(caller.tutorials.remove(first.id, 7)).rejects.toThrow(TutorialVersionStale);
      await inOneCall(world(), () => caller.tutorials.remove(first.id, 1));
      await caller.tutorials.remove(second.id);
      await expect(caller.tutorials.get(first.id)).rejects.toThrow(TutorialNotFound);
      await expect(caller.tutorials.remove(first.id, 1)).rejects.toThrow(TutorialNotFound);
    });
  });

  it("knows nothing of another caller's tutorials", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    const { tutorial } = await addTutorial(ada);
    await expect(eve.tutorials.get(tutorial.id)).rejects.toThrow(TutorialNotFound);
    await expect(eve.tutorials.getWithSource(tutorial.id)).rejects.toThrow(TutorialNotFound);
    await expect(eve.tutorials.remove(tutorial.id)).rejects.toThrow(TutorialNotFound);
    const edited = editTutorial(tutorial, { title: Title.parse("Mine now") }, new Date());
    await expect(eve.tutorials.save(edited)).rejects.toThrow(TutorialNotFound);
    expect((await ada.tutorials.get(tutorial.id)).version).toBe(1);
    await expect(ada.tutorials.get(TutorialId.parse(ids.next()))).rejects.toThrow(TutorialNotFound);
  });

  it("shows everybody what is published, and only that", async () => {
    const caller = await registerCaller(world());
    const { tutorial, transcript } = await addTutorial(caller);
    const { publishedTutorials } = world().publicRepositories();
    await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);
    const published = publishTutorial(tutorial, new Date());
    await caller.tutorials.save(published);
    const { mediaUrl } = transcript;
    expect(await inOneCall(world(), () => publishedTutorials.get(tutorial.slug))).toEqual({
      ...published,
      mediaUrl,
    });
    await caller.tutorials.save(unpublishTutorial(published, new Date()));
    await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);
  });
});
