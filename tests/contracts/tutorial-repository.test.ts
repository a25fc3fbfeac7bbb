import { describe, expect, it } from "vitest";
import { TranscriptChanged, TranscriptNotFound } from "../../src/domain/exceptions/transcript.ts";
import {
  CitationNotInTranscript,
  QuoteDiffers,
  SlugOfPublishedTutorial,
  SlugTaken,
  StepUnknown,
  TutorialNotFound,
  TutorialNotPublishable,
  TutorialTooLarge,
  TutorialVersionStale,
} from "../../src/domain/exceptions/tutorial.ts";
import { cite, publishTutorial, type Tutorial, unpublishTutorial } from "../../src/domain/models/tutorial.ts";
import { type EditedStep, editTutorial } from "../../src/domain/models/tutorial-edit.ts";
import { NEWEST_FIRST } from "../../src/domain/repositories/page.ts";
import type { TutorialFilter } from "../../src/domain/repositories/tutorial-repository.ts";
import { Quote } from "../../src/domain/value-objects/citation.ts";
import { StepId, TranscriptId, TutorialId } from "../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../src/domain/value-objects/language-tag.ts";
import { Slug } from "../../src/domain/value-objects/slug.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { type Caller, ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("the tutorial repository", (world) => {
  async function addTutorial({ transcripts, tutorials }: Caller, { stepCount = 2 } = {}) {
    const cues = someCues(5);
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues, stepCount)), transcript);
    return { cues, transcript, tutorial };
  }
  const freshSlug = () => Slug.parse(`slug-${ids.next()}`);

  it("stores a tutorial with its steps and citations, and reads it back", async () => {
    const caller = await registerCaller(world());
    const { tutorials, transcripts, user } = caller;
    const cues = someCues(5);
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const tutorial = someTutorial(transcript, someSteps(cues, 3));
    const added = await inOneCall(world(), () => tutorials.add(tutorial, transcript));
    expect(added).toEqual({ ...tutorial, ownerId: user.id });
    const { mediaUrl } = transcript;
    expect(await inOneCall(world(), () => tutorials.get(added.id))).toEqual({ ...added, mediaUrl });
  });

  describe("adding", () => {
    it("refuses a tutorial from a transcript that changed since it was read", async () => {
      const { transcripts, tutorials } = await registerCaller(world());
      const cues = someCues(3);
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      await transcripts.edit(transcript.id, { title: Title.parse("Changed") }, { at: new Date() });
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
      expect(page).toEqual({ items: newest.slice(0, 2), next: { id: newest[1]?.id } });
      expect(await caller.tutorials.list({ limit: 2, after: page.next! })).toEqual({
        items: newest.slice(2),
        next: null,
      });
    });

    it("gives those of a status, transcript, language or time, in the order that is asked for", async () => {
      const caller = await registerCaller(world());
      const { tutorial: first } = await addTutorial(caller);
      const { tutorial: second, transcript } = await addTutorial(caller);
      const at = new Date(first.updatedAt.getTime() + 5_000);
      await caller.tutorials.setStatus(first.id, "published", { at });
      const found = async (filter: TutorialFilter, sort = NEWEST_FIRST) => {
        const page = await inOneCall(world(), () => caller.tutorials.list({ limit: 10, sort }, filter));
        return page.items.map(({ id }) => id);
      };
      expect(await found({})).toEqual([second.id, first.id]);
      expect(await found({}, { by: "updatedAt", descending: true })).toEqual([first.id, second.id]);
      expect(await found({ status: "draft" })).toEqual([second.id]);
      expect(await found({ transcriptId: transcript.id })).toEqual([second.id]);
      expect(await found({ language: LanguageTag.parse("de") })).toEqual([]);
      expect(await found({ language: LanguageTag.parse("EN"), status: "published" })).toEqual([first.id]);
      expect(await found({ updatedAfter: second.updatedAt })).toEqual([first.id]);
    });
  });

  describe("editing", () => {
    const at = new Date();
    const resent = (tutorial: Tutorial): EditedStep[] =>
      tutorial.steps.map((step) => ({ ...step, isNew: false }));
    const newStep = (citations: EditedStep["citations"]): EditedStep => ({
      id: StepId.parse(ids.next()),
      isNew: true,
      title: Title.parse("A new step"),
      body: "Do *this*.",
      citations,
    });

    it("changes title, slug and steps of the version that was read, copying quotes and times", async () => {
      const caller = await registerCaller(world());
      const { cues, transcript, tutorial } = await addTutorial(caller);
      const changes = {
        title: Title.parse("Better"),
        slug: freshSlug(),
        steps: [
          newStep([
            { firstCue: 2, lastCue: 4 },
            { firstCue: 1, lastCue: 1 },
          ]),
          ...resent(tutorial).toReversed(),
        ],
      };
      const write = { expectedVersion: 1, at };
      const edited = await inOneCall(world(), () => caller.tutorials.edit(tutorial.id, changes, write));
      expect(edited).toEqual(editTutorial(tutorial, changes, cues, at));
      expect(edited.steps[0]?.citations[0]).toEqual(cite(cues, { firstCue: 2, lastCue: 4 }));
      const { mediaUrl } = transcript;
      expect(await caller.tutorials.get(tutorial.id)).toEqual({ ...edited, mediaUrl });
    });

    it("takes no steps, and steps that cite nothing, in a draft", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const uncited = await caller.tutorials.edit(tutorial.id, { steps: [newStep([])] }, { at });
      expect(uncited.steps.map(({ citations }) => citations)).toEqual([[]]);
      expect((await caller.tutorials.edit(tutorial.id, { steps: [] }, { at })).steps).toEqual([]);
    });

    it("takes a quote that says the same in other white space and Unicode forms", async () => {
      const caller = await registerCaller(world());
      const { tutorial, cues } = await addTutorial(caller);
      const quote = `  ${cues[0]!.text.replace("\n", "  \u00a0 ").replace("C", "\uff23")} `;
      const steps = [newStep([{ firstCue: 1, lastCue: 1, quote }])];
      const edited = await caller.tutorials.edit(tutorial.id, { steps }, { at });
      expect(edited.steps[0]?.citations[0]?.quote).toBe(cues[0]!.text);
    });

    it.each<[string, new (...parameters: never[]) => Error, string, EditedStep["citations"], boolean]>([
      [
        "cues that are not there",
        CitationNotInTranscript,
        "/steps/1/citations/1",
        [
          { firstCue: 1, lastCue: 1 },
          { firstCue: 5, lastCue: 6 },
        ],
        true,
      ],
      [
        "a quote that nobody said",
        QuoteDiffers,
        "/steps/1/citations/0/quote",
        [{ firstCue: 1, lastCue: 1, quote: "Never" }],
        true,
      ],
      ["an id that is not one of its steps", StepUnknown, "/steps/1/id", [], false],
    ])("refuses %s with a pointer, changing nothing", async (_name, exception, pointer, citations, isNew) => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const steps = [resent(tutorial)[0]!, { ...newStep(citations), isNew }];
      const changes = { title: Title.parse("Half done"), steps };
      const refusal = await caller.tutorials.edit(tutorial.id, changes, { at }).catch((error) => error);
      expect(refusal).toBeInstanceOf(exception);
      expect(refusal.errors[0].pointer).toBe(pointer);
      expect(await caller.tutorials.get(tutorial.id)).toMatchObject(tutorial);
    });

    it("refuses to quote more than a quote may hold", async () => {
      const { transcripts, tutorials } = await registerCaller(world());
      const cues = someCues(6).map((cue) => ({ ...cue, text: "x".repeat(10_000) }));
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const tutorial = await tutorials.add(someTutorial(transcript, []), transcript);
      const edit = (lastCue: number) =>
        tutorials.edit(tutorial.id, { steps: [newStep([{ firstCue: 1, lastCue }])] }, { at });
      await expect(edit(5)).rejects.toThrow(/50004 characters/);
      expect((await edit(4)).steps[0]?.citations[0]?.quote).toHaveLength(40_003);
    });

    it("refuses to quote more in all than a tutorial may hold, before it quotes", async () => {
      const { transcripts, tutorials } = await registerCaller(world());
      const cues = someCues(5).map((cue) => ({ ...cue, text: "x".repeat(9_990) }));
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const tutorial = await tutorials.add(someTutorial(transcript, []), transcript);
      const citations = Array.from({ length: 50 }, () => ({ firstCue: 1, lastCue: 5 }));
      const edit = (steps: number) =>
        tutorials.edit(
          tutorial.id,
          { steps: Array.from({ length: steps }, () => newStep(citations)) },
          { at },
        );
      await expect(edit(5)).rejects.toThrow(TutorialTooLarge);
      expect((await edit(1)).steps[0]?.citations).toHaveLength(50);
    });

    it("refuses the change of a version that has passed", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const write = { expectedVersion: 1, at };
      await caller.tutorials.edit(tutorial.id, { title: Title.parse("First") }, write);
      const late = caller.tutorials.edit(tutorial.id, { title: Title.parse("Second") }, write);
      await expect(late).rejects.toThrow(TutorialVersionStale);
      expect((await caller.tutorials.get(tutorial.id)).title).toBe("First");
      expect((await caller.tutorials.edit(tutorial.id, {}, { at })).version).toBe(3);
    });

    it("lets one of many writers of a version win", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const writes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, nth) =>
          caller.tutorials.edit(
            tutorial.id,
            { title: Title.parse(`Writer ${nth}`) },
            { expectedVersion: 1, at },
          ),
        ),
      );
      const lost = writes.filter((write) => write.status === "rejected");
      expect(lost).toHaveLength(19);
      for (const { reason } of lost) expect(reason).toBeInstanceOf(TutorialVersionStale);
      expect((await caller.tutorials.get(tutorial.id)).version).toBe(2);
    });

    it("refuses a slug that is taken", async () => {
      const caller = await registerCaller(world());
      const first = (await addTutorial(caller)).tutorial;
      const second = (await addTutorial(caller)).tutorial;
      await expect(caller.tutorials.edit(second.id, { slug: first.slug }, { at })).rejects.toThrow(SlugTaken);
      expect((await caller.tutorials.edit(second.id, { slug: second.slug }, { at })).slug).toBe(second.slug);
    });

    it("keeps the slug of what is published, and what its readers see", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      await caller.tutorials.setStatus(tutorial.id, "published", { at });
      const edit = (changes: Parameters<typeof caller.tutorials.edit>[1]) =>
        caller.tutorials.edit(tutorial.id, changes, { at });
      await expect(edit({ slug: freshSlug() })).rejects.toThrow(SlugOfPublishedTutorial);
      const edited = await edit({ title: Title.parse("Half done"), steps: [] });
      expect(edited).toMatchObject({ status: "published", publishedVersion: 2, version: 3 });
      const { publishedTutorials } = world().publicRepositories();
      const { title, steps } = tutorial;
      expect(await publishedTutorials.get(tutorial.slug)).toMatchObject({ title, steps, version: 2 });
      await expect(caller.tutorials.setStatus(tutorial.id, "published", { at })).rejects.toThrow(
        TutorialNotPublishable,
      );
      await edit({ steps: resent(tutorial).map((step) => ({ ...step, isNew: true })) });
      await caller.tutorials.setStatus(tutorial.id, "published", { at });
      expect(await publishedTutorials.get(tutorial.slug)).toMatchObject({ title: "Half done", version: 5 });
    });
  });

  describe("publishing", () => {
    const at = new Date();

    it("publishes and takes back, and leaves alone what already is so", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const { tutorials } = caller;
      const publish = () => tutorials.setStatus(tutorial.id, "published", { at });
      const published = await inOneCall(world(), publish);
      expect(published).toEqual(publishTutorial(tutorial, at));
      expect(await publish()).toEqual(published);
      const takeBack = () => tutorials.setStatus(tutorial.id, "draft", { at });
      const draft = await inOneCall(world(), takeBack);
      expect(draft).toEqual(unpublishTutorial(published, at));
      expect(await takeBack()).toEqual(draft);
    });

    it("demands the version that is expected, whether there is something to change or not", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      for (const status of ["published", "draft"] as const) {
        const stale = caller.tutorials.setStatus(tutorial.id, status, { expectedVersion: 7, at });
        await expect(stale).rejects.toThrow(TutorialVersionStale);
      }
      const published = caller.tutorials.setStatus(tutorial.id, "published", { expectedVersion: 1, at });
      expect((await published).version).toBe(2);
      const nowhere = TutorialId.parse(ids.next());
      await expect(caller.tutorials.setStatus(nowhere, "draft", { at })).rejects.toThrow(TutorialNotFound);
    });

    it("refuses what has no step, or a step that cites nothing, and says which", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller, { stepCount: 0 });
      const publish = () => caller.tutorials.setStatus(tutorial.id, "published", { at });
      await expect(publish()).rejects.toThrow(/it has no step/);
      const uncited = { isNew: true, title: Title.parse("Alone"), body: "", citations: [] };
      const cited = { ...uncited, citations: [{ firstCue: 1, lastCue: 1 }] };
      const steps = [cited, uncited].map((step) => ({ ...step, id: StepId.parse(ids.next()) }));
      await caller.tutorials.edit(tutorial.id, { steps }, { at });
      const refusal = await publish().catch((error) => error);
      expect(refusal).toBeInstanceOf(TutorialNotPublishable);
      expect(refusal.message).toContain("step 2 cites nothing");
      expect((await caller.tutorials.get(tutorial.id)).status).toBe("draft");
    });

    it("refuses a citation that does not hold", async () => {
      const { transcripts, tutorials } = await registerCaller(world());
      const cues = someCues(3);
      const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const [step] = someSteps(cues, 1);
      const stale = { ...step!, citations: [{ ...step!.citations[0]!, state: "stale" as const }] };
      const tutorial = await tutorials.add(someTutorial(transcript, [stale]), transcript);
      await expect(tutorials.setStatus(tutorial.id, "published", { at })).rejects.toThrow(
        TutorialNotPublishable,
      );
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
    await expect(eve.tutorials.remove(tutorial.id)).rejects.toThrow(TutorialNotFound);
    const at = new Date();
    const edit = eve.tutorials.edit(tutorial.id, { title: Title.parse("Mine now") }, { at });
    await expect(edit).rejects.toThrow(TutorialNotFound);
    await expect(eve.tutorials.setStatus(tutorial.id, "published", { at })).rejects.toThrow(TutorialNotFound);
    expect((await ada.tutorials.get(tutorial.id)).version).toBe(1);
    await expect(ada.tutorials.get(TutorialId.parse(ids.next()))).rejects.toThrow(TutorialNotFound);
  });

  it("shows everybody what is published, and only that", async () => {
    const caller = await registerCaller(world());
    const { tutorial, transcript } = await addTutorial(caller);
    const { publishedTutorials } = world().publicRepositories();
    await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);
    const at = new Date();
    const published = await caller.tutorials.setStatus(tutorial.id, "published", { at });
    const { mediaUrl } = transcript;
    const { title, slug, language, status, steps, publishedOverride, version, publishedAt, updatedAt } =
      published;
    expect(await inOneCall(world(), () => publishedTutorials.get(tutorial.slug))).toEqual({
      ...{ title, slug, language, status, steps, publishedOverride, version, publishedAt, updatedAt },
      mediaUrl,
    });
    await caller.tutorials.setStatus(tutorial.id, "draft", { at });
    await expect(publishedTutorials.get(tutorial.slug)).rejects.toThrow(TutorialNotFound);
  });
});
