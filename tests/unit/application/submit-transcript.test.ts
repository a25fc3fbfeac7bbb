import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { submitTranscript } from "../../../src/application/submit-transcript.ts";
import { TranscriptEmpty } from "../../../src/domain/exceptions/transcript.ts";
import { RepairName } from "../../../src/domain/value-objects/import-report.ts";
import { LanguageTag } from "../../../src/domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../src/domain/value-objects/media-url.ts";
import { Title } from "../../../src/domain/value-objects/title.ts";
import { startWorld } from "./support/world.ts";

const content = `WEBVTT

00:00.000 --> 00:04.000
<v Ada>Open the lid.

00:04.500 --> 00:09.250
Pour the water.
`;

const description = {
  title: Title.parse("Tea"),
  language: LanguageTag.parse("en-GB"),
  mediaUrl: MediaUrl.parse("https://example.com/tea.mp4"),
};

async function start() {
  const { clock, ids, register } = startWorld();
  const { transcripts, user } = await register("ada@example.com");
  return { dependencies: { transcripts, clock, ids }, user };
}

describe("submitting a transcript", () => {
  it("stores the transcript with its cues", async () => {
    const { dependencies, user } = await start();
    const submitted = await submitTranscript(dependencies, { ...description, content });
    const now = dependencies.clock.now();
    expect(await dependencies.transcripts.get(submitted.id)).toEqual({
      id: submitted.id,
      ownerId: user.id,
      ...description,
      format: "webvtt",
      contentHash: createHash("sha256").update(content).digest("hex"),
      contentBytes: Buffer.byteLength(content),
      cueCount: 2,
      durationMs: 9_250,
      importReport: {
        format: "webvtt",
        dialect: "voice-tags",
        cuesRead: 2,
        cuesKept: 2,
        repairing: RepairName.options,
        repairs: [],
      },
      version: 1,
      createdAt: now,
      updatedAt: now,
      cues: [
        { position: 1, startMs: 0, endMs: 4_000, speaker: "Ada", text: "Open the lid." },
        { position: 2, startMs: 4_500, endMs: 9_250, speaker: null, text: "Pour the water." },
      ],
    });
  });

  it("gives back what is stored, without the cues", async () => {
    const { dependencies } = await start();
    const submitted = await submitTranscript(dependencies, { ...description, content, format: "webvtt" });
    const { cues, ...stored } = await dependencies.transcripts.get(submitted.id);
    expect(submitted).toEqual({ ...stored, sameContentAs: null });
    expect(cues).toHaveLength(2);
  });

  it("stores a transcript without language and media", async () => {
    const { dependencies } = await start();
    const bare = { title: description.title, language: null, mediaUrl: null };
    const { id } = await submitTranscript(dependencies, { ...bare, content });
    expect(await dependencies.transcripts.get(id)).toMatchObject(bare);
  });

  it("stores the same content twice as two transcripts of one hash", async () => {
    const { dependencies } = await start();
    const one = await submitTranscript(dependencies, { ...description, content });
    const other = await submitTranscript(dependencies, { ...description, content });
    expect(one.id).not.toBe(other.id);
    expect(one.contentHash).toBe(other.contentHash);
    expect((await dependencies.transcripts.list({ limit: 10 })).items).toHaveLength(2);
  });

  it("stores nothing where the content cannot be read", async () => {
    const { dependencies } = await start();
    const submitting = submitTranscript(dependencies, { ...description, content: "" });
    await expect(submitting).rejects.toThrow(TranscriptEmpty);
    expect((await dependencies.transcripts.list({ limit: 10 })).items).toEqual([]);
  });
});
