import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paragraphsOf } from "../../../../src/domain/passages/paragraphs.ts";
import { sentencesOf } from "../../../../src/domain/passages/sentences.ts";
import { Cue } from "../../../../src/domain/value-objects/cue.ts";
import type { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";

const english = "en" as LanguageTag;

type Said = { startMs: number; endMs: number; speaker?: string | null; text: string };

function cuesOf(...said: Said[]): Cue[] {
  return said.map((cue, at) => Cue.parse({ position: at + 1, speaker: null, ...cue }));
}

/** One cue behind the other, of a second each, with so much silence before each but the first. */
function spoken(texts: readonly string[], silenceMs = 0): Cue[] {
  const step = 1000 + silenceMs;
  return cuesOf(...texts.map((text, at) => ({ startMs: at * step, endMs: at * step + 1000, text })));
}

const textsOf = (passages: readonly { text: string }[]) => passages.map(({ text }) => text);

describe("sentences", () => {
  it("are cut at punctuation, whatever cues they are spread over", () => {
    const cues = cuesOf(
      { startMs: 0, endMs: 2000, speaker: "Ann", text: "Open the terminal. Then\nlog" },
      { startMs: 2000, endMs: 3000, speaker: "Ann", text: "in." },
      { startMs: 3000, endMs: 4000, speaker: "Bo", text: "And then?" },
    );
    expect(sentencesOf(cues, english)).toEqual([
      { text: "Open the terminal.", speaker: "Ann", startMs: 0, endMs: 1333, firstCue: 1, lastCue: 1 },
      { text: "Then log in.", speaker: "Ann", startMs: 1407, endMs: 3000, firstCue: 1, lastCue: 2 },
      { text: "And then?", speaker: "Bo", startMs: 3000, endMs: 4000, firstCue: 3, lastCue: 3 },
    ]);
  });

  it("go on over a pause, if punctuation says so", () => {
    expect(textsOf(sentencesOf(spoken(["Open the", "terminal."], 1500), english))).toEqual([
      "Open the terminal.",
    ]);
  });

  it("end at a pause of a second where there is no punctuation", () => {
    const texts = ["open the", "terminal", "then log in"];
    expect(textsOf(sentencesOf(spoken(texts, 999), null))).toEqual(["open the terminal then log in"]);
    expect(textsOf(sentencesOf(spoken(texts, 1000), null))).toEqual(texts);
  });

  it("end after forty words where there is no punctuation", () => {
    const words = Array.from({ length: 95 }, (_, at) => `word${at}`);
    const sentences = sentencesOf(spoken([words.slice(0, 50).join(" "), words.slice(50).join(" ")]), english);
    expect(sentences.map(({ text }) => text.split(" ").length)).toEqual([40, 40, 15]);
    expect(sentences.map(({ firstCue, lastCue }) => [firstCue, lastCue])).toEqual([
      [1, 1],
      [1, 2],
      [2, 2],
    ]);
  });

  it("are cut, too, where the only full stop stands behind more words than a sentence has", () => {
    const long = `${Array.from({ length: 101 }, () => "and").join(" ")}.`;
    expect(sentencesOf(spoken([long]), english)).toHaveLength(3);
    const whole = `${Array.from({ length: 100 }, () => "and").join(" ")}.`;
    expect(sentencesOf(spoken([whole]), english)).toHaveLength(1);
  });

  it("are joined without spaces in scripts that have none", () => {
    expect(textsOf(sentencesOf(spoken(["今日は天気が", "いいですね。明日も", "晴れ。"]), null))).toEqual([
      "今日は天気がいいですね。",
      "明日も晴れ。",
    ]);
  });
});

describe("paragraphs", () => {
  it("end where the speaker changes and at two seconds of silence", () => {
    const cues = cuesOf(
      { startMs: 0, endMs: 1000, speaker: "Ann", text: "One." },
      { startMs: 2999, endMs: 4000, speaker: "Ann", text: "Two." },
      { startMs: 6000, endMs: 7000, speaker: "Ann", text: "Three." },
      { startMs: 7000, endMs: 8000, speaker: "Bo", text: "Four." },
    );
    expect(paragraphsOf(cues, english)).toEqual([
      { text: "One. Two.", speaker: "Ann", startMs: 0, endMs: 4000, firstCue: 1, lastCue: 2 },
      { text: "Three.", speaker: "Ann", startMs: 6000, endMs: 7000, firstCue: 3, lastCue: 3 },
      { text: "Four.", speaker: "Bo", startMs: 7000, endMs: 8000, firstCue: 4, lastCue: 4 },
    ]);
  });

  it("end with the sentence that makes six hundred characters", () => {
    const sentence = `${"word ".repeat(39)}last.`;
    const paragraphs = paragraphsOf(spoken([sentence, sentence, sentence, sentence, sentence]), english);
    expect(paragraphs.map(({ firstCue, lastCue }) => [firstCue, lastCue])).toEqual([
      [1, 3],
      [4, 5],
    ]);
  });
});

const piece = fc.constantFrom(
  ..."Hello|world|Dr.|e.g.|3.14|...|?!|。|今日は|ไทย|שלום|😀|“Quote.”|(aside)|—|\n|\n\n| |\u2029|\u0085|\t|and so on".split(
    "|",
  ),
);
const said = fc.array(
  fc.record({
    gapMs: fc.integer({ min: -3000, max: 3000 }),
    lastsMs: fc.nat(5000),
    speaker: fc.constantFrom(null, null, "Ann"),
    text: fc
      .array(piece, { minLength: 1, maxLength: 60 })
      .map((pieces) => pieces.join(" ").replaceAll("\u0085", ""))
      .filter((text) => text.trim() !== ""),
  }),
  { minLength: 1, maxLength: 12 },
);
const anyCues = said.map((said) => {
  let startMs = 0;
  return cuesOf(
    ...said.map(({ gapMs, lastsMs, speaker, text }) => {
      startMs = Math.max(0, startMs + gapMs);
      return { startMs, endMs: startMs + lastsMs, speaker, text };
    }),
  );
});

describe.each([
  ["sentences", sentencesOf],
  ["paragraphs", paragraphsOf],
])("%s of any cues", (_, cut) => {
  const packed = (texts: readonly { text: string }[]) => textsOf(texts).join("").replace(/\s/gu, "");

  it("say together what the cues say", () => {
    fc.assert(
      fc.property(anyCues, (cues) => {
        const passages = cut(cues, null);
        expect(packed(passages)).toBe(packed(cues));
        for (const { text } of passages) expect(text).toBe(text.trim());
      }),
    );
  });

  it("stand in order, cover every cue, and are of its speaker", () => {
    fc.assert(
      fc.property(anyCues, (cues) => {
        const passages = cut(cues, english);
        let lastCue = 0;
        for (const { firstCue, lastCue: last, speaker } of passages) {
          expect([lastCue, lastCue + 1]).toContain(firstCue);
          expect(last).toBeGreaterThanOrEqual(firstCue);
          for (const cue of cues.slice(firstCue - 1, last)) expect(cue.speaker).toBe(speaker);
          lastCue = last;
        }
        expect(lastCue).toBe(cues.length);
      }),
    );
  });

  it("cover the times of their cues, and each speaker's start in order while the cues do", () => {
    fc.assert(
      fc.property(anyCues, (cues) => {
        const passages = cut(cues, english);
        for (const [at, { startMs, endMs, firstCue, speaker }] of passages.entries()) {
          expect(startMs).toBeLessThanOrEqual(endMs);
          const before = passages[at - 1];
          const runsBack =
            firstCue > 1 && (cues[firstCue - 1]?.startMs ?? 0) < (cues[firstCue - 2]?.startMs ?? 0);
          if (before?.speaker === speaker && !runsBack) {
            expect(startMs).toBeGreaterThanOrEqual(before.startMs);
          }
        }
        for (const { position, startMs, endMs } of cues) {
          const its = passages.filter(({ firstCue, lastCue }) => firstCue <= position && position <= lastCue);
          expect(Math.min(...its.map((passage) => passage.startMs))).toBeLessThanOrEqual(startMs);
          expect(Math.max(...its.map((passage) => passage.endMs))).toBeGreaterThanOrEqual(endMs);
        }
      }),
    );
  });

  it("are cut from the most cues that a transcript holds", () => {
    const texts = Array.from({ length: 20_000 }, () => "and then we go on with the next of the steps");
    expect(packed(cut(spoken(texts), null))).toBe(packed(spoken(texts)));
    const punctuated = texts.map((text) => `${text}. And`);
    expect(packed(cut(spoken(punctuated), english))).toBe(packed(spoken(punctuated)));
  });
});
