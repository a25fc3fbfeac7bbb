import { describe, expect, it } from "vitest";
import { TranscriptFormatUnknown } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

const show = (lines: readonly string[], options: Parameters<typeof readTranscript>[1] = {}) =>
  readTranscript(lines.join("\n"), options).cues.map(
    ({ startMs, endMs, speaker, text }) => `${startMs}-${endMs} ${speaker ? `${speaker}|` : ""}${text}`,
  );
const read = (...lines: string[]) => show(lines);
const readAsText = (...lines: string[]) => show(lines, { format: "text" });
const both = ["5000-62000 Hi.", "62000-62000 Ho."];

describe("text with times", () => {
  it.each([
    ["in brackets", ["[00:00:05] Hi.", "[00:01:02] Ho."]],
    ["in parentheses", ["(0:05) Hi.", "(1:02) Ho."]],
    ["bare", ["00:00:05 Hi.", "00:01:02 Ho."]],
    ["with a dash or a colon", ["0:05 - Hi.", "1:02: Ho."]],
    ["on lines of their own", ["0:05", "Hi.", "1:02", "Ho."]],
    ["in brackets on lines of their own", ["[0:05]", "Hi.", "", "[1:02]", "Ho."]],
    ["with spaces and blank lines", ["", "  [0:05]   Hi. ", "", "", "[1:02]\tHo.", ""]],
    ["with fractions", ["[00:00:05.000] Hi.", "[00:01:02,000] Ho."]],
  ])("%s is recognised", (_, lines) => {
    expect(read(...lines)).toEqual(both);
  });

  it("is reported as text", () => {
    expect(readTranscript("0:05\nHi.\n1:02\nHo.").report).toEqual({
      format: "text",
      dialect: null,
      cuesRead: 2,
      cuesKept: 2,
      repairing: RepairName.options,
      repairs: [],
    });
  });

  it.each(["0:05 – 0:09", "[0:05 - 0:09]", "(0:05—0:09)", "0:05 to 0:09", "00:00:05.0-00:00:09.0"])(
    "may say when a cue ends: %s",
    (range) => {
      expect(read(`${range} Hi.`, `${range}`, "Ho.")).toEqual(["5000-9000 Hi.", "5000-9000 Ho."]);
    },
  );

  it.each([
    ["Ann Lee  0:05", "Bob  1:02"],
    ["Ann Lee 0:05", "Bob 1:02"],
    ["Ann Lee\t0:05", "Bob\t1:02"],
    ["Ann Lee (0:05)", "Bob (1:02)"],
    ["Ann Lee (00:05):", "Bob (01:02):"],
    ["Ann Lee [00:00:05]", "Bob [00:01:02]"],
    ["[Ann Lee] 00:00:05", "[Bob] 00:01:02"],
    ["Ann Lee | 0:05", "Bob | 1:02"],
  ])("may have headings that say who speaks: %s", (first, second) => {
    expect(read(first, "Hi.", "there", "", second, "Ho.")).toEqual([
      "5000-62000 Ann Lee|Hi.\nthere",
      "62000-62000 Bob|Ho.",
    ]);
    expect(readTranscript(`${first}\nHi.`).report.dialect).toBe("speaker-headings");
  });

  it("names speakers after the time, where a name comes twice", () => {
    expect(
      read("[00:00:05] Ann: Hi.", "[00:00:06] Bob: Ho.", "[00:00:07] Ann: Hm.", "[0:08] Bob: Ha."),
    ).toEqual(["5000-6000 Ann|Hi.", "6000-7000 Bob|Ho.", "7000-8000 Ann|Hm.", "8000-8000 Bob|Ha."]);
    expect(read("[0:05] Note: Hi.", "[0:06] Ann: Ho.")).toEqual([
      "5000-6000 Note: Hi.",
      "6000-6000 Ann: Ho.",
    ]);
  });

  it("may have several speakers between two times", () => {
    expect(
      read("00:00:00", "", "Ann: Hi.", "there", "Bob: Ho.", "00:05:00", "Ann:", "Hm.", "Bob: Ha."),
    ).toEqual([
      "0-300000 Ann|Hi.\nthere",
      "0-300000 Bob|Ho.",
      "300000-300000 Ann|Hm.",
      "300000-300000 Bob|Ha.",
    ]);
  });

  it("has one way to write them: others are speech", () => {
    expect(read("[0:05] Hi.", "10:30 is late.", "[0:09] Ho.", "(1:02)")).toEqual([
      "5000-9000 Hi.\n10:30 is late.",
      "9000-9000 Ho.\n(1:02)",
    ]);
    expect(read("0:05", "10:30 is late.", "0:09", "Lunch 12:30")).toEqual([
      "5000-9000 10:30 is late.",
      "9000-9000 Lunch 12:30",
    ]);
  });

  it("reports what stands before the first time, and cues without text", () => {
    const { cues, report } = readTranscript("A title\n\n0:05\nHi.\n0:06\n0:07\nHo.");
    expect(cues.map(({ text }) => text)).toEqual(["Hi.", "Ho."]);
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "1 1 bad-timing-dropped",
      "5 3 empty-cue-dropped",
    ]);
  });

  it("keeps cues that start together together, and the order of those that go back", () => {
    expect(read("[0:05] a", "[0:05] b", "[0:09] c", "[0:01] d")).toEqual([
      "5000-9000 a",
      "5000-9000 b",
      "9000-9000 c",
      "1000-1000 d",
    ]);
  });

  it.each([
    ["0:61 Hi."],
    ["1:60:00 Hi."],
    ["Lunch at", "12:30"],
    ["We met at 12:30.", "[Music] Hi"],
    ["a 1:2 b", "1:2", "12:30pm is late", "Psalm 23:45:67:89"],
    ["see http://example.com:80  x"],
    ["Ann: Hi.", "Bob: Ho.", "Ann: Hm."],
  ])("is not recognised in %j", (...lines) => {
    expect(() => read(...lines)).toThrow(TranscriptFormatUnknown);
  });

  it.each(["a --> b", "--> 1:2", "{\\i1}", "<i>&amp;</i>", "{}"])("may say %j", (speech) => {
    expect(read("[0:05] Hi.", speech)).toEqual([`5000-5000 Hi.\n${speech}`]);
  });
});

describe("text without times", () => {
  it("has a cue a paragraph, each at 0, which is said once", () => {
    const { cues, report } = readTranscript("\nHi\nthere.\n\n  \nHo.\n", { format: "text" });
    expect(cues).toEqual([
      { position: 1, startMs: 0, endMs: 0, speaker: null, text: "Hi\nthere." },
      { position: 2, startMs: 0, endMs: 0, speaker: null, text: "Ho." },
    ]);
    expect(report).toEqual({
      format: "text",
      dialect: "untimed",
      cuesRead: 2,
      cuesKept: 2,
      repairing: RepairName.options,
      repairs: [
        {
          kind: "times-missing",
          cue: 1,
          line: 2,
          message: "the file has no times: its cues stand at 0, in their order",
        },
      ],
    });
  });

  it("says so of the first cue that is kept", () => {
    const { report } = readTranscript("\u200b\n\nHi.\n\nHo.", { format: "text" });
    expect(report.repairs.map(({ kind, cue }) => `${cue} ${kind}`)).toEqual([
      "1 empty-cue-dropped",
      "2 times-missing",
    ]);
  });

  it("has a cue a line where there are no blank lines", () => {
    expect(readAsText("Hi.", " Ho.", "")).toEqual(["0-0 Hi.", "0-0 Ho."]);
  });

  it("names speakers where a name comes twice, also above what they say", () => {
    expect(readAsText("Ann: Hi.", "Bob: Ho.", "Ann: Hm.", "Bob:", "Ha.")).toEqual([
      "0-0 Ann|Hi.",
      "0-0 Bob|Ho.",
      "0-0 Ann|Hm.",
      "0-0 Bob|Ha.",
    ]);
    expect(readAsText("Ann: Hi.", "there", "Bob: Ho.", "", "Ann: Hm.", "", "Bob: Ha.")).toEqual([
      "0-0 Ann|Hi.\nthere",
      "0-0 Bob|Ho.",
      "0-0 Ann|Hm.",
      "0-0 Bob|Ha.",
    ]);
  });

  it("is read where the caller falls back to it, and only where nothing else is recognised", () => {
    const fallback = { fallback: "text" as const };
    expect(show(["Dear diary,", "[Music]"], fallback)).toEqual(["0-0 Dear diary,", "0-0 [Music]"]);
    expect(readTranscript("WEBVTT\n\n00:01.000 --> 00:02.000\nHi", fallback).report.format).toBe("webvtt");
    expect(() => readTranscript("Dear diary,")).toThrow(TranscriptFormatUnknown);
    expect(() => readTranscript('{"a": 1}', fallback)).toThrow(TranscriptFormatUnknown);
  });
});
