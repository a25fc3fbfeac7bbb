import { expect, it } from "vitest";
import {
  QuotaExceeded,
  TranscriptChanged,
  TranscriptNotFound,
} from "../../src/domain/exceptions/transcript.ts";
import { correctTranscript, type Transcript } from "../../src/domain/models/transcript.ts";
import { cite, type Step } from "../../src/domain/models/tutorial.ts";
import { ContentHash } from "../../src/domain/value-objects/content-hash.ts";
import type { Cue } from "../../src/domain/value-objects/cue.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { type Caller, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";
import { QUOTA } from "./support/worlds.ts";

const at = new Date("2026-03-01T10:00:00.000Z");
const later = new Date("2026-03-02T10:00:00.000Z");

contract("a corrected upload", (world) => {
  const cues = someCues(4);
  /** One cue more before all others, and another word in the last one. */
  const corrected = [{ ...cues[0], text: "Before all" } as Cue, ...cues].map(
    (cue, nth) =>
      ({ ...cue, position: nth + 1, text: nth === 4 ? `${cue.text} Corrected.` : cue.text }) as Cue,
  );
  const correct = (
    { sameContentAs: _, ...transcript }: Transcript & { sameContentAs?: unknown },
    bytes = 200,
  ) =>
    correctTranscript(
      transcript,
      {
        contentHash: ContentHash.parse("b".repeat(64)),
        contentBytes: bytes,
        importReport: { ...transcript.importReport, format: "srt", cuesRead: 5, cuesKept: 5 },
        cues: corrected,
      },
      later,
    );
  async function addTutorial({ transcripts, tutorials }: Caller) {
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues, 2)), transcript);
    return { transcript, tutorial };
  }
  const following = (steps: readonly Step[]) =>
    steps.map((step) => ({
      ...step,
      citations: step.citations.map(({ firstCue, lastCue }) =>
        cite(corrected, { firstCue: firstCue + 1, lastCue: lastCue + 1 }),
      ),
    }));

  it("takes the place of all that was there, and the tutorials follow", async () => {
    const caller = await registerCaller(world());
    const { transcript, tutorial } = await addTutorial(caller);
    const { transcripts, tutorials } = caller;
    const { title, id, version, publishedVersion, steps } = tutorial;
    const read = await inOneCall(world(), () => transcripts.withTutorials(transcript.id));
    expect(read.cues).toEqual(cues);
    expect(read.tutorials).toEqual([{ id, title, version, publishedVersion, steps }]);
    const next = correct(transcript);
    const followed = following(tutorial.steps);
    const written = await inOneCall(world(), () =>
      transcripts.replaceContent(next, corrected, "1\n…", [{ id, version, steps: followed }]),
    );
    expect(written).toEqual({ transcript: next, tutorials: [{ id, version: 2, publishedVersion: null }] });
    expect(await transcripts.get(transcript.id)).toEqual({ ...next, cues: corrected });
    expect(await transcripts.content(transcript.id)).toEqual({ format: "srt", version: 2, content: "1\n…" });
    expect(await tutorials.get(id)).toMatchObject({
      steps: followed,
      version: 2,
      lastChange: "re-anchored",
      updatedAt: later,
    });
  });

  it("is followed by readers where nothing else waits, and every citation holds", async () => {
    const caller = await registerCaller(world());
    const { transcript, tutorial } = await addTutorial(caller);
    const second = await caller.tutorials.add(someTutorial(transcript, someSteps(cues, 1)), transcript);
    const third = await caller.tutorials.add(someTutorial(transcript, someSteps(cues, 1)), transcript);
    for (const { id } of [tutorial, second, third]) await caller.tutorials.setStatus(id, "published", { at });
    await caller.tutorials.edit(second.id, { title: Title.parse("Half done") }, { at });
    const stale = third.steps.map((step) => ({
      ...step,
      citations: step.citations.map((citation) => ({ ...citation, state: "stale" as const })),
    }));
    const { tutorials } = await caller.transcripts.replaceContent(correct(transcript), corrected, "1\n…", [
      { id: tutorial.id, version: 2, steps: following(tutorial.steps) },
      { id: second.id, version: 3, steps: following(second.steps) },
      { id: third.id, version: 2, steps: stale },
    ]);
    const byId = Object.fromEntries(tutorials.map(({ id, ...versions }) => [id, versions]));
    expect(byId).toEqual({
      [tutorial.id]: { version: 3, publishedVersion: 3 },
      [second.id]: { version: 4, publishedVersion: 2 },
      [third.id]: { version: 3, publishedVersion: 2 },
    });
    const { publishedTutorials } = world().publicRepositories();
    expect((await publishedTutorials.get(tutorial.slug)).steps).toEqual(following(tutorial.steps));
    expect((await publishedTutorials.get(third.slug)).steps).toEqual(third.steps);
  });

  it("leaves alone the tutorials whose steps are not given", async () => {
    const caller = await registerCaller(world());
    const { transcript } = await addTutorial(caller);
    const { id } = await caller.tutorials.add(someTutorial(transcript, []), transcript);
    const read = await caller.transcripts.withTutorials(transcript.id);
    const given = read.tutorials.map(({ id: of, version, steps }) => ({
      id: of,
      version,
      steps: of === id ? undefined : following(steps),
    }));
    await caller.transcripts.replaceContent(correct(transcript), corrected, "1\n…", given);
    expect((await caller.tutorials.get(id)).version).toBe(1);
  });

  it("is refused where the transcript or a tutorial is not what was read, changing nothing", async () => {
    const caller = await registerCaller(world());
    const { transcript, tutorial } = await addTutorial(caller);
    const { transcripts } = caller;
    const read = { id: tutorial.id, version: 1, steps: following(tutorial.steps) };
    for (const given of [[], [{ ...read, version: 2 }]]) {
      await expect(transcripts.replaceContent(correct(transcript), corrected, "1\n…", given)).rejects.toThrow(
        TranscriptChanged,
      );
    }
    await transcripts.edit(transcript.id, { title: Title.parse("Changed") }, { at });
    await expect(transcripts.replaceContent(correct(transcript), corrected, "1\n…", [read])).rejects.toThrow(
      TranscriptChanged,
    );
    expect((await transcripts.get(transcript.id)).cues).toEqual(cues);
    expect(await caller.tutorials.get(tutorial.id)).toMatchObject(tutorial);
  });

  it("is the owner's alone, and held to the quota", async () => {
    const [ada, eve] = [await registerCaller(world()), await registerCaller(world())];
    const transcript = await ada.transcripts.add(someTranscript(cues), cues, "WEBVTT");
    await expect(eve.transcripts.withTutorials(transcript.id)).rejects.toThrow(TranscriptNotFound);
    await expect(eve.transcripts.replaceContent(correct(transcript), corrected, "1\n…", [])).rejects.toThrow(
      TranscriptNotFound,
    );
    const large = correct(transcript, QUOTA.bytes + 1);
    await expect(ada.transcripts.replaceContent(large, corrected, "1\n…", [])).rejects.toThrow(QuotaExceeded);
    expect(await ada.transcripts.get(transcript.id)).toMatchObject({ version: 1, cues });
  });

  it("that was there already is told of a new one, if it is the caller's own", async () => {
    const [ada, eve] = [await registerCaller(world()), await registerCaller(world())];
    const add = (caller: Caller, hash: string) =>
      inOneCall(world(), () =>
        caller.transcripts.add(
          { ...someTranscript(cues), contentHash: ContentHash.parse(hash.repeat(64)) },
          cues,
          "WEBVTT",
        ),
      );
    const first = await add(ada, "c");
    expect(first.sameContentAs).toBe(null);
    expect((await add(ada, "c")).sameContentAs).toBe(first.id);
    expect((await add(ada, "c")).sameContentAs).toBe(first.id);
    expect((await add(ada, "d")).sameContentAs).toBe(null);
    expect((await add(eve, "c")).sameContentAs).toBe(null);
  });
});
