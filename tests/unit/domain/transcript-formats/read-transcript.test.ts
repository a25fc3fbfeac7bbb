import { describe, expect, it } from "vitest";
import {
  TranscriptEmpty,
  TranscriptFormatUnknown,
  TranscriptMalformed,
  TranscriptNotText,
  TranscriptTooLarge,
} from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { ImportReport, RepairName } from "../../../../src/domain/value-objects/import-report.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";

const T = "00:00:01.000 --> 00:00:02.000";
const vtt = (...blocks: string[]) => `WEBVTT\n\n${blocks.join("\n\n")}\n`;
const srt = (...blocks: string[]) => blocks.map((block, at) => `${at + 1}\n${block}\n`).join("\n");

describe("the format of a transcript", () => {
  it.each([
    ["WebVTT", vtt(`${T}\nHi`), "webvtt"],
    ["WebVTT with a byte order mark", `\uFEFF${vtt(`${T}\nHi`)}`, "webvtt"],
    ["SRT", srt(`${T}\nHi`), "srt"],
    ["SRT with a byte order mark", `\uFEFF${srt(`${T}\nHi`)}`, "srt"],
    ["SRT after blank lines", `\n\n\n${srt(`${T}\nHi`)}`, "srt"],
    ["SRT, where the signature of WebVTT is not in its place", `\n${vtt(`${T}\nHi`)}`, "srt"],
    ["SRT, where the signature of WebVTT is misspelt", `WEBVTTX\n\n${T}\nHi`, "srt"],
  ])("is seen to be %s", (_, content, format) => {
    const read = readTranscript(content);
    expect(read.report).toEqual({
      format,
      dialect: null,
      cuesRead: 1,
      cuesKept: 1,
      repairing: RepairName.options,
      repairs: [],
    });
    expect(read.cues).toEqual([{ position: 1, startMs: 1000, endMs: 2000, speaker: null, text: "Hi" }]);
  });

  it.each(["Hello.", "{}", "<html></html>", "1\n2\n3", "[Music] Hi", "Lunch at\n12:30"])(
    "is unknown in %j",
    (content) => {
      expect(() => readTranscript(content)).toThrow(TranscriptFormatUnknown);
    },
  );

  it("is not what is said", () => {
    for (const said of [
      "[Events]",
      "<tt><p>",
      "[0:05] Hi",
      "0:00:01.000,0:00:02.000",
      '{"a": 1}',
      "WEBVTT",
    ]) {
      expect(readTranscript(vtt(`${T}\n${said}`)).report.format).toBe("webvtt");
      expect(readTranscript(srt(`${T}\n${said}`)).report.format).toBe("srt");
    }
  });

  it("may be given, and then counts", () => {
    expect(readTranscript(`title\n${"prose\n".repeat(200)}\n${T}\nHi`, { format: "srt" }).cues).toHaveLength(
      1,
    );
    expect(readTranscript(vtt(`${T}\n<v Ann>Hi`), { format: "srt" })).toMatchObject({
      report: { format: "srt" },
      cues: [{ speaker: null, text: "Hi" }],
    });
  });

  it("may be given wrongly, which is said", () => {
    expect(() => readTranscript(srt(`${T}\nHi`), { format: "webvtt" })).toThrow(
      new TranscriptMalformed("The transcript is not WebVTT: line 1 must begin with WEBVTT."),
    );
    expect(() => readTranscript("Hello.", { format: "srt" })).toThrow(
      new TranscriptMalformed("The transcript is not SRT: no line gives the times of a cue."),
    );
  });
});

describe("a transcript that is JSON", () => {
  it.each(["{}", "[]", '[{"a": 1}]', ' {"text": "0:05"}', '[["0:05 Hi."]]'])(
    "is of no known format where no reader knows the document: %s",
    (content) => {
      expect(() => readTranscript(content)).toThrow(TranscriptFormatUnknown);
    },
  );

  it.each([
    ['{"secret": 1,}', "The transcript is not JSON: line 1 cannot be read at character 14."],
    ['{\r\n"a": 1\r\n"secret": 2}', "The transcript is not JSON: line 3 cannot be read at character 1."],
    ['[{"secret": ', "The transcript is not JSON: it ends before the document does."],
    ['["a", secret]', "The transcript is not JSON."],
  ])("is refused where it is not: %j", (content, message) => {
    expect(() => readTranscript(content)).toThrow(new TranscriptMalformed(message));
  });

  it("is told from text in brackets", () => {
    expect(readTranscript("[00:05] Hi").report.format).toBe("text");
    expect(readTranscript("[Music]", { fallback: "text" }).report.format).toBe("text");
  });
});

describe("the report on a transcript", () => {
  it("names every repair and drop with its cue and line", () => {
    const { cues, report } = readTranscript(
      vtt(
        `${T}\nfine`,
        "NOTE nothing",
        "2\nsoon --> later\nlost",
        `${T}\n<i> </i>`,
        "00:05.000 --> 00:04.000\nbackwards",
        "6.5 --> 7.5\nmended",
        `id\n${T}\nbe\u0007ll`,
        "9.5 --> 8.5\n\u0001\u0002all\u0003",
        "596524:00:00.000 --> 596524:00:01.000\nlate",
      ),
    );
    expect(ImportReport.parse(report)).toEqual(report);
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "9 2 bad-timing-dropped",
      "12 3 empty-cue-dropped",
      "15 4 reversed-times-swapped",
      "18 5 malformed-timing-read",
      "22 6 control-characters-removed",
      "25 7 malformed-timing-read",
      "25 7 reversed-times-swapped",
      "25 7 control-characters-removed",
      "28 8 bad-timing-dropped",
    ]);
    expect(report).toMatchObject({ format: "webvtt", cuesRead: 8, cuesKept: 5 });
    expect(cues).toEqual([
      { position: 1, startMs: 1000, endMs: 2000, speaker: null, text: "fine" },
      { position: 2, startMs: 4000, endMs: 5000, speaker: null, text: "backwards" },
      { position: 3, startMs: 6500, endMs: 7500, speaker: null, text: "mended" },
      { position: 4, startMs: 1000, endMs: 2000, speaker: null, text: "bell" },
      { position: 5, startMs: 8500, endMs: 9500, speaker: null, text: "all" },
    ]);
  });

  it("names the cues and lines of an SRT file", () => {
    const { cues, report } = readTranscript(
      srt(
        `${T}\nfine`,
        "00:00:99,000 --> 00:01:00,000\nlost",
        `${T}\n`,
        "00:05,000 --> 00:04,000\nback\u001b",
      ),
    );
    expect(report).toMatchObject({ format: "srt", cuesRead: 4, cuesKept: 2 });
    expect(report.repairs.map(({ kind, cue, line }) => `${line} ${cue} ${kind}`)).toEqual([
      "6 2 bad-timing-dropped",
      "10 3 empty-cue-dropped",
      "14 4 reversed-times-swapped",
      "14 4 control-characters-removed",
    ]);
    expect(cues.map(({ position, text }) => `${position} ${text}`)).toEqual(["1 fine", "2 back"]);
  });

  it("says once a cue what was removed from it, and nothing of what a dropped one held", () => {
    const { report } = readTranscript(
      vtt(`${T}\n<v A>\u0001x<v B>\u0001y`, `${T}\n\u0001`, `${T}\n<v A\u0001>z`),
    );
    expect(report.repairs.map(({ kind, cue }) => `${cue} ${kind}`)).toEqual([
      "1 control-characters-removed",
      "2 empty-cue-dropped",
      "3 control-characters-removed",
    ]);
  });

  it("counts lines alike for all line ends", () => {
    const file = vtt(`${T}\nHi`, "a --> b\nlost");
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(readTranscript(file.replaceAll("\n", end)).report.repairs).toMatchObject([{ cue: 2, line: 6 }]);
    }
  });

  it("does not quote the transcript", () => {
    const { report } = readTranscript(vtt(`${T}\nHi`, "secret --> secret\nsecret"));
    expect(JSON.stringify(report)).not.toContain("secret");
  });
});

describe("what a cue is made of", () => {
  it("is freed of control characters, but for tabs and line feeds", () => {
    const { cues } = readTranscript(vtt(`${T}\n\u0008a\tb\u007f\nc\u0085\u009f&#13;&#1;d`));
    expect(cues).toMatchObject([{ text: "a\tb\ncd" }]);
  });

  it("is not blank: white space, control characters and marks of formats are no text", () => {
    const blanks = [" ", "\t", "\u00a0", "\u200b", "\ufeff", "&nbsp;&lrm;", "\u0001", "<v Ann> </v>"];
    const { report } = readTranscript(vtt(`${T}\nHi`, ...blanks.map((blank) => `${T}\n${blank}`)));
    expect(report).toMatchObject({ cuesRead: blanks.length + 1, cuesKept: 1 });
    expect(new Set(report.repairs.map(({ kind }) => kind))).toEqual(new Set(["empty-cue-dropped"]));
  });

  it("has a speaker whose name is one line, however it was written", () => {
    const speakerOf = (name: string) => readTranscript(vtt(`${T}\n<v ${name}>Hi`)).cues[0]?.speaker;
    expect(speakerOf("A \u0001 B")).toBe("A B");
    expect(speakerOf("e\u0001\u0301")).toBe("\u00e9");
    expect(speakerOf("A&#13;B")).toBe("AB");
    expect(speakerOf("A&#10;&nbsp;B")).toBe("A B");
    expect(speakerOf("\u0001")).toBeNull();
  });
});

describe("a transcript with nothing in it", () => {
  it.each([
    ["is empty", ""],
    ["is a byte order mark", "\uFEFF"],
    ["is blank", " \r\n\t\u00a0\n"],
    ["is WebVTT without cues", "WEBVTT\n\nNOTE nothing\n"],
    ["has cues without text", vtt(T, `${T}\n<i></i>`)],
    ["has control characters for text", vtt(`${T}\n\u0001`)],
    ["is SRT without text", srt(T, T)],
  ])("is refused where it %s", (_, content) => {
    expect(() => readTranscript(content)).toThrow(TranscriptEmpty);
  });

  it.each([
    ["WebVTT", vtt("NOTE x", "soon --> later\nHi", "x --> y\nHo"), 5],
    ["SRT", `1\n00:00:99,000 --> 00:00:99,000\nHi\n\n2\n00:99:00,000 --> 00:99:00,000\nHo`, 2],
    ["WebVTT with an empty cue", vtt(T, "soon --> later\nHi"), 5],
  ])("is refused where no times can be read, naming the line: %s", (_, content, line) => {
    const format = content.startsWith("WEBVTT") ? "webvtt" : "srt";
    expect(() => readTranscript(content, { format })).toThrow(TranscriptMalformed);
    expect(() => readTranscript(content, { format })).toThrow(`At line ${line}, `);
  });

  it("is refused where it is not text", () => {
    expect(() => readTranscript(vtt(`${T}\n\0`))).toThrow(TranscriptNotText);
    expect(() => readTranscript(vtt(`${T}\n\ud800`))).toThrow(TranscriptNotText);
  });
});

describe("a transcript as large as the limits allow", () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => `${T}\ncue ${at}`);
  const most = limits.cuesPerTranscript;

  it.each([
    ["WebVTT", vtt],
    ["SRT", srt],
  ])("has 20,000 cues of %s, and not one more", (_, write) => {
    const { cues } = readTranscript(write(...many(most)));
    expect(cues).toHaveLength(most);
    expect(cues.at(-1)).toMatchObject({ position: most, text: `cue ${most - 1}` });
    expect(() => readTranscript(write(...many(most + 1)))).toThrow(TranscriptTooLarge);
  });

  it("counts cues that are dropped, and those that voices make", () => {
    expect(() => readTranscript(vtt(...many(most), "a --> b\nx"))).toThrow(TranscriptTooLarge);
    expect(() => readTranscript(vtt(...many(most - 1), `${T}\n<v A>a<v B>b`))).toThrow(TranscriptTooLarge);
    expect(readTranscript(vtt(...many(most - 2), `${T}\n<v A>a<v B>b`)).cues).toHaveLength(most);
  });

  it("has texts of 10,000 characters, and not one more", () => {
    const file = (length: number) => vtt(`${T}\nHi`, `${T}\n ${"x".repeat(length)} `);
    expect(readTranscript(file(limits.cueTextLength)).cues[1]?.text).toHaveLength(limits.cueTextLength);
    expect(() => readTranscript(file(limits.cueTextLength + 1))).toThrow(
      new TranscriptTooLarge("Cue 2, at line 6, has 10001 characters; at most 10000 are taken."),
    );
  });

  it("has texts of 100,000 characters with their markup, and not one more", () => {
    const text = `Hi${"<i>".repeat(33_332)}`;
    for (const write of [vtt, srt]) {
      expect(readTranscript(write(`${T}\n${text}ab`)).cues).toMatchObject([{ text: "Hiab" }]);
      expect(() => readTranscript(write(`${T}\n${text}abc`))).toThrow(
        /has 100001 characters with its markup/,
      );
    }
  });

  it("has speakers of 200 characters, and not one more", () => {
    const file = (length: number) => vtt(`${T}\n<v ${"x".repeat(length)}>Hi`);
    expect(readTranscript(file(limits.speakerLength)).cues[0]?.speaker).toHaveLength(limits.speakerLength);
    expect(() => readTranscript(file(limits.speakerLength + 1))).toThrow(
      new TranscriptTooLarge(
        "Cue 1, at line 3, has 201 characters in the speaker's name; at most 200 are taken.",
      ),
    );
  });

  it("has times of 2,147,483,647 milliseconds, and not one more", () => {
    const file = (end: string) => vtt(`${T}\nHi`, `00:00.000 --> ${end}\nlast`);
    expect(readTranscript(file("596:31:23.647")).cues[1]?.endMs).toBe(limits.timeMs);
    expect(readTranscript(file("596:31:23.648"))).toMatchObject({
      cues: [{ text: "Hi" }],
      report: { repairs: [{ kind: "bad-timing-dropped", cue: 2, line: 6 }] },
    });
  });
});
