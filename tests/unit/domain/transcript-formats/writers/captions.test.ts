import { describe, expect, it } from "vitest";
import { captionsOf } from "../../../../../src/domain/transcript-formats/writers/captions.ts";
import { plain, transcript } from "./support.ts";

describe("captions of at most so many characters", () => {
  it("are cut between words and share the time of their cue", () => {
    const long = transcript({
      startMs: 1000,
      endMs: 4000,
      speaker: "Ann",
      text: "Mind the gap, the door (left).\nGo.",
    });
    expect(captionsOf(long, { ...plain, charactersPerCaption: 20 })).toEqual([
      { startMs: 1000, endMs: 2588, speaker: "Ann", text: "Mind the gap, the" },
      { startMs: 2588, endMs: 4000, speaker: "Ann", text: "door (left).\nGo." },
    ]);
  });

  it("keep what is short enough, and a word that is too long", () => {
    const word = "x".repeat(30);
    const captions = captionsOf(transcript("Short enough.", `A ${word} b`), {
      ...plain,
      charactersPerCaption: 20,
    });
    expect(captions.map(({ text }) => text)).toEqual(["Short enough.", "A", word, "b"]);
  });

  it("are cut between the words of scripts without spaces, behind their punctuation", () => {
    const text = "今日は天気がいいですね。明日も晴れるでしょう、たぶん。それでは始めましょう。";
    const captions = captionsOf(transcript(text), { ...plain, charactersPerCaption: 20 });
    expect(captions.map(({ text }) => text).join("")).toBe(text);
    expect(captions.length).toBe(2);
    for (const { text } of captions) {
      expect(text.length).toBeLessThanOrEqual(20);
      expect(text).not.toMatch(/^[、。]/);
    }
  });
});
