import { describe, expect, it } from "vitest";
import { durationMs, editTranscript, newTranscript } from "../../../../src/domain/models/transcript.ts";
import { ContentHash } from "../../../../src/domain/value-objects/content-hash.ts";
import { TranscriptId } from "../../../../src/domain/value-objects/ids.ts";
import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../../src/domain/value-objects/media-url.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import { cuesOf, made, someTranscript, someUser } from "../../../support/fixtures.ts";

describe("a new transcript", () => {
  const description = {
    id: TranscriptId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"),
    title: Title.parse("A recording"),
    language: null,
    mediaUrl: null,
    contentHash: ContentHash.parse("a".repeat(64)),
    contentBytes: 100,
    importReport: {
      format: "srt" as const,
      dialect: null,
      cuesRead: 3,
      cuesKept: 2,
      repairing: [],
      repairs: [],
    },
  };

  it("counts and measures its cues, knows its format, and begins at version 1", () => {
    expect(newTranscript({ ...description, cues: cuesOf("one", "two") }, made)).toEqual({
      ...description,
      format: "srt",
      cueCount: 2,
      durationMs: 4_000,
      version: 1,
      createdAt: made,
      updatedAt: made,
    });
  });
});

describe("the duration of a transcript", () => {
  it("reaches to where the last cue ends, though another one may begin later", () => {
    expect(durationMs([{ endMs: 1_000 }, { endMs: 9_000 }, { endMs: 5_000 }])).toBe(9_000);
  });

  it("is nothing where there is no cue", () => {
    expect(durationMs([])).toBe(0);
  });

  it("is found in a transcript of as many cues as there may be", () => {
    expect(durationMs(Array.from({ length: 20_000 }, (_, at) => ({ endMs: at })))).toBe(19_999);
  });
});

describe("editing a transcript", () => {
  const transcript = someTranscript(someUser(), cuesOf("one"));
  const now = new Date(made.getTime() + 1);

  it.each([
    ["title", { title: Title.parse("Another title") }],
    ["language", { language: LanguageTag.parse("de") }],
    ["language to none", { language: null }],
    ["media URL", { mediaUrl: MediaUrl.parse("https://example.com/new.mp4") }],
    ["media URL to none", { mediaUrl: null }],
  ])("changes its %s and nothing else, at the next version", (_, changes) => {
    expect(editTranscript(transcript, changes, now)).toEqual({
      ...transcript,
      ...changes,
      version: 2,
      updatedAt: now,
    });
  });

  it("leaves the transcript that it was given as it was", () => {
    const given = structuredClone(transcript);
    editTranscript(given, { title: Title.parse("Another title"), language: null }, now);
    expect(given).toEqual(transcript);
  });
});
