import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CitationNotInTranscript,
  RevisionNotFound,
  StepEditInvalid,
  StepUnknown,
  TutorialNotFound,
  TutorialNotPublishable,
  TutorialVersionStale,
} from "../../src/domain/exceptions/tutorial.ts";
import { quoteOf, type Step, type Tutorial } from "../../src/domain/models/tutorial.ts";
import { editTutorial, type StepOperation } from "../../src/domain/models/tutorial-edit.ts";
import { restoreRevision, revisionOf } from "../../src/domain/models/tutorial-revision.ts";
import { StepId, TutorialId } from "../../src/domain/value-objects/ids.ts";
import { limits } from "../../src/domain/value-objects/limits.ts";
import { MediaUrl } from "../../src/domain/value-objects/media-url.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { type Caller, ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

const at = new Date("2026-03-01T10:00:00.000Z");
const later = new Date("2026-03-02T10:00:00.000Z");
const stepId = () => StepId.parse(ids.next());

contract("the history of a tutorial", (world) => {
  const cues = someCues(8);
  async function addTutorial({ transcripts, tutorials }: Caller, steps: Step[] = someSteps(cues, 3)) {
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    return { transcript, tutorial: await tutorials.add(someTutorial(transcript, steps), transcript) };
  }
  const stale = (step: Step): Step => ({
    ...step,
    citations: step.citations.map((citation) => ({
      ...citation,
      quote: "Said before" as typeof citation.quote,
      state: "stale" as const,
    })),
  });

  describe("operations on steps", () => {
    it("insert, update, move, split, merge and delete by id, and leave the rest as it is", async () => {
      const caller = await registerCaller(world());
      const [first, second, third] = someSteps(cues, 3) as [Step, Step, Step];
      const { tutorial } = await addTutorial(caller, [first, stale(second), third]);
      const [inserted, part] = [stepId(), stepId()];
      const operations: StepOperation[] = [
        {
          op: "insert",
          after: null,
          id: inserted,
          title: Title.parse("Before all"),
          body: "One.\n\nTwo ❤️ three.",
          citations: [
            { firstCue: 1, lastCue: 1 },
            { firstCue: 2, lastCue: 3 },
          ],
        },
        {
          op: "split",
          stepId: inserted,
          id: part,
          title: Title.parse("Rest"),
          bodyOffset: 6,
          citationOffset: 1,
        },
        { op: "move", stepId: third.id, after: inserted },
        { op: "update", stepId: first.id, title: Title.parse("Renamed") },
        { op: "merge", stepId: part, with: first.id },
        { op: "delete", stepId: third.id },
      ];
      const write = { expectedVersion: 1, at: later };
      const edited = await inOneCall(world(), () =>
        caller.tutorials.edit(tutorial.id, { operations }, write),
      );
      expect(edited).toEqual(editTutorial(tutorial, { operations }, cues, later));
      expect(edited.steps.map(({ id, body }) => [id, body])).toEqual([
        [inserted, "One."],
        [part, `Two ❤️ three.\n\n${first.body}`],
        [second.id, second.body],
      ]);
      expect(edited.steps[2]).toEqual(stale(second));
      expect(edited.steps[1]?.citations.map(({ state }) => state)).toContain("verified");
    });

    it.each<[string, new (...parameters: never[]) => Error, string, (steps: Step[]) => StepOperation]>([
      ["an unknown step", StepUnknown, "/operations/1/stepId", () => ({ op: "delete", stepId: stepId() })],
      [
        "an unknown place",
        StepUnknown,
        "/operations/1/after",
        ([first]) => ({ op: "move", stepId: first!.id, after: stepId() }),
      ],
      [
        "a step behind itself",
        StepEditInvalid,
        "/operations/1/after",
        ([first]) => ({ op: "move", stepId: first!.id, after: first!.id }),
      ],
      [
        "a step with itself",
        StepEditInvalid,
        "/operations/1/with",
        ([first]) => ({ op: "merge", stepId: first!.id, with: first!.id }),
      ],
      [
        "a cut beyond the body",
        StepEditInvalid,
        "/operations/1/bodyOffset",
        ([first]) => ({
          op: "split",
          stepId: first!.id,
          id: stepId(),
          title: Title.parse("Rest"),
          bodyOffset: 40_000,
          citationOffset: 0,
        }),
      ],
      [
        "cues that are not there",
        CitationNotInTranscript,
        "/operations/1/citations/0",
        ([first]) => ({ op: "update", stepId: first!.id, citations: [{ firstCue: 8, lastCue: 9 }] }),
      ],
    ])("refuse %s with a pointer, changing nothing", async (_name, exception, pointer, wrong) => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const fine: StepOperation = { op: "update", stepId: tutorial.steps[0]!.id, body: "Changed" };
      const operations = [fine, wrong(tutorial.steps)];
      const refusal = await caller.tutorials
        .edit(tutorial.id, { operations }, { at })
        .catch((error) => error);
      expect(refusal).toBeInstanceOf(exception);
      expect(refusal.errors[0].pointer).toBe(pointer);
      expect(await caller.tutorials.get(tutorial.id)).toMatchObject(tutorial);
    });

    it("refuse a body that would be too long, and more steps than a tutorial may have", async () => {
      const caller = await registerCaller(world());
      const long = someSteps(cues, 3).map((step) => ({
        ...step,
        body: "x".repeat(limits.stepBodyLength - 5),
      }));
      const { tutorial } = await addTutorial(caller, long);
      const [one, two] = tutorial.steps;
      const merge: StepOperation = { op: "merge", stepId: one!.id, with: two!.id };
      await expect(caller.tutorials.edit(tutorial.id, { operations: [merge] }, { at })).rejects.toThrow(
        StepEditInvalid,
      );
      const step = () => ({
        id: stepId(),
        isNew: true,
        title: Title.parse("A step"),
        body: "",
        citations: [],
      });
      const full = Array.from({ length: limits.stepsPerTutorial }, step);
      await caller.tutorials.edit(tutorial.id, { steps: full }, { at });
      const insert: StepOperation = { op: "insert", ...step() };
      await expect(caller.tutorials.edit(tutorial.id, { operations: [insert] }, { at })).rejects.toThrow(
        StepEditInvalid,
      );
    });

    it("do what the domain's own rules do, whatever they are", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller, someSteps(cues, 4));
      let present: Tutorial = tutorial;
      const range = fc
        .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 3 }))
        .map(([firstCue, more]) => ({ firstCue, lastCue: Math.min(firstCue + more, 9) }));
      const citations = fc.array(range, { maxLength: 3 });
      const place = fc.nat(6);
      const text = fc.constantFrom("", "Plain.", "\n\nTwo\n\n\nlines\n", "❤️ 日本 emoji", "  x  ");
      const draft = fc.oneof(
        fc.record({ op: fc.constant("insert"), after: fc.option(place), body: text, citations }),
        fc.record({ op: fc.constant("update"), stepId: place, body: text }),
        fc.record({ op: fc.constant("update"), stepId: place, citations }),
        fc.record({ op: fc.constant("move"), stepId: place, after: fc.option(place) }),
        fc.record({
          op: fc.constant("split"),
          stepId: place,
          bodyOffset: fc.nat(12),
          citationOffset: fc.nat(3),
        }),
        fc.record({ op: fc.constant("merge"), stepId: place, with: place }),
        fc.record({ op: fc.constant("delete"), stepId: place }),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(draft, { minLength: 1, maxLength: 5 }), async (drafts) => {
          const known = present.steps.map(({ id }) => id);
          const id = (nth: number) => known[nth] ?? StepId.parse("019b8d5e-0000-7000-8000-000000000000");
          const operations = drafts.map((one) => ({
            ...one,
            id: stepId(),
            title: Title.parse("Titled"),
            ...("stepId" in one && { stepId: id(one.stepId) }),
            ...("after" in one && { after: one.after === null ? null : id(one.after) }),
            ...("with" in one && { with: id(one.with) }),
          })) as unknown as StepOperation[];
          const settle = (work: () => Tutorial | Promise<Tutorial>) =>
            Promise.resolve()
              .then(work)
              .catch((error) => ({ code: error.code, errors: error.errors }));
          const wanted = await settle(() => editTutorial(present, { operations }, cues, later));
          const given = await settle(() =>
            caller.tutorials.edit(
              present.id,
              { operations },
              { at: later, expectedVersion: present.version },
            ),
          );
          expect(given).toEqual(wanted);
          if ("steps" in given) present = given;
        }),
        { numRuns: 60 },
      );
    });
  });

  describe("revisions", () => {
    it("are left by every change, with who made it, and never change", async () => {
      const caller = await registerCaller(world());
      const { tutorial, transcript } = await addTutorial(caller);
      const { tutorials, key } = caller;
      const told = { mediaUrl: transcript.mediaUrl, apiKeyId: key.id };
      const edited = await tutorials.edit(tutorial.id, { title: Title.parse("Better") }, { at });
      const published = await tutorials.setStatus(tutorial.id, "published", { at: later });
      const draft = await tutorials.setStatus(tutorial.id, "draft", { at: later });
      const versions = [tutorial, edited, published, draft];
      const { items, next } = await inOneCall(world(), () => tutorials.revisions(tutorial.id, { limit: 10 }));
      expect(next).toBe(null);
      expect(items).toEqual(
        versions.toReversed().map((version) => {
          const { steps, ...summary } = revisionOf(version, told);
          return { ...summary, stepCount: steps.length };
        }),
      );
      expect(items.map(({ kind }) => kind)).toEqual(["unpublished", "published", "edited", "drafted"]);
      const read = await inOneCall(world(), () => tutorials.revisionsOf(tutorial.id, [3, 1]));
      expect(read).toEqual([revisionOf(published, told), revisionOf(tutorial, told)]);
    });

    it("come in pages, the latest first", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      for (let nth = 0; nth < 4; nth += 1) await caller.tutorials.edit(tutorial.id, {}, { at });
      const page = async (limit: number, before?: number) => {
        const { items, next } = await caller.tutorials.revisions(tutorial.id, { limit, before });
        return [items.map(({ version }) => version), next];
      };
      expect(await page(2)).toEqual([[5, 4], 4]);
      expect(await page(2, 4)).toEqual([[3, 2], 2]);
      expect(await page(2, 2)).toEqual([[1], null]);
    });

    it("are the owner's alone, and those that are there", async () => {
      const ada = await registerCaller(world());
      const eve = await registerCaller(world());
      const { tutorial } = await addTutorial(ada);
      await expect(ada.tutorials.revisionsOf(tutorial.id, [1, 2])).rejects.toThrow(RevisionNotFound);
      for (const work of [
        () => eve.tutorials.revisions(tutorial.id, { limit: 5 }),
        () => eve.tutorials.revisionsOf(tutorial.id, [1]),
        () => eve.tutorials.restore(tutorial.id, 1, { at }),
        () => eve.tutorials.citations(tutorial.id),
        () => eve.tutorials.acceptCitations(tutorial.id, undefined, { at }),
        () => ada.tutorials.revisions(TutorialId.parse(ids.next()), { limit: 5 }),
      ]) {
        await expect(work()).rejects.toThrow(TutorialNotFound);
      }
    });
  });

  describe("restoring", () => {
    it("makes the title and steps of a revision those of the next version", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller);
      const { tutorials } = caller;
      const edited = await tutorials.edit(tutorial.id, { title: Title.parse("Worse"), steps: [] }, { at });
      const write = { at: later, expectedVersion: 2 };
      const restored = await inOneCall(world(), () => tutorials.restore(tutorial.id, 1, write));
      expect(restored).toEqual(restoreRevision(edited, tutorial, cues, later));
      expect(restored).toMatchObject({ title: tutorial.title, steps: tutorial.steps, version: 3 });
    });

    it("asks of the cues whether citations hold, and of the caller for the current version", async () => {
      const caller = await registerCaller(world());
      const [first, second] = someSteps(cues, 2) as [Step, Step];
      const { tutorial } = await addTutorial(caller, [first, stale(second)]);
      const { tutorials } = caller;
      await tutorials.edit(tutorial.id, { steps: [] }, { at });
      await expect(tutorials.restore(tutorial.id, 1, { at, expectedVersion: 1 })).rejects.toThrow(
        TutorialVersionStale,
      );
      await expect(tutorials.restore(tutorial.id, 9, { at })).rejects.toThrow(RevisionNotFound);
      const restored = await tutorials.restore(tutorial.id, 1, { at });
      expect(restored.steps).toEqual([first, stale(second)]);
    });
  });

  describe("citations", () => {
    it("are told beside what their cues say now", async () => {
      const caller = await registerCaller(world());
      const [first, second, third] = someSteps(cues, 3) as [Step, Step, Step];
      const gone = {
        ...third,
        citations: third.citations.map((citation) => ({ ...citation, state: "missing" as const })),
      };
      const { tutorial } = await addTutorial(caller, [first, stale(second), gone]);
      const { version, citations } = await inOneCall(world(), () => caller.tutorials.citations(tutorial.id));
      expect(version).toBe(1);
      expect(citations).toEqual(
        tutorial.steps.flatMap((step) =>
          step.citations.map((citation) => ({
            stepId: step.id,
            stepTitle: step.title,
            citation,
            currentQuote:
              citation.state === "missing"
                ? null
                : quoteOf(cues.slice(citation.firstCue - 1, citation.lastCue)),
          })),
        ),
      );
    });

    it("that are stale take what their cues say, of all steps or of some", async () => {
      const caller = await registerCaller(world());
      const steps = someSteps(cues, 3);
      const { tutorial } = await addTutorial(caller, steps.map(stale));
      const { tutorials } = caller;
      const chosen = [steps[1]!.id];
      const some = await inOneCall(world(), () =>
        tutorials.acceptCitations(tutorial.id, chosen, { at, expectedVersion: 1 }),
      );
      expect(some.steps).toEqual([stale(steps[0]!), steps[1], stale(steps[2]!)]);
      expect(some).toMatchObject({ version: 2, lastChange: "citations-accepted" });
      const all = await tutorials.acceptCitations(tutorial.id, undefined, { at: later });
      expect(all.steps).toEqual(steps);
      expect(await tutorials.acceptCitations(tutorial.id, undefined, { at: later })).toEqual(all);
      const refusal = await tutorials
        .acceptCitations(tutorial.id, [steps[0]!.id, stepId()], { at })
        .catch((error) => error);
      expect(refusal).toBeInstanceOf(StepUnknown);
      expect(refusal.errors[0].pointer).toBe("/stepIds/1");
    });

    it("that do not hold can be published for a reason, which readers are told", async () => {
      const caller = await registerCaller(world());
      const { tutorial } = await addTutorial(caller, someSteps(cues, 2).map(stale));
      const { tutorials } = caller;
      await expect(tutorials.setStatus(tutorial.id, "published", { at })).rejects.toThrow(
        TutorialNotPublishable,
      );
      const reason = "The figures were corrected later.";
      const published = await inOneCall(world(), () =>
        tutorials.setStatus(tutorial.id, "published", { at }, reason),
      );
      expect(published).toMatchObject({ publishedOverride: reason, publishedVersion: 2, version: 2 });
      const { publishedTutorials } = world().publicRepositories();
      expect((await publishedTutorials.get(tutorial.slug)).publishedOverride).toBe(reason);
      await tutorials.acceptCitations(tutorial.id, undefined, { at });
      const again = await tutorials.setStatus(tutorial.id, "published", { at }, reason);
      expect(again).toMatchObject({ publishedOverride: null, publishedVersion: 4 });
    });
  });

  it("follows the media address of its transcript, and so do readers where nothing else waits", async () => {
    const caller = await registerCaller(world());
    const { tutorial, transcript } = await addTutorial(caller);
    const { tutorials, transcripts } = caller;
    const { publishedTutorials } = world().publicRepositories();
    await tutorials.setStatus(tutorial.id, "published", { at });
    const move = (name: string) =>
      transcripts.edit(
        transcript.id,
        { mediaUrl: MediaUrl.parse(`https://example.com/${name}.mp4`) },
        { at: later },
      );
    await inOneCall(world(), () => move("second"));
    expect(await publishedTutorials.get(tutorial.slug)).toMatchObject({
      mediaUrl: "https://example.com/second.mp4",
      version: 3,
    });
    await tutorials.edit(tutorial.id, { title: Title.parse("Half done") }, { at });
    await move("third");
    expect(await publishedTutorials.get(tutorial.slug)).toMatchObject({
      title: tutorial.title,
      mediaUrl: "https://example.com/second.mp4",
      version: 3,
    });
    expect(await tutorials.get(tutorial.id)).toMatchObject({
      mediaUrl: "https://example.com/third.mp4",
      lastChange: "media-changed",
      publishedVersion: 3,
      version: 5,
    });
  });
});
