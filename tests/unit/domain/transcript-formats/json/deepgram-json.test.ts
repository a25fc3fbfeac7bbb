import { describe, expect, it } from "vitest";
import { deepgramJson } from "../../../../../src/domain/transcript-formats/json/deepgram-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (results: unknown) => said(deepgramJson, { metadata: {}, results });
const word = (word: string, start: number, speaker?: number) => ({ word, start, end: start + 0.5, speaker });
const channel = (...words: unknown[]) => ({
  alternatives: [{ transcript: "", words }, { transcript: "no" }],
});
const sentence = (text: string, start: number) => ({ text, start, end: start + 1 });
const paragraphs = (...paragraphs: unknown[]) => ({ alternatives: [{ paragraphs: { paragraphs } }] });

describe("Deepgram's JSON", () => {
  it("reads utterances", () => {
    expect(said(deepgramJson, sampleOf("deepgram-json", "utterances"))).toEqual([
      "400-1500 Speaker 1|Open it.",
    ]);
  });

  it("reads the sentences of paragraphs where there are no utterances", () => {
    const cues = ["400-1500 Speaker 2|Open it.", "1600-3000 Speaker 2|Now type."];
    const { results } = sampleOf("deepgram-json", "paragraphs") as { results: object };
    expect(read(results)).toEqual(cues);
    expect(read({ ...results, utterances: [] })).toEqual(cues);
    expect(read({ ...results, utterances: null })).toEqual(cues);
  });

  it("groups words where there is nothing else", () => {
    const words = [
      { ...word("open", 0, 0), punctuated_word: "Open" },
      { ...word("it", 0.5, 0), punctuated_word: "it." },
      { ...word("why", 1, 1), punctuated_word: "Why?" },
    ];
    expect(read({ channels: [channel(...words)] })).toEqual([
      "0-1000 Speaker 1|Open it.",
      "1000-1500 Speaker 2|Why?",
    ]);
    expect(read({ channels: [channel(word("so", 0), word("what", 0.5))] })).toEqual(["0-1000 -|so what"]);
  });

  it("reads each of several channels and sorts by time", () => {
    const first = channel(word("hi", 0), word("fine", 5));
    const second = channel(word("how", 2), word("are", 2.5));
    expect(read({ channels: [first, second] })).toEqual([
      "0-500 Channel 1|hi",
      "2000-3000 Channel 2|how are",
      "5000-5500 Channel 1|fine",
    ]);
    expect(read({ channels: [first, channel(word("ho", 2, 0), word("hm", 2.5, 1))] })).toEqual([
      "0-500 Channel 1|hi",
      "2000-2500 Channel 2, Speaker 1|ho",
      "2500-3000 Channel 2, Speaker 2|hm",
      "5000-5500 Channel 1|fine",
    ]);
    expect(
      read({
        channels: [
          paragraphs({ sentences: [sentence("Hi.", 1)] }),
          paragraphs({ sentences: [sentence("Ho.", 0)] }),
        ],
      }),
    ).toEqual(["0-1000 Channel 2|Ho.", "1000-2000 Channel 1|Hi."]);
  });

  it("keeps what has no times behind what stands before it", () => {
    const first = paragraphs({ sentences: [sentence("Hi.", 0), sentence("Fine.", 9), { text: "lost" }] });
    const second = paragraphs({ sentences: [sentence("And you?", 5)] });
    expect(read({ channels: [first, second] })).toEqual([
      "0-1000 Channel 1|Hi.",
      "5000-6000 Channel 2|And you?",
      "9000-10000 Channel 1|Fine.",
      "? Channel 1|lost",
    ]);
  });

  it("sorts the utterances of several channels by time", () => {
    const utterances = [
      { channel: 0, start: 3, end: 4, transcript: "Fine." },
      { channel: 0, transcript: "lost" },
      { channel: 1, start: 1, end: 2, transcript: "And you?" },
    ];
    expect(read({ channels: [channel(), channel()], utterances })).toEqual([
      "1000-2000 Channel 2|And you?",
      "3000-4000 Channel 1|Fine.",
      "? Channel 1|lost",
    ]);
    expect(read({ utterances })).toEqual(["3000-4000 -|Fine.", "? -|lost", "1000-2000 -|And you?"]);
  });

  it.each([-1, 0.5, "0", null, 1e300])("takes the speaker %j for nobody", (speaker) => {
    expect(read({ utterances: [{ start: 0, end: 1, transcript: "Hi.", speaker }] })).toEqual([
      "0-1000 -|Hi.",
    ]);
  });

  it("does not lose the others for a bad one", () => {
    const good = { start: 0, end: 1, transcript: "Hi." };
    expect(read({ utterances: [good, null, { ...good, start: "0" }, { ...good, words: {} }] })).toEqual([
      "0-1000 -|Hi.",
      "? -|",
      "? -|Hi.",
      "0-1000 -|Hi.",
    ]);
    expect(
      read({ channels: [paragraphs(null, { sentences: 5 }, { sentences: [null, sentence("Hi.", 0)] })] }),
    ).toEqual(["? -|", "0-1000 -|Hi."]);
    expect(read({ channels: [null] })).toEqual([]);
    expect(read({ channels: [] })).toEqual([]);
  });
});
