import { describe, expect, it } from "vitest";
import { assemblyAiJson } from "../../../../../src/domain/transcript-formats/json/assembly-ai-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (document: unknown) => said(assemblyAiJson, document);
const utterance = { start: 0, end: 900, text: "Hi." };

describe("AssemblyAI's JSON", () => {
  it("reads utterances, with or without words", () => {
    expect(read(sampleOf("assemblyai-json", "utterances"))).toEqual([
      "100-1100 Speaker A|Open it.",
      "1200-2000 Speaker B|Which one?",
    ]);
  });

  it("groups words where there are no utterances", () => {
    const document = sampleOf("assemblyai-json", "words alone") as object;
    expect(read(document)).toEqual(["100-1100 -|Open it."]);
    expect(read({ ...document, utterances: [] })).toEqual(["100-1100 -|Open it."]);
  });

  it("makes several cues of an utterance that goes on", () => {
    const words = Array.from({ length: 40 }, (_, at) => ({
      text: `w${at}.`,
      start: at * 500,
      end: at * 500 + 500,
    }));
    const text = words.map(({ text }) => text).join(" ");
    const cues = read({ utterances: [{ speaker: "A", start: 0, end: 20_000, text, words }] });
    expect(cues).toHaveLength(20);
    expect(cues.map((cue) => cue.split("|")[1]).join(" ")).toBe(text);
    expect(cues[0]).toBe("0-1000 Speaker A|w0. w1.");
  });

  it.each([
    ["A", "Speaker A"],
    ["AB", "Speaker AB"],
    ["1", "Channel 1"],
    ["2B", "Speaker 2B"],
    ["Ann Lee", "Ann Lee"],
    [" ", "-"],
    [null, "-"],
    [1, "-"],
  ])("calls the speaker %j %s", (speaker, name) => {
    expect(read({ utterances: [{ ...utterance, speaker }] })).toEqual([`0-900 ${name}|Hi.`]);
  });

  it("does not lose the others for a bad utterance or a bad word", () => {
    expect(
      read({
        utterances: [
          utterance,
          null,
          { ...utterance, end: "900" },
          { ...utterance, words: "Hi" },
          { ...utterance, words: [null, {}, { text: "Hi." }, { text: " ", start: 0, end: 1 }] },
          {
            start: 1000,
            end: 3000,
            text: "Go on now.",
            words: [{ text: "Go", start: 1000, end: 1400 }, 5, { text: "now.", start: -1 }],
          },
        ],
      }),
    ).toEqual(["0-900 -|Hi.", "? -|", "? -|Hi.", "0-900 -|Hi.", "0-900 -|Hi.", "1000-1400 -|Go now."]);
  });
});
