import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  areWords,
  cuesFromWords,
  type TimedWord,
} from "../../../../../src/domain/transcript-formats/json/cues-from-words.ts";

/** Words of 400 ms each, with 100 ms between them. */
const words = (...texts: string[]): TimedWord[] =>
  texts.map((text, at) => ({ text, startMs: at * 500, endMs: at * 500 + 400, speaker: null }));
const textsOf = (words: TimedWord[], text?: string) =>
  Array.from(cuesFromWords(words, text), ({ spans }) => spans.map(({ text }) => text).join("|"));
const timesOf = (words: TimedWord[]) =>
  Array.from(cuesFromWords(words), ({ startMs, endMs }) => `${startMs}-${endMs}`);

describe("words", () => {
  it("become a cue from the first one's start to the last one's end", () => {
    const [cue, ...others] = cuesFromWords(words("open", "the", "terminal"));
    expect(cue).toEqual({ startMs: 0, endMs: 1400, spans: [{ speaker: null, text: "open the terminal" }] });
    expect(others).toEqual([]);
  });

  it("part where the speaker changes", () => {
    const [first, second, third] = words("Hi", "there", "Ho");
    const cues = [...cuesFromWords([{ ...first!, speaker: "A" }, { ...second!, speaker: "A" }, third!])];
    expect(cues.map(({ spans }) => spans)).toEqual([
      [{ speaker: "A", text: "Hi there" }],
      [{ speaker: null, text: "Ho" }],
    ]);
  });

  it.each(["it.", "it?", "it!", "it…", 'it."', "it.”", "it.)", "是。", "है।"])("part after %s", (end) => {
    expect(textsOf(words("do", end, "Then", "go"))).toEqual([expect.stringMatching(/^do/), "Then go"]);
  });

  it.each(["it,", "v1.2", "it:", "e.g", "it-"])("do not part after %s", (middle) => {
    expect(textsOf(words("do", middle, "then"))).toHaveLength(1);
  });

  it("do not part after a sentence that is too short to read", () => {
    expect(textsOf(words("No.", "Yes.", "So", "be", "it."))).toEqual(["No. Yes.", "So be it."]);
  });

  it("part at a pause of a second", () => {
    const [first, second] = words("so", "then") as [TimedWord, TimedWord];
    expect(textsOf([first, { ...second, startMs: 1399, endMs: 1500 }])).toEqual(["so then"]);
    expect(textsOf([first, { ...second, startMs: 1400, endMs: 1500 }])).toEqual(["so", "then"]);
  });

  it("part where two lines are full", () => {
    const short = Array.from({ length: 30 }, (_, at) => ({
      ...words("seven77")[0]!,
      startMs: at,
      endMs: at + 1,
    }));
    expect(textsOf(short).map(({ length }) => length)).toEqual([79, 79, 79]);
    const wide = Array.from({ length: 30 }, (_, at) => ({
      ...words("終わり")[0]!,
      startMs: at,
      endMs: at + 1,
    }));
    expect(textsOf(wide).map(({ length }) => length)).toEqual([27, 27, 27, 9]);
  });

  it("fill two lines to the last character", () => {
    const texts = [...Array.from({ length: 10 }, () => "seven77"), "fo4r"];
    const timed = texts.map((text, at) => ({ text, startMs: at, endMs: at + 1, speaker: null }));
    expect(textsOf(timed).map(({ length }) => length)).toEqual([84]);
    expect(textsOf(timed.with(10, { ...timed[10]!, text: "five5" })).map(({ length }) => length)).toEqual([
      79, 5,
    ]);
  });

  it("last seven seconds and no longer", () => {
    const [first, second] = words("so", "then") as [TimedWord, TimedWord];
    expect(timesOf([first, { ...second, endMs: 7000 }])).toEqual(["0-7000"]);
    expect(timesOf([first, { ...second, endMs: 7001 }])).toEqual(["0-400", "500-7001"]);
  });

  it("end with the one that ends last", () => {
    const [first, second] = words("so", "then") as [TimedWord, TimedWord];
    expect(timesOf([{ ...first, endMs: 1500 }, second])).toEqual(["0-1500"]);
  });

  it("part after seven seconds", () => {
    expect(timesOf(words(..."a b c d e f g h i j k l m n o p".split(" ")))).toEqual(["0-6900", "7000-7900"]);
  });

  it("part where time runs backwards", () => {
    const [first, second] = words("so", "then") as [TimedWord, TimedWord];
    expect(timesOf([second, first])).toEqual(["500-900", "0-400"]);
  });

  it("stay together where one has no times", () => {
    const untimed = { text: "58.", startMs: undefined, endMs: undefined, speaker: null };
    const [first, second] = words("page", "now") as [TimedWord, TimedWord];
    expect([...cuesFromWords([untimed, first, untimed, second])]).toEqual([
      { startMs: 0, endMs: 900, spans: [{ speaker: null, text: "58. page 58. now" }] },
    ]);
    expect([...cuesFromWords([untimed])]).toEqual([{ spans: [{ speaker: null, text: "58." }] }]);
  });

  it("are none of white space, and none at all", () => {
    expect(textsOf(words(" ", "", "\n"))).toEqual([]);
    expect(textsOf([])).toEqual([]);
  });
});

describe("the spaces between words", () => {
  it.each([
    ["are put where there are none", ["open", "the", "door"], "open the door"],
    ["are the words' own", [" It", "'s", " well", "-known"], "It's well-known"],
    [
      "are the words' own behind them",
      ["It", "'s ", "well", "-", "known ", "to ", "me "],
      "It's well-known to me",
    ],
    ["do not come twice", ["open", " the", "door"], "open the door"],
    ["are not put in Chinese", ["打开", "终端", "。"], "打开终端。"],
    ["are not put in Japanese", ["ターミナル", "を", "開く"], "ターミナルを開く"],
    ["are not put in Thai", ["เปิด", "ประตู"], "เปิดประตู"],
    ["are put in Korean", ["문을", "열어"], "문을 열어"],
    ["are put between scripts", ["the", "word", "好", "means", "good"], "the word 好 means good"],
  ])("%s", (_, texts, expected) => {
    expect(textsOf(words(...texts))).toEqual([expected]);
  });

  it("do not stand before punctuation, which never begins a cue", () => {
    const [open, mark, then] = words("open", ",", "then") as [TimedWord, TimedWord, TimedWord];
    const comma = { ...mark, speaker: "B", startMs: undefined, endMs: undefined, isPunctuation: true };
    expect(textsOf([open, comma, then])).toEqual(["open, then"]);
    expect(textsOf([open, { ...comma, text: "." }, { ...then, startMs: 5000, endMs: 5100 }])).toEqual([
      "open.",
      "then",
    ]);
  });
});

describe("the text that words are of", () => {
  it.each([
    ["punctuation", ["open", "it", "Then", "go"], "“open it.” Then go!", ["“open it.”", "Then go!"]],
    ["opening marks", ["do", "it", "now", "go"], "do it. “now” (go)", ["do it.", "“now” (go)"]],
    ["straight quotes", ["do", "it", "Then", "go"], 'do it. "Then go"', ["do it.", '"Then go"']],
    ["dashes", ["do", "it", "now", "go"], "do it – now go", ["do it – now go"]],
    ["words without spaces", ["開く", "です", "次", "へ"], "開くです。「次へ」", ["開くです。", "「次へ」"]],
    ["hyphens", ["well", "known", "is", "it"], "well-known is it", ["well-known is it"]],
  ])("gives them %s", (_, texts, text, expected) => {
    expect(textsOf(words(...texts), text)).toEqual(expected);
  });

  it.each(["", "open door", "open the the door", "open the door now", "Open the door"])(
    "counts for nothing where it says %j instead",
    (text) => {
      expect(textsOf(words("open", "the", "door"), text)).toEqual(["open the door"]);
    },
  );

  it("is all there in the cues", () => {
    const word = fc.stringMatching(/^[a-z日本ก]{1,8}$/u);
    const mark = fc.constantFrom(" ", ". ", ", ", "? “", "-", "。", "」「", " — ", "!");
    const time = fc.option(fc.nat(20_000), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, mark, time, time, fc.constantFrom("A", "B")), { minLength: 1 }),
        (parts) => {
          const text = parts.map(([word, mark]) => word + mark).join("");
          const cues = textsOf(
            parts.map(([text, , startMs, endMs, speaker]) => ({ text, startMs, endMs, speaker })),
            text,
          );
          expect(cues.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        },
      ),
    );
  });
});

describe("segments", () => {
  it.each([
    [["I", "am", "your", "father."]],
    [[" And", " so", ",", " my", " fellow"]],
    [["打开", "终端", "。"]],
  ])("are words: %j", (texts) => {
    expect(areWords(texts)).toBe(true);
  });

  it.each([
    [["Open the terminal.", "Type ls."]],
    [["Yes.", "Open the terminal.", "No."]],
    [["ターミナルを開きます。", "次に入力します。"]],
    [["Donaudampfschifffahrt", "Rindfleischetikettierung"]],
    [["Yes."]],
    [["", " "]],
    [[]],
  ])("are captions: %j", (texts) => {
    expect(areWords(texts)).toBe(false);
  });
});
