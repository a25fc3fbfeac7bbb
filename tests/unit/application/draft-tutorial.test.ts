import { describe, expect, it } from "vitest";
import { draftTutorial } from "../../../src/application/draft-tutorial.ts";
import { editTranscript } from "../../../src/application/edit-transcript.ts";
import type { Drafter, DraftingSource } from "../../../src/application/ports/drafter.ts";
import { TranscriptChanged, TranscriptNotFound } from "../../../src/domain/exceptions/transcript.ts";
import { CitationNotInTranscript, DraftingUnavailable } from "../../../src/domain/exceptions/tutorial.ts";
import type { DraftingMethod } from "../../../src/domain/models/tutorial.ts";
import { TranscriptId } from "../../../src/domain/value-objects/ids.ts";
import { Slug } from "../../../src/domain/value-objects/slug.ts";
import { Title } from "../../../src/domain/value-objects/title.ts";
import { pairDrafter, startWorldWithTranscript, teaCues } from "./support/world.ts";

/** A world in which a tutorial can be drafted in one line. */
async function start(extractive: Drafter = pairDrafter) {
  const world = await startWorldWithTranscript();
  const draft = (
    drafting: { method: DraftingMethod; steps?: number } = { method: "extractive" },
    changes: { title?: Title; transcriptId?: TranscriptId } = {},
  ) =>
    draftTutorial(
      { ...world, drafters: { extractive } },
      { transcriptId: world.transcript.id, drafting, ...changes },
    );
  const stored = async () => (await world.tutorials.list({ limit: 10 })).items;
  return { ...world, draft, stored };
}

describe("drafting a tutorial", () => {
  it("stores a draft of the drafter's steps, whose citations are copied from the cues", async () => {
    const { draft, tutorials, transcript, user, clock } = await start();
    clock.advance(60_000);
    const drafted = await draft();
    expect(drafted).toEqual({
      id: drafted.id,
      ownerId: user.id,
      transcriptId: transcript.id,
      title: transcript.title,
      slug: Slug.parse(`a-recording-${drafted.id.slice(-8)}`),
      language: transcript.language,
      status: "draft",
      lastChange: "drafted",
      drafting: { method: "extractive", notes: [] },
      publishedVersion: null,
      publishedOverride: null,
      steps: [
        {
          id: expect.any(String),
          title: "Step: Open the lid.",
          body: "*Open the lid.*",
          citations: [
            {
              firstCue: 1,
              lastCue: 2,
              startMs: 0,
              endMs: 4_000,
              quote: "Open the lid. Pour the water.",
              state: "verified",
            },
          ],
        },
        {
          id: expect.any(String),
          title: "Step: Close the lid.",
          body: "*Close the lid.*",
          citations: [
            {
              firstCue: 3,
              lastCue: 4,
              startMs: 4_000,
              endMs: 8_000,
              quote: "Close the lid. Wait.",
              state: "verified",
            },
          ],
        },
      ],
      version: 1,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      publishedAt: null,
    });
    expect(new Set([drafted.id, ...drafted.steps.map(({ id }) => id)]).size).toBe(3);
    expect(await tutorials.get(drafted.id)).toEqual({ ...drafted, mediaUrl: transcript.mediaUrl });
  });

  it("takes the caller's title rather than the transcript's", async () => {
    const { draft } = await start();
    const drafted = await draft({ method: "extractive" }, { title: Title.parse("Make tea") });
    expect(drafted).toMatchObject({ title: "Make tea", slug: `make-tea-${drafted.id.slice(-8)}` });
  });

  it("lets the drafter know how many steps are asked for", async () => {
    const { draft, tutorials } = await start();
    const { id } = await draft({ method: "extractive", steps: 1 });
    expect((await tutorials.get(id)).steps).toHaveLength(1);
  });

  it("shows the drafter the whole transcript", async () => {
    const seen: DraftingSource[] = [];
    const { draft, transcript } = await start({
      async draft(source) {
        seen.push(source);
        return { steps: [], notes: [] };
      },
    });
    await draft();
    expect(seen).toEqual([{ ...transcript, cues: teaCues }]);
  });

  it("stores a tutorial without steps where none are to be drafted", async () => {
    const { draft, tutorials } = await start({ draft: () => Promise.reject(new Error("was not asked for")) });
    const { id } = await draft({ method: "none" });
    expect((await tutorials.get(id)).steps).toEqual([]);
  });

  it("makes tutorials of one transcript that have slugs of their own", async () => {
    const { draft, stored } = await start();
    await draft();
    await draft();
    expect(new Set((await stored()).map(({ slug }) => slug)).size).toBe(2);
  });

  it("keeps what the drafter notes", async () => {
    const notes = ["Two parts could not be read."];
    const { draft, stored } = await start({ draft: async () => ({ steps: [], notes }) });
    await draft();
    expect((await stored())[0]?.drafting).toEqual({ method: "extractive", notes });
  });

  it("is refused where there is no model to draft with, before anything is read", async () => {
    const { draft, stored } = await start();
    await expect(draft({ method: "llm" })).rejects.toThrow(DraftingUnavailable);
    expect(await stored()).toEqual([]);
  });

  it("stores nothing where the drafter cites cues that are not there", async () => {
    const { draft, stored } = await start({
      draft: async () => ({
        steps: [{ title: Title.parse("Step"), body: "", citations: [{ firstCue: 4, lastCue: 5 }] }],
        notes: [],
      }),
    });
    await expect(draft()).rejects.toThrow(CitationNotInTranscript);
    expect(await stored()).toEqual([]);
  });

  it("stores nothing where the drafter fails, and tells its error", async () => {
    const { draft, stored } = await start({ draft: () => Promise.reject(new Error("no idea")) });
    await expect(draft()).rejects.toThrow("no idea");
    expect(await stored()).toEqual([]);
  });

  it("stores nothing where the transcript has changed while the drafter was at work", async () => {
    const world = await startWorldWithTranscript();
    const slowDrafter: Drafter = {
      async draft(source, options) {
        const changes = { title: Title.parse("Coffee") };
        await editTranscript(world, { id: world.transcript.id, changes });
        return pairDrafter.draft(source, options);
      },
    };
    const drafting = draftTutorial(
      { ...world, drafters: { extractive: slowDrafter } },
      { transcriptId: world.transcript.id, drafting: { method: "extractive" } },
    );
    await expect(drafting).rejects.toThrow(TranscriptChanged);
    expect((await world.tutorials.list({ limit: 10 })).items).toEqual([]);
  });

  it("stores nothing where the transcript has been deleted while the drafter was at work", async () => {
    const world = await startWorldWithTranscript();
    const slowDrafter: Drafter = {
      async draft(source, options) {
        await world.transcripts.remove(world.transcript.id);
        return pairDrafter.draft(source, options);
      },
    };
    const drafting = draftTutorial(
      { ...world, drafters: { extractive: slowDrafter } },
      { transcriptId: world.transcript.id, drafting: { method: "extractive" } },
    );
    await expect(drafting).rejects.toThrow(TranscriptNotFound);
    expect((await world.tutorials.list({ limit: 10 })).items).toEqual([]);
  });

  it("is refused without a transcript", async () => {
    const { draft, ids, stored } = await start();
    const transcriptId = TranscriptId.parse(ids.next());
    await expect(draft({ method: "none" }, { transcriptId })).rejects.toThrow(TranscriptNotFound);
    expect(await stored()).toEqual([]);
  });

  it("is refused for another user's transcript", async () => {
    const world = await start();
    const eve = await world.register("eve@example.com");
    const drafting = draftTutorial(
      { ...world, ...eve, drafters: { extractive: pairDrafter } },
      { transcriptId: world.transcript.id, drafting: { method: "none" } },
    );
    await expect(drafting).rejects.toThrow(TranscriptNotFound);
    expect(await world.stored()).toEqual([]);
    expect((await eve.tutorials.list({ limit: 10 })).items).toEqual([]);
  });
});
