import { describe, expect, it } from "vitest";
import { whisperJson } from "../../../../../src/domain/transcript-formats/json/whisper-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (document: unknown) => said(whisperJson, document);

describe("Whisper JSON", () => {
  it("reads segments", () => {
    expect(read(sampleOf("whisper-json", "verbose_json by segment"))).toEqual([
      "0-2100 -|Open the terminal.",
      "2100-4200 -|Type ls.",
    ]);
  });

  it("groups words where there are no segments, with the punctuation of the text", () => {
    const cues = ["0-900 -|Open it.", "1000-2000 -|Now type."];
    expect(read(sampleOf("whisper-json", "verbose_json by word"))).toEqual(cues);
    const document = sampleOf("whisper-json", "verbose_json by word") as object;
    expect(read({ ...document, segments: [] })).toEqual(cues);
    expect(read({ ...document, segments: null })).toEqual(cues);
    expect(read({ ...document, text: undefined })).toEqual(["0-2000 -|Open it Now type"]);
  });

  it("reads segments rather than words where there are both", () => {
    const words = [{ word: "no", start: 0, end: 1 }];
    expect(read({ segments: [{ start: 0, end: 1, text: " Yes." }], words })).toEqual(["0-1000 -|Yes."]);
  });

  it("reads WhisperX, with its speakers' names", () => {
    expect(read(sampleOf("whisper-json", "WhisperX"))).toEqual(["31-1500 SPEAKER_00|Take 58."]);
    const { word_segments } = sampleOf("whisper-json", "WhisperX") as { word_segments: unknown };
    expect(whisperJson.recognises({ word_segments })).toBe(true);
    expect(read({ word_segments })).toEqual(["31-500 SPEAKER_00|Take", "? -|58."]);
  });

  it("does not lose the other segments for a bad one", () => {
    expect(
      read({
        segments: [
          { start: 0, end: 1, text: "Hi." },
          { start: Number.NaN, end: 2, text: "lost" },
          { start: 1, text: "lost" },
          { start: "1", end: "2", text: "lost" },
          null,
          { start: 2, end: 3, text: { no: "text" } },
          { start: 3, end: 4, text: "Ho." },
        ],
      }),
    ).toEqual([
      "0-1000 -|Hi.",
      "? -|lost",
      "? -|lost",
      "? -|lost",
      "? -|",
      "2000-3000 -|",
      "3000-4000 -|Ho.",
    ]);
  });

  it("says nothing where nothing was said", () => {
    expect(read(sampleOf("whisper-json", "silence"))).toEqual([]);
  });
});
