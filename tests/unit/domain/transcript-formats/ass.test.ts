import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

const FORMAT = "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text";
const says = (text: string, name = "") => `Dialogue: 0,0:00:01.00,0:00:02.50,Default,${name},0,0,0,,${text}`;
const read = (...events: string[]) =>
  readTranscript(["[Script Info]", "Title: a test", "", "[Events]", ...events].join("\n"));
const texts = (...said: string[]) =>
  read(FORMAT, ...said.map((text) => says(text))).cues.map(({ text }) => text);

describe("an ASS file", () => {
  it("is recognised by its sections, and read with its speakers", () => {
    const { cues, report } = read(FORMAT, says("Hi", "Ann"), says("Ho"));
    expect(cues).toEqual([
      { position: 1, startMs: 1000, endMs: 2500, speaker: "Ann", text: "Hi" },
      { position: 2, startMs: 1000, endMs: 2500, speaker: null, text: "Ho" },
    ]);
    expect(report).toEqual({
      format: "ass",
      dialect: null,
      cuesRead: 2,
      cuesKept: 2,
      repairing: RepairName.options,
      repairs: [],
    });
  });

  it("is SSA where its events are marked", () => {
    const { cues, report } = read(
      FORMAT.replace("Layer", "Marked"),
      "Dialogue: Marked=0,0:00:01.00,0:00:02.50,D,Ann,0,0,0,,Hi",
    );
    expect(report.dialect).toBe("ssa");
    expect(cues).toMatchObject([{ startMs: 1000, speaker: "Ann", text: "Hi" }]);
  });

  it("keeps the order of the file", () => {
    const { cues } = read(FORMAT, "Dialogue: 0,0:01:00.00,0:01:01.00,,,,,,,late", says("early"));
    expect(cues.map(({ text }) => text)).toEqual(["late", "early"]);
  });

  it("has columns in the order that it says, or else in the usual one", () => {
    expect(
      read("Format: End, Start, Actor, Text", "Dialogue: 0:00:02.00,0:00:01.00,Ann,Hi, you").cues,
    ).toEqual([{ position: 1, startMs: 1000, endMs: 2000, speaker: "Ann", text: "Hi, you" }]);
    expect(read(says("Hi, you", "Ann")).cues).toMatchObject([{ speaker: "Ann", text: "Hi, you" }]);
  });

  it("has cues in its events only, and none in comments", () => {
    const file = [
      "[V4+ Styles]",
      says("no style"),
      "[Events]",
      FORMAT,
      says("yes"),
      says("no").replace("Dialogue", "Comment"),
      `; ${says("no")}`,
      "Picture: 0,0:00:01.00,0:00:02.00,,,,,,,no.png",
      "[Fonts]",
      says("no font"),
    ].join("\n");
    expect(readTranscript(file).cues.map(({ text }) => text)).toEqual(["yes"]);
  });

  it.each([
    ["Hi, you, and you", "Hi, you, and you"],
    ["{\\i1}a{\\i0} {\\pos(1,2)\\c&H00FF00&}b", "a b"],
    ["one\\Ntwo", "one\ntwo"],
    ["one\\ntwo", "one two"],
    ["a\\hb", "a\u00a0b"],
    ["{a remark}Hi", "Hi"],
    ["{\\p1}m 0 0 l 100 0{\\p0}Hi", "Hi"],
    ["Hi{\\pos(1,1)\\p4}m 0 0", "Hi"],
    ["{\\pbo10}Hi", "Hi"],
    ["{\\kf20}Ka{\\kf30}ra", "Kara"],
  ])("loses its markup: %s", (text, expected) => {
    expect(texts(text)).toEqual([expected]);
  });

  it.each(["a --> b", "{unclosed", "a } b", "<i>a</i> &amp;", "a\\b", "Ann: x", "[Events]"])(
    "may say %j",
    (text) => {
      expect(texts(text, text)).toEqual([text, text]);
    },
  );

  it("drops drawings as cues without text, and events without times, and says so", () => {
    const { cues, report } = read(
      FORMAT,
      says("Hi"),
      says("{\\p1}m 0 0 l 1 1"),
      says("lost").replace("0:00:01.00", "0:00:61.00"),
      "Dialogue: 0,soon",
      "Dialogue:",
      says("back").replace("0:00:01.00", "0:00:09.00"),
    );
    expect(cues.map(({ text }) => text)).toEqual(["Hi", "back"]);
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "7 2 empty-cue-dropped",
      "8 3 bad-timing-dropped",
      "9 4 bad-timing-dropped",
      "10 5 bad-timing-dropped",
      "11 6 reversed-times-swapped",
    ]);
  });

  it("has events, and columns for times and text", () => {
    expect(() => readTranscript("[Script Info]\nTitle: x")).toThrow(
      new TranscriptMalformed("The transcript is not ASS: it has no section [Events]."),
    );
    expect(() => read("Format: Start, Text")).toThrow(
      new TranscriptMalformed("The transcript is not ASS: line 5 must name the columns Start, End and Text."),
    );
  });
});
