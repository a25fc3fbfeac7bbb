import { describe, expect, it } from "vitest";
import {
  QuotaExceeded,
  SpeakerUnknown,
  TranscriptInUse,
  TranscriptNotFound,
  TranscriptVersionStale,
} from "../../src/domain/exceptions/transcript.ts";
import {
  editTranscript,
  type NewTranscript,
  type TranscriptSummary,
} from "../../src/domain/models/transcript.ts";
import type { Page, Position } from "../../src/domain/repositories/page.ts";
import type { TranscriptFilter } from "../../src/domain/repositories/transcript-repository.ts";
import { ContentHash } from "../../src/domain/value-objects/content-hash.ts";
import { TranscriptId } from "../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../src/domain/value-objects/language-tag.ts";
import { Title } from "../../src/domain/value-objects/title.ts";
import { ids, now, registerCaller } from "./support/callers.ts";
import { contract, inOneCall } from "./support/contract.ts";
import { someCues, someSteps, someTranscript, someTutorial } from "./support/samples.ts";
import { QUOTA } from "./support/worlds.ts";

contract("the transcript repository", (world) => {
  it("stores 10,000 cues and reads them back whole, in one call each", async () => {
    const { user, transcripts } = await registerCaller(world());
    const cues = someCues(10_000);
    const transcript = someTranscript(cues);
    const { sameContentAs: _, ...added } = await inOneCall(world(), () =>
      transcripts.add(transcript, cues, "WEBVTT"),
    );
    expect(added).toEqual({ ...transcript, ownerId: user.id });
    expect(await inOneCall(world(), () => transcripts.get(transcript.id))).toEqual({ ...added, cues });
  });

  it("stores nothing where a part cannot be stored", async () => {
    const { transcripts } = await registerCaller(world());
    const [first, second] = someCues(2);
    const sameTwice = [first!, second!, second!];
    await expect(transcripts.add(someTranscript(sameTwice), sameTwice, "WEBVTT")).rejects.toThrow();
    expect(await transcripts.list({ limit: 10 })).toEqual({ items: [], next: null });
  });

  it("hands out copies, never what it stores", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(2);
    const { sameContentAs: _, ...added } = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const read = await transcripts.get(added.id);
    read.cues.length = 0;
    read.title = Title.parse("Scribbled over");
    expect(await transcripts.get(added.id)).toEqual({ ...added, cues });
  });

  it("lists without cues and report, newest first, in pages", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(2);
    const added = [];
    for (let at = 0; at < 5; at += 1) added.push(await transcripts.add(someTranscript(cues), cues, "WEBVTT"));
    const first = await inOneCall(world(), () => transcripts.list({ limit: 3 }));
    const newest = added.toReversed().map(({ importReport, sameContentAs, ...summary }) => summary);
    expect(first).toEqual({ items: newest.slice(0, 3), next: { id: newest[2]?.id } });
    expect(await transcripts.list({ limit: 3, after: first.next! })).toEqual({
      items: newest.slice(3),
      next: null,
    });
  });

  it.each([
    ["the oldest first", { by: "createdAt", descending: false }, [1, 2, 3, 4, 5]],
    ["by the last change", { by: "updatedAt", descending: false }, [1, 3, 4, 5, 2]],
    ["by the last change, the latest first", { by: "updatedAt", descending: true }, [2, 5, 4, 3, 1]],
  ] as const)("lists %s, in pages", async (_, sort, order) => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(1);
    const at = now();
    const numbers = new Map<string, number>();
    for (let number = 1; number <= 5; number += 1) {
      // Three at the same moment: the ids decide.
      const updatedAt = number === 2 || number === 1 ? new Date(at.getTime() - 1) : at;
      const { id } = await transcripts.add({ ...someTranscript(cues), updatedAt }, cues, "WEBVTT");
      numbers.set(id, number);
      if (number === 5)
        await transcripts.edit(
          [...numbers.keys()][1] as TranscriptId,
          {},
          { at: new Date(at.getTime() + 1) },
        );
    }
    const seen = [];
    for (let after: Position<TranscriptId> | null | undefined; after !== null; ) {
      const request = { limit: 2, sort, after };
      const page: Page<TranscriptSummary, TranscriptId> = await inOneCall(world(), () =>
        transcripts.list(request),
      );
      seen.push(...page.items.map(({ id }) => numbers.get(id)));
      after = page.next;
    }
    expect(seen).toEqual(order);
  });

  it("lists those of a language, format, content or time", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(1);
    const at = now();
    const add = (changes: Partial<NewTranscript>) =>
      transcripts.add({ ...someTranscript(cues), updatedAt: at, ...changes }, cues, "WEBVTT");
    const british = await add({ language: LanguageTag.parse("en-GB") });
    const english = await add({ language: LanguageTag.parse("EN"), format: "srt" });
    const enets = await add({
      language: LanguageTag.parse("enf"),
      contentHash: ContentHash.parse("b".repeat(64)),
    });
    const unknown = await add({ language: null, updatedAt: new Date(at.getTime() + 1) });
    const found = async (filter: TranscriptFilter) =>
      (await inOneCall(world(), () => transcripts.list({ limit: 10 }, filter))).items.map(({ id }) => id);
    expect(await found({ language: LanguageTag.parse("en") })).toEqual([english.id, british.id]);
    expect(await found({ language: LanguageTag.parse("en-gb") })).toEqual([british.id]);
    expect(await found({ format: "srt" })).toEqual([english.id]);
    expect(await found({ contentHash: enets.contentHash })).toEqual([enets.id]);
    expect(await found({ updatedAfter: at })).toEqual([unknown.id]);
    expect(await found({ format: "srt", updatedAfter: at })).toEqual([]);
  });

  it("keeps account of what is stored, and to the quota", async () => {
    const small = await registerCaller(world());
    const { transcripts, users } = small;
    const cues = someCues(1);
    const add = (contentBytes: number) =>
      transcripts.add({ ...someTranscript(cues), contentBytes }, cues, "WEBVTT");
    expect(await inOneCall(world(), () => users.storageUse())).toEqual({ transcripts: 0, bytes: 0 });
    const first = await add(300);
    await inOneCall(world(), () => add(QUOTA.bytes - 300));
    expect(await users.storageUse()).toEqual({ transcripts: 2, bytes: QUOTA.bytes });
    await expect(add(1)).rejects.toThrow(QuotaExceeded);
    expect((await transcripts.list({ limit: 10 })).items).toHaveLength(2);
    expect(await users.storageUse()).toEqual({ transcripts: 2, bytes: QUOTA.bytes });
    await transcripts.remove(first.id);
    while ((await users.storageUse()).transcripts < QUOTA.transcripts) await add(1);
    await expect(add(1)).rejects.toThrow(QuotaExceeded);
    const other = await registerCaller(world());
    expect(await other.users.storageUse()).toEqual({ transcripts: 0, bytes: 0 });
  });

  it("edits what describes a transcript, and tells who comes late", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(2);
    const { importReport, sameContentAs, ...added } = await transcripts.add(
      someTranscript(cues),
      cues,
      "WEBVTT",
    );
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

  it("keeps what was uploaded as it came", async () => {
    const { transcripts } = await registerCaller(world());
    const cues = someCues(1);
    const content = `WEBVTT\r\n\r\n${"Ünïcödé 日本語 ❤️\n".repeat(10_000)}`;
    const { id, format, version } = await inOneCall(world(), () =>
      transcripts.add(someTranscript(cues), cues, content),
    );
    expect(await inOneCall(world(), () => transcripts.content(id))).toEqual({ format, version, content });
    const eve = await registerCaller(world());
    await expect(eve.transcripts.content(id)).rejects.toThrow(TranscriptNotFound);
  });

  describe("speakers", () => {
    const said = (...speakers: (string | null)[]) =>
      someCues(speakers.length).map((cue, at) => ({ ...cue, speaker: speakers[at] ?? null }));

    it("are listed in the order in which they first speak", async () => {
      const { transcripts } = await registerCaller(world());
      const cues = said("Grace", null, "Ada", "Grace");
      const { id } = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      expect(await inOneCall(world(), () => transcripts.speakers(id))).toEqual([
        { name: "Grace", cueCount: 2, durationMs: 3_000 },
        { name: null, cueCount: 1, durationMs: 1_500 },
        { name: "Ada", cueCount: 1, durationMs: 1_500 },
      ]);
      await expect(transcripts.speakers(TranscriptId.parse(ids.next()))).rejects.toThrow(TranscriptNotFound);
    });

    it("are renamed, exchanged, merged, named and unnamed, all at once", async () => {
      const { transcripts } = await registerCaller(world());
      const cues = said("Speaker 1", "Speaker 2", "Speaker 3", null, "Noise");
      const { id } = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const renamings = [
        { from: "Speaker 1", to: "Speaker 2" },
        { from: "Speaker 2", to: "Speaker 1" },
        { from: "Speaker 3", to: "Speaker 1" },
        { from: null, to: "Ada" },
        { from: "Noise", to: null },
      ];
      const at = new Date(now().getTime() + 1_000);
      const write = { expectedVersion: 1, at };
      const renamed = await inOneCall(world(), () => transcripts.renameSpeakers(id, renamings, write));
      expect([renamed.version, renamed.updatedAt]).toEqual([2, at]);
      const read = await transcripts.get(id);
      expect(read.cues.map(({ speaker }) => speaker)).toEqual([
        "Speaker 2",
        "Speaker 1",
        "Speaker 1",
        "Ada",
        null,
      ]);
      expect(read.cues.map(({ text }) => text)).toEqual(cues.map(({ text }) => text));
    });

    it("stay as they are where one is unknown, the version has passed, or the transcript is another's", async () => {
      const { transcripts } = await registerCaller(world());
      const eve = await registerCaller(world());
      const cues = said("Ada", "Grace");
      const { id } = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
      const renamings = [
        { from: "Ada", to: "Augusta" },
        { from: "Nobody", to: "Somebody" },
      ];
      const at = now();
      const refused = await transcripts
        .renameSpeakers(id, renamings, { at })
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(SpeakerUnknown);
      expect((refused as SpeakerUnknown).errors[0]?.pointer).toBe("/renamings/1/from");
      const one = renamings.slice(0, 1);
      await expect(transcripts.renameSpeakers(id, one, { expectedVersion: 2, at })).rejects.toThrow(
        TranscriptVersionStale,
      );
      await expect(eve.transcripts.renameSpeakers(id, one, { at })).rejects.toThrow(TranscriptNotFound);
      expect(await transcripts.get(id)).toMatchObject({ version: 1, cues });
    });
  });

  it("removes a transcript, but none that a tutorial cites", async () => {
    const { transcripts, tutorials } = await registerCaller(world());
    const cues = someCues(3);
    const transcript = await transcripts.add(someTranscript(cues), cues, "WEBVTT");
    const tutorial = await tutorials.add(someTutorial(transcript, someSteps(cues)), transcript);
    await expect(transcripts.remove(transcript.id)).rejects.toThrow(TranscriptInUse);
    await expect(transcripts.remove(transcript.id, 2)).rejects.toThrow(TranscriptVersionStale);
    expect((await transcripts.get(transcript.id)).cues).toEqual(cues);
    await tutorials.remove(tutorial.id);
    await inOneCall(world(), () => transcripts.remove(transcript.id, 1));
    await expect(transcripts.get(transcript.id)).rejects.toThrow(TranscriptNotFound);
    await expect(transcripts.remove(transcript.id)).rejects.toThrow(TranscriptNotFound);
  });

  it("knows nothing of another caller's transcripts", async () => {
    const ada = await registerCaller(world());
    const eve = await registerCaller(world());
    const cues = someCues(2);
    const { importReport, sameContentAs, ...added } = await ada.transcripts.add(
      someTranscript(cues),
      cues,
      "WEBVTT",
    );
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
