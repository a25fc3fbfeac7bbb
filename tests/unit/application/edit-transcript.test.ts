import { describe, expect, it } from "vitest";
import { editTranscript } from "../../../src/application/edit-transcript.ts";
import { TranscriptNotFound, TranscriptVersionStale } from "../../../src/domain/exceptions/transcript.ts";
import { LanguageTag } from "../../../src/domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../src/domain/value-objects/media-url.ts";
import { Title } from "../../../src/domain/value-objects/title.ts";
import { startWorldWithTranscript, teaCues } from "./support/world.ts";

describe("editing a transcript", () => {
  it.each([
    ["title", { title: Title.parse("Coffee") }],
    ["language", { language: LanguageTag.parse("de") }],
    ["media URL", { mediaUrl: MediaUrl.parse("https://example.com/coffee.mp4") }],
    ["language and media URL to none", { language: null, mediaUrl: null }],
  ])("stores its new %s, and keeps all else, the cues included", async (_, changes) => {
    const { transcripts, clock, transcript } = await startWorldWithTranscript();
    clock.advance(60_000);
    const expected = { ...transcript, ...changes, version: 2, updatedAt: clock.now() };
    const edited = await editTranscript({ transcripts, clock }, { id: transcript.id, changes });
    const { importReport, ...summary } = expected;
    expect(edited).toEqual(summary);
    expect(await transcripts.get(transcript.id)).toEqual({ ...expected, cues: teaCues });
  });

  it("is done at the version that the caller has seen", async () => {
    const { transcripts, clock, transcript } = await startWorldWithTranscript();
    const edit = (expectedVersion: number) =>
      editTranscript(
        { transcripts, clock },
        { id: transcript.id, expectedVersion, changes: { title: Title.parse(`Version ${expectedVersion}`) } },
      );
    await edit(1);
    await expect(edit(1)).rejects.toThrow(TranscriptVersionStale);
    await expect(edit(3)).rejects.toThrow(TranscriptVersionStale);
    expect(await transcripts.get(transcript.id)).toMatchObject({ title: "Version 1", version: 2 });
    await edit(2);
    expect(await transcripts.get(transcript.id)).toMatchObject({ title: "Version 2", version: 3 });
  });

  it("does not reach another user's transcript", async () => {
    const { transcripts, clock, transcript, register } = await startWorldWithTranscript();
    const eve = await register("eve@example.com");
    const changes = { title: Title.parse("Mine") };
    const editing = editTranscript({ transcripts: eve.transcripts, clock }, { id: transcript.id, changes });
    await expect(editing).rejects.toThrow(TranscriptNotFound);
    expect((await transcripts.get(transcript.id)).title).toBe(transcript.title);
  });
});
