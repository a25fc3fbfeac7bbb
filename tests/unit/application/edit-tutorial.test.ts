import { describe, expect, it } from "vitest";
import { changeTutorialStatus } from "../../../src/application/change-tutorial-status.ts";
import { editTutorial, type SentStep } from "../../../src/application/edit-tutorial.ts";
import {
  CitationNotInTranscript,
  QuoteDiffers,
  SlugOfPublishedTutorial,
  SlugTaken,
  StepDuplicated,
  StepUnknown,
  TutorialNotFound,
  TutorialNotPublishable,
  TutorialVersionStale,
} from "../../../src/domain/exceptions/tutorial.ts";
import { cite } from "../../../src/domain/models/tutorial.ts";
import { StepId } from "../../../src/domain/value-objects/ids.ts";
import { Slug } from "../../../src/domain/value-objects/slug.ts";
import { Title } from "../../../src/domain/value-objects/title.ts";
import { cuesOf, someTranscript, someTutorial, stepCiting } from "../../support/fixtures.ts";
import { startWorldWithTranscript, teaCues } from "./support/world.ts";

type Changes = Parameters<typeof editTutorial>[1]["changes"];

/** A world with a tutorial of three steps. */
async function start(cues = teaCues) {
  const world = await startWorldWithTranscript();
  const transcript = await world.transcripts.add(someTranscript(world.user, cues), cues, "WEBVTT");
  const steps = [stepCiting(cues, 1), stepCiting(cues, 2), stepCiting(cues, 3)] as const;
  const tutorial = await world.tutorials.add(someTutorial(transcript, [...steps]), transcript);
  const edit = (changes: Changes, expectedVersion?: number) =>
    editTutorial(world, { id: tutorial.id, changes, expectedVersion });
  const stored = () => world.tutorials.get(tutorial.id);
  const publish = () => changeTutorialStatus(world, { id: tutorial.id, status: "published" });
  return { ...world, transcript, tutorial, steps, edit, stored, publish };
}

/** A new step as an editor sends it. */
const added = (...citations: SentStep["citations"]): SentStep => ({
  title: Title.parse("Added"),
  body: "New.",
  citations,
});

/** What the edit throws, and where in the input it says that it is wrong. */
async function refusal(editing: Promise<unknown>) {
  const error = await editing.then(
    () => expect.fail("the edit was to be refused"),
    (thrown) => thrown,
  );
  return { error, pointers: error.errors?.map(({ pointer }: { pointer: string }) => pointer) };
}

describe("editing a tutorial", () => {
  it.each([
    ["title", { title: Title.parse("Another title") }],
    ["slug", { slug: Slug.parse("another-slug") }],
    ["title and slug", { title: Title.parse("Another title"), slug: Slug.parse("another-slug") }],
  ])("stores its new %s, and keeps all else", async (_, changes) => {
    const { edit, stored, tutorial, clock } = await start();
    clock.advance(60_000);
    const edited = await edit(changes);
    const expected = { ...tutorial, ...changes, lastChange: "edited", version: 2, updatedAt: clock.now() };
    expect(edited).toMatchObject(expected);
    expect(await stored()).toMatchObject(expected);
  });

  it("is refused for a slug that another tutorial has, and changes nothing", async () => {
    const { edit, stored, tutorials, transcript } = await start();
    const other = await tutorials.add(someTutorial(transcript, []), transcript);
    const before = await stored();
    await expect(edit({ title: Title.parse("Another"), slug: other.slug })).rejects.toThrow(SlugTaken);
    expect(await stored()).toEqual(before);
  });

  it("is done at the version that the caller has seen", async () => {
    const { edit, stored } = await start();
    await edit({ title: Title.parse("Second") }, 1);
    await expect(edit({ title: Title.parse("Late") }, 1)).rejects.toThrow(TutorialVersionStale);
    await expect(edit({ steps: [] }, 1)).rejects.toThrow(TutorialVersionStale);
    await expect(edit({ steps: [] }, 3)).rejects.toThrow(TutorialVersionStale);
    expect(await stored()).toMatchObject({ title: "Second", version: 2, steps: { length: 3 } });
    await edit({ steps: [] }, 2);
    expect(await stored()).toMatchObject({ version: 3, steps: [] });
  });

  it.each([
    ["title", { title: Title.parse("Mine") }],
    ["steps", { steps: [] }],
  ])("does not reach the %s of another user's tutorial", async (_, changes) => {
    const { stored, tutorial, register, clock, ids } = await start();
    const before = await stored();
    const { tutorials } = await register("eve@example.com");
    const editing = editTutorial({ tutorials, clock, ids }, { id: tutorial.id, changes });
    await expect(editing).rejects.toThrow(TutorialNotFound);
    expect(await stored()).toEqual(before);
  });
});

describe("editing a tutorial's steps", () => {
  it("keeps the ids of steps that stay, in whatever order they are sent", async () => {
    const { edit, stored, steps } = await start();
    await edit({ steps: [steps[2], steps[0], steps[1]] });
    expect((await stored()).steps).toEqual([steps[2], steps[0], steps[1]]);
  });

  it("deletes steps that are left out", async () => {
    const { edit, stored, steps } = await start();
    await edit({ steps: [steps[1]] });
    expect((await stored()).steps).toEqual([steps[1]]);
    await edit({ steps: [] });
    expect((await stored()).steps).toEqual([]);
  });

  it("gives a step without an id a new one, nobody else's", async () => {
    const { edit, stored, steps } = await start();
    await edit({ steps: [added({ firstCue: 1, lastCue: 2 }), steps[0], added()] });
    const [first, second, third] = (await stored()).steps;
    const old = steps.map(({ id }) => id);
    expect(second).toEqual(steps[0]);
    expect(first).toMatchObject({ title: "Added", body: "New." });
    expect(third?.citations).toEqual([]);
    expect(old).not.toContain(first?.id);
    expect(old).not.toContain(third?.id);
    expect(first?.id).not.toBe(third?.id);
    expect(StepId.parse(first?.id)).toBe(first?.id);
  });

  it("changes what a step says and cites under its id", async () => {
    const { edit, stored, steps } = await start();
    await edit({ steps: [{ ...added({ firstCue: 3, lastCue: 4 }), id: steps[0].id }] });
    expect((await stored()).steps).toEqual([
      {
        id: steps[0].id,
        title: "Added",
        body: "New.",
        citations: [cite(teaCues, { firstCue: 3, lastCue: 4 })],
      },
    ]);
  });

  it("copies quotes and times from the cues, whatever was sent beside them", async () => {
    const { edit, stored } = await start();
    const sent = { firstCue: 1, lastCue: 2, startMs: 77, endMs: 88, state: "stale" };
    await edit({ steps: [added(sent)] });
    expect((await stored()).steps[0]?.citations).toEqual([cite(teaCues, { firstCue: 1, lastCue: 2 })]);
  });

  it("may cite several places in a step", async () => {
    const { edit, stored } = await start();
    await edit({ steps: [added({ firstCue: 4, lastCue: 4 }, { firstCue: 1, lastCue: 4 })] });
    expect((await stored()).steps[0]?.citations.map(({ quote }) => quote)).toEqual([
      "Wait.",
      "Open the lid. Pour the water. Close the lid. Wait.",
    ]);
  });

  describe("with quotes", () => {
    const quoting = (quote: string) => added({ firstCue: 1, lastCue: 2, quote });

    it.each([
      ["to the letter", "Open the lid. Pour the water."],
      ["with other white space", "\n Open  the\u00a0lid.\tPour the\r\nwater. "],
    ])("takes what the cues say, %s, and stores what the cues say", async (_, quote) => {
      const { edit, stored } = await start();
      await edit({ steps: [quoting(quote)] });
      expect((await stored()).steps[0]?.citations[0]?.quote).toBe("Open the lid. Pour the water.");
    });

    it("takes what the cues say in other Unicode forms", async () => {
      const { edit, stored } = await start(cuesOf("Café ﬁne", "№ １", "x"));
      await edit({ steps: [quoting("Cafe\u0301 fine No 1")] });
      expect((await stored()).steps[0]?.citations[0]?.quote).toBe("Café ﬁne № １");
    });

    it.each([
      ["another word", "Open a lid. Pour the water."],
      ["another case", "open the lid. Pour the water."],
      ["less than the cues", "Open the lid."],
      ["more than the cues", "Open the lid. Pour the water. Close the lid."],
      ["nothing", ""],
    ])("is refused for %s, says where, and changes nothing", async (_, quote) => {
      const { edit, stored, steps } = await start();
      const before = await stored();
      const holding = added({ firstCue: 3, lastCue: 3 }, { firstCue: 1, lastCue: 2, quote });
      const { error, pointers } = await refusal(
        edit({ title: Title.parse("New"), steps: [steps[0], holding] }),
      );
      expect(error).toBeInstanceOf(QuoteDiffers);
      expect(pointers).toEqual(["/steps/1/citations/1/quote"]);
      expect(await stored()).toEqual(before);
    });
  });

  it.each([
    ["behind the last cue", 4, 5],
    ["before the first cue", 0, 1],
    ["turned round by one", 3, 2],
    ["turned round", 4, 1],
  ])("is refused for cues %s, says where, and changes nothing", async (_, firstCue, lastCue) => {
    const { edit, stored, steps } = await start();
    const before = await stored();
    const broken = added({ firstCue: 1, lastCue: 1 }, { firstCue, lastCue });
    const { error, pointers } = await refusal(edit({ steps: [steps[0], broken] }));
    expect(error).toBeInstanceOf(CitationNotInTranscript);
    expect(pointers).toEqual(["/steps/1/citations/1"]);
    expect(await stored()).toEqual(before);
  });

  it("is refused for an id that the tutorial does not have, says where, and changes nothing", async () => {
    const { edit, stored, steps, ids } = await start();
    const before = await stored();
    const unknown = { ...added(), id: StepId.parse(ids.next()) };
    const { error, pointers } = await refusal(edit({ steps: [steps[0], added(), unknown] }));
    expect(error).toBeInstanceOf(StepUnknown);
    expect(pointers).toEqual(["/steps/2/id"]);
    expect(await stored()).toEqual(before);
  });

  it("is refused for the id of another tutorial's step", async () => {
    const { edit, tutorials, transcript } = await start();
    const theirs = stepCiting(teaCues, 1);
    await tutorials.add(someTutorial(transcript, [theirs]), transcript);
    const { error, pointers } = await refusal(edit({ steps: [theirs] }));
    expect(error).toBeInstanceOf(StepUnknown);
    expect(pointers).toEqual(["/steps/0/id"]);
  });

  it("is refused for an id that stands twice, says where, and changes nothing", async () => {
    const { edit, stored, steps } = await start();
    const before = await stored();
    const { error, pointers } = await refusal(edit({ steps: [steps[1], added(), steps[1]] }));
    expect(error).toBeInstanceOf(StepDuplicated);
    expect(pointers).toEqual(["/steps/2/id"]);
    expect(await stored()).toEqual(before);
  });

  it("is refused for the id of a step that was deleted before", async () => {
    const { edit, steps } = await start();
    await edit({ steps: [steps[0]] });
    await expect(edit({ steps: [steps[0], steps[1]] })).rejects.toThrow(StepUnknown);
  });
});

describe("editing a published tutorial", () => {
  it("shows its readers the change once it is published again, and keeps its date", async () => {
    const { edit, publish, publishedTutorials, tutorial, steps, clock } = await start();
    const { publishedAt } = await publish();
    clock.advance(60_000);
    const seen = await publishedTutorials.get(tutorial.slug);
    await edit({ title: Title.parse("Better"), steps: [steps[2]] });
    expect(await publishedTutorials.get(tutorial.slug)).toEqual(seen);
    await publish();
    expect(await publishedTutorials.get(tutorial.slug)).toMatchObject({
      title: "Better",
      steps: [steps[2]],
      version: 4,
      publishedAt,
      updatedAt: clock.now(),
    });
  });

  it("is refused for another slug, and changes nothing", async () => {
    const { edit, publish, stored } = await start();
    await publish();
    const before = await stored();
    const changes = { title: Title.parse("Better"), slug: Slug.parse("another-slug") };
    await expect(edit(changes)).rejects.toThrow(SlugOfPublishedTutorial);
    expect(await stored()).toEqual(before);
  });

  it.each([
    ["that loses all its steps", { steps: [] }],
    ["with a step that cites nothing", { steps: [added()] }],
  ])("%s keeps it from being published again", async (_, changes) => {
    const { edit, publish } = await start();
    await publish();
    await edit(changes);
    await expect(publish()).rejects.toThrow(TutorialNotPublishable);
  });
});
