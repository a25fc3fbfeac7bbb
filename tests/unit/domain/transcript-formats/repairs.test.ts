import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import type { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

type Said = { startMs: number; endMs: number; text: string; speaker?: string | null };

const timestamp = (ms: number) => {
  const [minutes, seconds] = [Math.floor(ms / 60_000), Math.floor(ms / 1_000) % 60];
  return `${String(minutes).padStart(2, "0")}:${String(seconds).padStart(2, "0")}.${String(ms % 1_000).padStart(3, "0")}`;
};
const vtt = (cues: readonly Said[]) =>
  `WEBVTT\n\n${cues
    .map(({ startMs, endMs, text, speaker }) => {
      const voice = speaker ? `<v ${speaker}>` : "";
      return `${timestamp(startMs)} --> ${timestamp(endMs)}\n${voice}${text}\n`;
    })
    .join("\n")}`;
const cue = (startMs: number, endMs: number, text: string, speaker: string | null = null): Said => {
  return { startMs, endMs, text, speaker };
};
/** Cues of two seconds each, one after the other. */
const inTurn = (...texts: string[]) => texts.map((text, at) => cue(at * 2_000, (at + 1) * 2_000, text));

const repaired = (cues: readonly Said[]) => {
  const read = readTranscript(vtt(cues));
  return {
    said: read.cues.map(({ startMs, endMs, text }) => `${startMs}-${endMs} ${text}`),
    repairs: read.report.repairs.map(({ kind, cue }) => `${cue} ${kind}`),
  };
};
const textsOf = (...texts: string[]) => readTranscript(vtt(inTurn(...texts))).cues.map(({ text }) => text);

describe("rolling captions", () => {
  const rolling = `WEBVTT
Kind: captions
Language: en

00:00:00.400 --> 00:00:02.590 align:start position:0%
 
open<00:00:00.900><c> the</c><00:00:01.300><c> drawer</c>

00:00:02.590 --> 00:00:02.600 align:start position:0%
open the drawer
 

00:00:02.600 --> 00:00:05.190 align:start position:0%
open the drawer
take<00:00:03.100><c> out</c><00:00:03.800><c> the</c><00:00:04.200><c> kettle</c>

00:00:05.190 --> 00:00:05.200 align:start position:0%
take out the kettle
 

00:00:05.200 --> 00:00:08.000 align:start position:0%
take out the kettle
and<00:00:05.900><c> fill</c><00:00:06.400><c> it</c>
`;

  it("say each line once, where it appeared first", () => {
    const { cues, report } = readTranscript(rolling);
    expect(cues).toEqual([
      { position: 1, startMs: 400, endMs: 2_590, speaker: null, text: "open the drawer" },
      { position: 2, startMs: 2_600, endMs: 5_190, speaker: null, text: "take out the kettle" },
      { position: 3, startMs: 5_200, endMs: 8_000, speaker: null, text: "and fill it" },
    ]);
    expect(report).toMatchObject({ cuesRead: 5, cuesKept: 3 });
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "9 2 rolling-caption-dropped",
      "13 3 rolling-caption-trimmed",
      "17 4 rolling-caption-dropped",
      "21 5 rolling-caption-trimmed",
    ]);
  });

  it("may roll by several lines", () => {
    expect(textsOf("one\ntwo", "one\ntwo\nthree", "two\nthree\nfour")).toEqual(["one\ntwo", "three", "four"]);
  });

  it("may stay for a while, where the whole file rolls", () => {
    const rolls = ["one", "one\ntwo", "two\nthree", "three\nfour", "four\nfive", "five\nsix"];
    expect(textsOf(...rolls, "six", "six")).toEqual(["one", "two", "three", "four", "five", "six"]);
    // One pair is too few, and five are among so many.
    expect(textsOf("Ready?", "Ready?\nAlways.", "Go!")).toEqual(["Ready?", "Ready?\nAlways.", "Go!"]);
    const others = Array.from({ length: 12 }, (_, at) => `other ${at}`);
    expect(textsOf(...rolls, ...others)).toEqual([...rolls, ...others]);
  });

  it("are told by a bridge, before or after the cue that has its words", () => {
    expect(repaired([cue(0, 40, "Go on."), cue(40, 2_000, "Go on.")])).toEqual({
      said: ["0-2000 Go on."],
      repairs: ["2 rolling-caption-dropped"],
    });
    expect(repaired([cue(0, 2_000, "Go on."), cue(2_000, 2_050, "Go on.")])).toEqual({
      said: ["0-2000 Go on."],
      repairs: ["2 rolling-caption-dropped"],
    });
    expect(repaired([cue(0, 2_000, "Go on."), cue(2_000, 2_051, "Go on.")]).repairs).toEqual([]);
    // The next cue takes its words over before it would end.
    expect(repaired([cue(0, 1_000, "Go on."), cue(30, 2_000, "Go on.")])).toEqual({
      said: ["0-2000 Go on."],
      repairs: ["2 rolling-caption-dropped"],
    });
  });

  it("touch in time", () => {
    const atGap = (gap: number) => [
      cue(0, 2_000, "one"),
      cue(2_000 + gap, 4_000, "one\ntwo"),
      cue(4_000 + gap, 6_000, "two\nthree"),
    ];
    expect(repaired(atGap(50)).repairs).toEqual(["2 rolling-caption-trimmed", "3 rolling-caption-trimmed"]);
    expect(repaired(atGap(51)).repairs).toEqual([]);
    expect(repaired([cue(5_000, 6_000, "one"), cue(0, 5_500, "one\ntwo")]).repairs).toEqual([]);
    expect(repaired([cue(0, 2_000, "one"), cue(0, 2_000, "one\ntwo")]).repairs).toEqual([]);
  });

  it("repeat whole lines, not words", () => {
    expect(textsOf("zero\n one", "one\ntwo", "two\nthree")).toEqual(["zero\n one", "two", "three"]);
    expect(textsOf("No way", "No", "No way in")).toEqual(["No way", "No", "No way in"]);
  });

  it("may be held in place by lines that cannot be seen", () => {
    expect(repaired([cue(0, 2_000, "\u200b\none"), cue(2_000, 2_010, "one\n\u200b")]).repairs).toEqual([
      "2 rolling-caption-dropped",
    ]);
  });

  it("are of one speaker", () => {
    const asked = [
      cue(0, 1_000, "Tea?", "Ada"),
      cue(1_000, 2_000, "Tea?\nYes.", "Grace"),
      cue(2_000, 3_000, "Yes.\nNo.", "Ada"),
    ];
    expect(repaired(asked).repairs).toEqual([]);
    expect(repaired(asked.map((cue) => ({ ...cue, speaker: "Ada" }))).repairs).toHaveLength(2);
  });

  it("leave the other voices of a cue", () => {
    const cues = [cue(0, 2_000, "Tea?", "Ada"), cue(2_000, 2_040, "Tea?</v><v Grace>Yes.", "Ada")];
    expect(repaired(cues)).toEqual({
      said: ["0-2000 Tea?", "2000-2040 Yes."],
      repairs: ["2 rolling-caption-trimmed"],
    });
    expect(readTranscript(vtt(cues)).report.cuesKept).toBe(2);
  });

  it("are reported once where they are dropped, whatever else was mended", () => {
    const read = readTranscript(`${vtt([cue(0, 2_000, "Go on.")])}\n2 --> 2.04\nGo\u0001 on.\n`);
    expect(read.report.repairs.map(({ kind }) => kind)).toEqual(["rolling-caption-dropped"]);
  });
});

describe("what is said twice", () => {
  it.each([
    ["a word", ["No.", "No."]],
    ["a chorus", Array.from({ length: 20 }, () => "La la la")],
    ["a chorus of two lines", Array.from({ length: 20 }, () => "Row the boat\nhome again")],
    ["a refrain that ends a cue", ["Row the boat", "Row the boat\nRow the boat"]],
    ["the end of a cue", ["I said\nno.", "no."]],
  ])("stays: %s", (_, texts) => {
    expect(textsOf(...texts)).toEqual(texts);
  });

  it("stays where the file has no times", () => {
    const { cues, report } = readTranscript("one\n\none\ntwo", { fallback: "text" });
    expect(cues.map(({ text }) => text)).toEqual(["one", "one\ntwo"]);
    expect(report.repairs.map(({ kind }) => kind)).toEqual(["times-missing"]);
  });

  it("stays where the file gives no ends", () => {
    const text = "[0:01] No.\n[0:01] No.\n[0:01] No.\n";
    expect(readTranscript(text).cues).toHaveLength(3);
  });
});

describe("overlaps", () => {
  it("end where the next cue of the same speaker starts", () => {
    const meeting = [
      cue(0, 3_000, "Shall we", "Ada"),
      cue(2_500, 5_000, "begin?", "Ada"),
      cue(4_000, 6_000, "One moment.", "Grace"),
      cue(4_500, 7_000, "Please.", "Ada"),
      cue(7_000, 9_000, "Thanks.", "Ada"),
    ];
    expect(repaired(meeting)).toEqual({
      said: [
        "0-2500 Shall we",
        "2500-5000 begin?",
        "4000-6000 One moment.",
        "4500-7000 Please.",
        "7000-9000 Thanks.",
      ],
      repairs: ["1 overlap-trimmed"],
    });
  });

  it("may be those of nobody who is named", () => {
    expect(repaired([cue(0, 3_000, "a"), cue(1_000, 2_000, "b"), cue(1_500, 4_000, "c")])).toEqual({
      said: ["0-1000 a", "1000-1500 b", "1500-4000 c"],
      repairs: ["1 overlap-trimmed", "2 overlap-trimmed"],
    });
  });

  it("are told in the order of the file, among the other repairs", () => {
    const cues = [
      cue(0, 3_000, "a"),
      cue(2_000, 5_000, "a\nb"),
      cue(4_000, 3_000, "c"),
      cue(4_000, 5_000, "c\nd"),
    ];
    expect(repaired(cues)).toEqual({
      said: ["0-2000 a", "2000-3000 b", "3000-4000 c", "4000-5000 d"],
      repairs: [
        "1 overlap-trimmed",
        "2 rolling-caption-trimmed",
        "2 overlap-trimmed",
        "3 reversed-times-swapped",
        "4 rolling-caption-trimmed",
      ],
    });
  });

  it("stay where cues start together, or the next one starts before", () => {
    const cues = [cue(1_000, 3_000, "a"), cue(1_000, 2_000, "b"), cue(500, 1_500, "c")];
    expect(repaired(cues).repairs).toEqual([]);
  });
});

describe("repairs that are switched off", () => {
  const all = RepairName.options;
  const without = (name: RepairName) => all.filter((other) => other !== name);

  it("are all on, if nothing is said", () => {
    expect(readTranscript(vtt(inTurn("a"))).report.repairing).toEqual(all);
    expect(
      readTranscript(vtt(inTurn("a")), { repairs: ["overlaps", "rolling-captions"] }).report.repairing,
    ).toEqual(["rolling-captions", "overlaps"]);
  });

  it("leave captions rolling, and overlaps", () => {
    const cues = [cue(0, 3_000, "a"), cue(2_000, 4_000, "a\nb"), cue(4_000, 4_010, "b")];
    const read = (repairs: RepairName[]) => {
      const { cues: said, report } = readTranscript(vtt(cues), { repairs });
      return [said.map(({ endMs, text }) => `${endMs} ${text}`), report.repairs.map(({ kind }) => kind)];
    };
    expect(read([])).toEqual([["3000 a", "4000 a\nb", "4010 b"], []]);
    expect(read(without("rolling-captions"))).toEqual([
      ["2000 a", "4000 a\nb", "4010 b"],
      ["overlap-trimmed"],
    ]);
    expect(read(without("overlaps"))).toEqual([
      ["3000 a", "4000 b"],
      ["rolling-caption-trimmed", "rolling-caption-dropped"],
    ]);
  });

  it.each<[RepairName, string, string]>([
    ["reversed-times", "00:05.000 --> 00:04.000\nsecret", "the cue ended before it started"],
    ["missing-times", "soon --> later\nsecret", "the times cannot be read"],
    [
      "missing-times",
      "999:00:00.000 --> 999:00:01.000\nsecret",
      "the times are beyond 2147483647 milliseconds",
    ],
    ["empty-cues", "00:05.000 --> 00:06.000\n<i></i>", "the cue has no text"],
  ])("refuse what cannot be kept without %s", (name, block, message) => {
    const file = `${vtt(inTurn("fine"))}\n${block}\n`;
    const refusal = new TranscriptMalformed(
      `Cue 2, at line 6, cannot be kept without the repair ${name}: ${message}.`,
    );
    for (const repairs of [[], without(name)]) {
      expect(() => readTranscript(file, { repairs })).toThrow(refusal);
    }
    expect(readTranscript(file, { repairs: [name] }).report.repairs).toMatchObject([{ cue: 2, line: 6 }]);
  });

  it("refuse a text without times", () => {
    expect(() => readTranscript("Hello.", { fallback: "text", repairs: [] })).toThrow(
      "cannot be kept without the repair missing-times: the file has no times",
    );
  });

  it("name a cue alone in formats without lines", () => {
    const json = JSON.stringify({ segments: [{ startTime: 2, endTime: 1, body: "Hi." }] });
    expect(() => readTranscript(json, { repairs: [] })).toThrow(
      "Cue 1 cannot be kept without the repair reversed-times: the cue ended before it started.",
    );
  });

  it("do not keep control characters, which cannot be stored", () => {
    const { cues, report } = readTranscript(vtt(inTurn("be\u0007ll")), { repairs: [] });
    expect(cues).toMatchObject([{ text: "bell" }]);
    expect(report.repairs).toMatchObject([{ kind: "control-characters-removed" }]);
  });
});

describe("whatever is said, whenever", () => {
  /** Few words and few times, so that much is repeated and much touches. */
  const ms = fc.constantFrom(0, 10, 30, 50, 60, 1_000, 2_000);
  const lines = fc.array(fc.constantFrom("a", "b", "c d"), { minLength: 1, maxLength: 4 });
  const part = fc.record({
    since: fc.constantFrom("start" as const, "end" as const),
    gap: fc.oneof(fc.constantFrom(0, 0, -10), ms),
    lasts: ms,
    lines: fc.oneof(fc.constant(["a"]), lines),
    speaker: fc.constantFrom(null, null, "Ada"),
  });
  const cues = fc.array(part, { minLength: 1, maxLength: 14 }).map((parts) => {
    const clock = { start: 100, end: 100 };
    return parts.map(({ since, gap, lasts, lines, speaker }) => {
      clock.start = Math.max(0, clock[since] + gap);
      clock.end = clock.start + lasts;
      return { startMs: clock.start, endMs: clock.end, text: lines.join("\n"), speaker };
    });
  });
  /** As captions roll: each cue has some of the lines before it, and perhaps new ones. */
  const rolling = fc
    .array(
      fc.record({
        again: fc.nat(2),
        lines: fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 2 }),
        lasts: ms,
      }),
      {
        minLength: 1,
        maxLength: 20,
      },
    )
    .map((parts) => {
      let clock = 0;
      let shown = ["first"];
      return parts.map(({ again, lines, lasts }) => {
        const startMs = clock;
        clock += lasts;
        const said = [...shown.slice(shown.length - again), ...lines];
        shown = said.length > 0 && again > 0 ? said : [...said, "more"];
        return { startMs, endMs: clock, text: shown.join("\n"), speaker: null };
      });
    });
  const any = fc.oneof(cues, rolling);
  const names = fc.subarray([...RepairName.options]);
  const runs = { numRuns: 2_000 };

  it("is repaired once where it is in order: nothing is left to repair", () => {
    fc.assert(
      fc.property(any, names, (said, repairs) => {
        const inOrder = said.toSorted((one, other) => one.startMs - other.startMs);
        const { cues } = readTranscript(vtt(inOrder), { repairs });
        const again = readTranscript(vtt(cues), { repairs });
        expect(again.report.repairs).toEqual([]);
        expect(again.cues).toEqual(cues);
      }),
      runs,
    );
  });

  it("loses only lines that the cue kept before it has, and says where", () => {
    fc.assert(
      fc.property(any, (said) => {
        const { cues, report } = readTranscript(vtt(said));
        expect(cues.map(({ position }) => position)).toEqual(cues.map((_, at) => at + 1));
        const kindsOf = (number: number) =>
          report.repairs.filter(({ cue }) => cue === number).map(({ kind }) => kind);
        const left = [...cues];
        let before: string[] = [];
        said.forEach(({ startMs, endMs, text }, at) => {
          const kinds = kindsOf(at + 1);
          if (kinds.includes("rolling-caption-dropped")) {
            expect(before.slice(-text.split("\n").length).join("\n")).toBe(text);
            return;
          }
          const kept = left.shift() as Cue;
          expect(kept.startMs).toBe(startMs);
          if (kinds.includes("overlap-trimmed")) expect(kept.endMs).toBe(left[0]?.startMs);
          else expect(kept.endMs).toBeGreaterThanOrEqual(endMs);
          if (!kinds.includes("rolling-caption-trimmed")) expect(kept.text).toBe(text);
          else {
            const lost = text.slice(0, text.length - kept.text.length).trim();
            expect(`${lost}\n${kept.text}`).toBe(text);
            expect(before.slice(-lost.split("\n").length).join("\n")).toBe(lost);
          }
          before = text.split("\n");
        });
        expect(left).toEqual([]);
      }),
      runs,
    );
  });

  it("is untouched where no repair is on", () => {
    fc.assert(
      fc.property(any, (said) => {
        const { cues, report } = readTranscript(vtt(said), { repairs: [] });
        expect(cues).toEqual(said.map((cue, at) => ({ position: at + 1, ...cue })));
        expect(report).toMatchObject({ repairing: [], repairs: [], cuesKept: said.length });
      }),
      runs,
    );
  });
});
