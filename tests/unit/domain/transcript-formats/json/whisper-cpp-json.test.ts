import { describe, expect, it } from "vitest";
import { whisperCppJson } from "../../../../../src/domain/transcript-formats/json/whisper-cpp-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (...transcription: unknown[]) => said(whisperCppJson, { transcription });
const text = " Open the door.";

describe("whisper.cpp's JSON", () => {
  it("reads segments and passes over tokens", () => {
    expect(said(whisperCppJson, sampleOf("whisper-cpp-json", "-ojf"))).toEqual([
      "0-2500 -|Open the terminal.",
    ]);
  });

  it("believes offsets rather than timestamps", () => {
    const timestamps = { from: "00:00:01,000", to: "01:02:03,004" };
    expect(read({ timestamps, offsets: { from: 10, to: 20 }, text })).toEqual(["10-20 -|Open the door."]);
    expect(read({ timestamps, text })).toEqual(["1000-3723004 -|Open the door."]);
    expect(read({ timestamps, offsets: { from: 10, to: -1 }, text })).toEqual([
      "10-3723004 -|Open the door.",
    ]);
  });

  it.each(["00:00:60,000", "00:60:00,000", "0:00:01,000", "00:00:01", "00:00:01,0", "1000", 1000, null])(
    "does not take the timestamp %j for a time",
    (from) => {
      expect(read({ timestamps: { from, to: "00:00:02,000" }, text })).toEqual(["? -|Open the door."]);
    },
  );

  it("groups segments of a word each, joined by the spaces that they carry", () => {
    const words = [" Open", " tele", "phone", "s", ".", " Close", " them", "."];
    expect(
      read(...words.map((text, at) => ({ offsets: { from: at * 300, to: at * 300 + 300 }, text }))),
    ).toEqual(["0-1500 -|Open telephones.", "1500-2400 -|Close them."]);
  });

  it.each([
    ["0", "Speaker 1"],
    ["1", "Speaker 2"],
    ["?", "-"],
    [undefined, "-"],
    [{}, "-"],
  ])("calls the speaker %j %s", (speaker, name) => {
    expect(read({ offsets: { from: 0, to: 1 }, text, speaker })).toEqual([`0-1 ${name}|Open the door.`]);
  });

  it("keeps the place of what is no segment", () => {
    expect(read({ offsets: { from: 0, to: 1 }, text }, null, { offsets: 5, text })).toEqual([
      "0-1 -|Open the door.",
      "? -|",
      "? -|Open the door.",
    ]);
  });
});
