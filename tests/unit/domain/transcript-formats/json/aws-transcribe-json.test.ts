import { describe, expect, it } from "vitest";
import { awsTranscribeJson } from "../../../../../src/domain/transcript-formats/json/aws-transcribe-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (results: unknown) => said(awsTranscribeJson, { jobName: "demo", results });
const word = (content: string, start: number, rest = {}) => ({
  type: "pronunciation",
  alternatives: [{ confidence: "0.9", content }],
  start_time: String(start),
  end_time: String(start + 0.5),
  ...rest,
});
const mark = (content: string) => ({ type: "punctuation", alternatives: [{ confidence: "0.0", content }] });

describe("Amazon Transcribe's JSON", () => {
  it("reads audio segments", () => {
    expect(said(awsTranscribeJson, sampleOf("aws-transcribe-json", "audio segments"))).toEqual([
      "500-1500 -|Open it.",
    ]);
  });

  it("groups items where there are no audio segments", () => {
    const cues = ["500-1500 -|Open it."];
    const { results } = sampleOf("aws-transcribe-json", "items alone") as { results: object };
    expect(read(results)).toEqual(cues);
    expect(read({ ...results, audio_segments: [] })).toEqual(cues);
    expect(read({ ...results, audio_segments: null })).toEqual(cues);
  });

  it("reads the speakers of items from the items", () => {
    const items = [
      word("Hi", 0, { speaker_label: "spk_0" }),
      mark(","),
      word("you", 0.5, { speaker_label: "spk_0" }),
      mark("."),
      word("Ho", 1, { speaker_label: "spk_1" }),
      { ...mark("."), speaker_label: "spk_1" },
    ];
    expect(read({ items })).toEqual(["0-1000 Speaker 1|Hi, you.", "1000-1500 Speaker 2|Ho."]);
  });

  it("reads the speakers of items from the segments of older documents, and of those without from before", () => {
    const segment = (speaker_label: string, ...starts: string[]) => ({
      speaker_label,
      items: starts.map((start_time) => ({ start_time, speaker_label })),
    });
    expect(
      read({
        speaker_labels: { speakers: 2, segments: [segment("spk_0", "0"), segment("spk_1", "1"), null] },
        items: [word("Hi", 0), word("Cueprint", 0.5), word("Ho", 1)],
      }),
    ).toEqual(["0-1000 Speaker 1|Hi Cueprint", "1000-1500 Speaker 2|Ho"]);
  });

  it("reads channels, sorted by time", () => {
    const channels = [
      { channel_label: "ch_0", items: [word("hi", 0), word("fine", 5), mark(".")] },
      { channel_label: "ch_1", items: [word("how", 2), word("are", 2.5)] },
    ];
    expect(read({ channel_labels: { channels }, items: [] })).toEqual([
      "0-500 Channel 1|hi",
      "2000-3000 Channel 2|how are",
      "5000-5500 Channel 1|fine.",
    ]);
    const audio_segments = [
      { transcript: "Fine.", start_time: "5", end_time: "6", channel_label: "ch_0" },
      { transcript: "How are you?", start_time: "2", end_time: "3", channel_label: "ch_1" },
    ];
    expect(read({ channel_labels: { channels }, audio_segments })).toEqual([
      "2000-3000 Channel 2|How are you?",
      "5000-6000 Channel 1|Fine.",
    ]);
  });

  it.each([
    ["spk_0", "Speaker 1"],
    ["spk_10", "Speaker 11"],
    ["AGENT", "AGENT"],
    ["spk_x", "spk_x"],
    [0, "-"],
    [null, "-"],
  ])("calls the speaker %j %s", (speaker_label, name) => {
    const segment = { transcript: "Hi.", start_time: "0", end_time: "1", speaker_label };
    expect(read({ audio_segments: [segment] })).toEqual([`0-1000 ${name}|Hi.`]);
  });

  it("does not lose the others for a bad one", () => {
    const good = { transcript: "Hi.", start_time: "0.0", end_time: 1 };
    expect(read({ audio_segments: [good, null, { ...good, start_time: "0:00" }] })).toEqual([
      "0-1000 -|Hi.",
      "? -|",
      "? -|Hi.",
    ]);
    expect(
      read({
        items: [
          word("Hi", 0),
          null,
          { alternatives: [] },
          word("you", 1, { start_time: "x" }),
          word("there", 1),
        ],
      }),
    ).toEqual(["0-1500 -|Hi you there"]);
  });

  it("writes Japanese without spaces", () => {
    expect(read({ items: [word("終わり", 0), word("です", 0.5), mark("。")] })).toEqual([
      "0-1000 -|終わりです。",
    ]);
  });
});
