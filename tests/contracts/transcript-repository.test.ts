import { expect, it } from "vitest";
import {
  TranscriptInUse,
  TranscriptNotFound,
  TranscriptVersionStale,
} from "../../src/domain/exceptions/transcript.ts";
import { editTranscript } from "../../src/domain/models/transcript.ts";
import { TranscriptId } from "../../src/domain/value-objects/ids.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { ids, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";

contract("the transcript repository", (world) => {
  it("stores 10,000 cues and reads them back whole, in one call each", async () => {
    const { user, transcripts } = await registerCaller(world());
    const cues = someCues(10_000);
    const transcript = someTranscript(cues);
    const added = await inOneCall(world(), () => transcripts.add(transcript, cues));
    expect(added).toEqual({ ...transcript, ownerId: user.id });
    expect(await inOneCall(world(), () => transcripts.get(transcript.id))).toEqual({ ...added, cues });
  });

  it("stores nothing where a part cannot be stored", async () => {
    const { transcripts } = await registerCaller(world());
    const [first, second] = someCues(2);
    const sameTwice = [first!, second!, second!];
    await expect(transcripts.add(someTranscript(sameTwice), sameTwice)).rejects.toThrow();
    expect(await transcripts.list({ limit: 10 })).toEqual({ items: [], next: null });
  });

  it("hands out copies, never what it stores", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(2);
    const added = await transcripts.add(someTranscript(cues), cues);
    const read = await transcripts.get(added.id);
    read.cues.length = 0;
    read.title = Title.parse("Scribbled over");
    expect(await transcripts.get(added.id)).toEqual({ ...added, cues });
  });

  it("lists without cues and report, newest first, in pages", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(2);
    const added = [];
    for (let at = 0; at < 5; at += 1) added.push(await transcripts.add(someTranscript(cues), cues));
    const first = await inOneCall(world(), () => transcripts.list({ limit: 3 }));
    const newest = added.toReversed().map(({ importReport, ...summary }) => summary);
    expect(first).toEqual({ items: newest.slice(0, 3), next: newest[2]?.id });
    expect(await transcripts.list({ limit: 3, after: first.next! })).toEqual({
      items: newest.slice(3),
      next: null,
    });
  });

  it("edits what describes a transcript, and tells who comes late", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(2);
    const { importReport, ...added } = await transcripts.add(someTranscript(cues), cues);
    const changes = { title: Title.parse("A better title"), mediaUrl: null };
    const write = { expectedVersion: 1, at: new Date() };
    const edited = await inOneCall(world(), () => transcripts.edit(added.id, changes, write));
    expect(edited).toEqual(editTranscript(added, changes, write.at));
    expect(await transcripts.get(added.id)).toEqual({ ...edited, importReport, cues });
    await expect(transcripts.edit(added.id, changes, write)).rejects.toThrow(TranscriptVersionStale);
    const nowhere = TranscriptId.parse(ids.next());
    await expect(transcripts.edit(nowhere, changes, write)).rejects.toThrow(TranscriptNotFound);
    expect((await transcripts.edit(added.id, {}, { at: write.at })).version).toBe(3);
  });

  it("removes a transcript, but none that a tutorial cites", async () => {
    const { transcripts, tutorials } = await registerCaller(world());
    const cues = someCues(3);
    const transcript = await transcripts.add(someTranscript(cues), cues);
    const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues)), transcript);
    await expect(transcripts.remove(transcript.id)).rejects.toThrow(TranscriptInUse);
    expect((await transcripts.get(transcript.id)).cues).toEqual(cues);
    await tutorials.remove(tutorial.id);
    await inOneCall(world(), () => transcripts.remove(transcript.id));
    await expect(transcripts.get(transcript.id)).rejects.toThrow(TranscriptNotFound);
    await expect(transcripts.remove(transcript.id)).rejects.toThrow(TranscriptNotFound);
  });

  it("knows nothing of another caller's transcripts", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    const cues = someCues(2);
    const { importReport, ...added } = await ada.transcripts.add(someTranscript(cues), cues);
    await expect(eve.transcripts.get(added.id)).rejects.toThrow(TranscriptNotFound);
    const changes = { title: Title.parse("Mine now") };
    await expect(eve.transcripts.edit(added.id, changes, { at: new Date() })).rejects.toThrow(
      TranscriptNotFound,
    );
    await expect(eve.transcripts.remove(added.id)).rejects.toThrow(TranscriptNotFound);
    expect(await eve.transcripts.list({ limit: 10 })).toEqual({ items: [], next: null });
    expect(await ada.transcripts.get(added.id)).toEqual({ ...added, importReport, cues });
  });
});
