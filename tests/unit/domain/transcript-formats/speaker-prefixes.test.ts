import { describe, expect, it } from "vitest";
import { speakerPrefixes } from "../../../../src/domain/transcript-formats/speaker-prefixes.ts";

describe("a name at the beginning of cues", () => {
  const speakers = (...texts: string[]) => {
    const { spansOf } = speakerPrefixes(texts);
    return texts.flatMap(spansOf).map(({ speaker, text }) => `${speaker ?? "-"}|${text}`);
  };

  it("is the speaker's where it comes twice", () => {
    expect(speakers("Ann: Hi.", "and so on", "Bob: Ho.", "Ann: Hm.", "Bob: Well.")).toEqual([
      "Ann|Hi.",
      "-|and so on",
      "Bob|Ho.",
      "Ann|Hm.",
      "Bob|Well.",
    ]);
  });

  it("is told of", () => {
    expect(speakerPrefixes(["Ann: Hi.", "Ann: Ho."]).isNamed).toBe(true);
    expect(speakerPrefixes(["Ann: Hi.", "Bob: Ho.", "Hm."]).isNamed).toBe(false);
  });

  it.each(["ANN", "Ann Lee", "Dr. Ann O’Neill-Lee", "Speaker 1", "Élodie", "Анна", "SPEAKER 01"])(
    "may be %s",
    (name) => {
      expect(speakers(`${name}: Hi.`, `${name}:\nHo.`)).toEqual([`${name}|Hi.`, `${name}|Ho.`]);
    },
  );

  it("is speech where it comes once", () => {
    expect(speakers("Ann: Hi.", "Bob: Ho.", "Bob: Ho.")).toEqual(["-|Ann: Hi.", "Bob|Ho.", "Bob|Ho."]);
  });

  it.each([
    ["a word that introduces a sentence", "Note: save first."],
    ["such a word and a number", "Step 2: save."],
    ["a small letter", "ann: hi."],
    ["a sentence", "What we need is this: time."],
    ["five words", "One Two Three Four Five: six."],
    ["no space after the colon", "Open http://example.org, or C:\\x"],
    ["a time of day", "10:30 is late."],
    ["nothing after the colon", "Ann:"],
    ["the name further on", "so Ann: hi."],
  ])("is none: %s", (_, text) => {
    expect(speakers(text, text)).toEqual([`-|${text}`, `-|${text}`]);
  });
});
