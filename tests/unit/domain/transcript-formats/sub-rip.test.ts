import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { readSubRip, subRip, textOfSubRip } from "../../../../src/domain/transcript-formats/sub-rip.ts";

/** The cues of a file, as `start-end text`; `?` where the times cannot be read. */
const read = (...lines: string[]) =>
  [...readSubRip(lines.join("\n"))].map(({ startMs, endMs, text }) =>
    startMs === undefined ? `? ${text}` : `${startMs}-${endMs} ${textOfSubRip(text)}`,
  );
const T = "00:00:01,000 --> 00:00:02,000";
const U = "00:00:03,000 --> 00:00:04,000";
const both = ["1000-2000 Hi", "3000-4000 Ho"];

describe("the counters of an SRT file", () => {
  it.each([
    ["are in order", ["1", T, "Hi", "", "2", U, "Ho", ""]],
    ["are wrong", ["7", T, "Hi", "", "3", U, "Ho", ""]],
    ["are repeated", ["1", T, "Hi", "", "1", U, "Ho", ""]],
    ["are written twice", ["1", "1", T, "Hi", "", "2", U, "Ho", ""]],
    ["have spaces around them", [" 1 ", T, "Hi", "", "\t2", U, "Ho", ""]],
    ["have zeros before them", ["0001", T, "Hi", "", "0002", U, "Ho", ""]],
    ["are missing", [T, "Hi", "", U, "Ho", ""]],
    ["are missing at the first cue", [T, "Hi", "", "2", U, "Ho", ""]],
    ["are missing at the second cue", ["1", T, "Hi", "", U, "Ho", ""]],
    ["are missing, as are blank lines", [T, "Hi", U, "Ho"]],
    ["have no blank lines before them", ["1", T, "Hi", "2", U, "Ho"]],
    ["come after several blank lines", ["", "1", T, "Hi", "", "", "", "2", U, "Ho", ""]],
    ["come after a line of spaces", ["1", T, "Hi", "  ", "2", U, "Ho", ""]],
  ])("%s", (_, lines) => {
    expect(read(...lines)).toEqual(both);
  });

  it("are told from speech of digits alone", () => {
    expect(read("1", T, "42", "", "2", U, "7", "")).toEqual(["1000-2000 42", "3000-4000 7"]);
    expect(read("1", T, "42", "2", U, "Ho")).toEqual(["1000-2000 42", "3000-4000 Ho"]);
    expect(read("1", T, "One", "42", "two", "", "2", U, "Ho")).toEqual([
      "1000-2000 One\n42\ntwo",
      "3000-4000 Ho",
    ]);
    expect(read("1", T, "", "42", "", "2", U, "Ho")).toEqual(["1000-2000 42", "3000-4000 Ho"]);
  });

  it("are told from speech of digits alone in a file without counters", () => {
    expect(read(T, "42", "", U, "7")).toEqual(["1000-2000 42", "3000-4000 7"]);
    expect(read(T, "42", U, "7")).toEqual(["1000-2000 42", "3000-4000 7"]);
  });
});

describe("the timing line of an SRT file", () => {
  it.each([
    ["as it should be", "00:00:01,000 --> 00:00:02,500", "1000-2500 x"],
    ["with large numbers", "99:59:59,999 --> 100:00:00,000", "359999999-360000000 x"],
    ["with points for commas", "00:00:01.000 --> 00:00:02.500", "1000-2500 x"],
    ["with colons for commas", "00:00:01:000 --> 00:00:02:500", "1000-2500 x"],
    ["without milliseconds", "00:00:01 --> 00:00:02", "1000-2000 x"],
    ["with one digit of a fraction", "00:00:01,5 --> 00:00:02,0", "1500-2000 x"],
    ["with two digits of a fraction", "00:00:01,05 --> 00:00:02,25", "1050-2250 x"],
    ["with six digits of a fraction", "00:00:01.000400 --> 00:00:02.999600", "1000-3000 x"],
    ["without hours", "00:01,000 --> 59:59,999", "1000-3599999 x"],
    ["with single digits", "0:0:1,0 --> 1:2:3,4", "1000-3723400 x"],
    ["with coordinates", `${T} X1:100 X2:200 Y1:300 Y2:400`, "1000-2000 x"],
    ["with WebVTT's settings", `${T} align:start`, "1000-2000 x"],
    ["with spaces around it", `  \t${T} \t`, "1000-2000 x"],
    ["without spaces", "00:00:01,000-->00:00:02,000", "1000-2000 x"],
    ["with a short arrow", "00:00:01,000 -> 00:00:02,000", "1000-2000 x"],
    ["with a longer arrow", "00:00:01,000 -----> 00:00:02,000", "1000-2000 x"],
    ["that ends before it starts", "00:00:02,000 --> 00:00:01,000", "2000-1000 x"],
  ])("is read %s", (_, timing, expected) => {
    expect(read("1", timing, "x")).toEqual([expected]);
  });

  it.each([
    ["60 seconds", "00:00:60,000 --> 00:00:61,000"],
    ["60 minutes", "00:60:00,000 --> 00:61:00,000"],
    ["a letter among the digits", "00:00:O1,000 --> 00:00:02,000"],
    ["a missing start", "--> 00:00:02,000"],
    ["a missing end", "00:00:01,000 -->"],
    ["five digits of hours", "00001:00:01,000 --> 00001:00:02,000"],
    ["four parts", "00:00:00:01,000 --> 00:00:00:02,000"],
  ])("is not read for %s, and does not join its text to the cue before", (_, timing) => {
    const lost = ["1000-2000 Hi", "? lost", "3000-4000 Ho"];
    expect(read("1", T, "Hi", "", "2", timing, "lost", "", "3", U, "Ho")).toEqual(lost);
    expect(read(T, "Hi", "", timing, "lost", "", U, "Ho")).toEqual(lost);
    expect(read("1", T, "Hi", "2", timing, "lost", "3", U, "Ho")).toEqual(lost);
  });

  it("stands in the line that a cue names", () => {
    const lines = [...readSubRip(`\n1\n${T}\nHi\n\n\n2\n${U}\nHo\n${T}`)].map(({ line }) => line);
    expect(lines).toEqual([3, 8, 10]);
  });

  it("must be there once at least", () => {
    expect(() => read("Hello", "there")).toThrow(TranscriptMalformed);
    expect(() => read("1", "2", "3")).toThrow(TranscriptMalformed);
    expect(() => read("")).toThrow(TranscriptMalformed);
  });

  it("is looked for where the format is not given, but not to the end of a book", () => {
    expect(subRip.recognises(`a title\n\n1\n${T}\nHi`)).toBe(true);
    expect(subRip.recognises("a title\n\n1\nHi")).toBe(false);
    expect(subRip.recognises(`${"prose\n".repeat(100)}${T}`)).toBe(false);
    expect(subRip.recognises(`${"prose ".repeat(10_000)}\n${T}`)).toBe(false);
  });
});

describe("the text of an SRT cue", () => {
  it("may have blank lines and spaces, which go", () => {
    expect(read("1", T, " one ", "", "  ", "two", "", "", "2", U, "Ho")).toEqual([
      "1000-2000 one\ntwo",
      "3000-4000 Ho",
    ]);
  });

  it("may be none", () => {
    expect(read("1", T, "", "2", U)).toEqual(["1000-2000 ", "3000-4000 "]);
    expect(read("1", T, "2", U, "")).toEqual(["1000-2000 ", "3000-4000 "]);
  });

  it("does not hold what stands before the first cue", () => {
    expect(read("a title", "12", "", "1", T, "Hi")).toEqual(["1000-2000 Hi"]);
  });

  it.each(["Click File --> Save", "a -> b", "1 --> 2", "x --> 3", "-->", "--> go", "at 10:30 we --> go"])(
    "may say %j",
    (speech) => {
      expect(read("1", T, "Hi", speech, "more", "", "2", U, "Ho")).toEqual([
        `1000-2000 Hi\n${speech}\nmore`,
        "3000-4000 Ho",
      ]);
    },
  );

  it.each([
    ["<i>a</i> <b>b</b> <u>c</u> <s>d</s>", "a b c d"],
    ["<I>a</I> <B >b</B>", "a b"],
    ['<font color="#ff0000" size=3>a</font>', "a"],
    ["<FONT face='x'>a", "a"],
    ["<v Ann>a <c.red>b</c></v>", "a b"],
    ["<i>a <b>b", "a b"],
    ["{\\an8}a {\\pos(10,20)}b{\\i1}c{\\i0}", "a bc"],
    ["{\\an8}<i>a</i>", "a"],
    ["a &amp; b &lt;i&gt;", "a & b <i>"],
  ])("loses its markup: %s", (text, expected) => {
    expect(textOfSubRip(text)).toBe(expected);
  });

  it.each([
    "I <3 you",
    "a < b > c",
    "if a <b && b> c",
    "<div> and List<String>",
    "{braces} and {}",
    "{\\unclosed",
    "<i",
    "AT&T",
  ])("keeps what is no markup: %s", (text) => {
    expect(textOfSubRip(text)).toBe(text);
  });
});

describe("an SRT file", () => {
  const file = `1\n${T}\nHi\nthere\n\n2\n${U}\nHo\n`;
  const { cues } = readTranscript(file);

  it("reads as what it says", () => {
    expect(cues).toEqual([
      { position: 1, startMs: 1000, endMs: 2000, speaker: null, text: "Hi\nthere" },
      { position: 2, startMs: 3000, endMs: 4000, speaker: null, text: "Ho" },
    ]);
  });

  it.each([
    ["has a byte order mark", `\uFEFF${file}`],
    ["has CRLF line ends", file.replaceAll("\n", "\r\n")],
    ["has CR line ends", file.replaceAll("\n", "\r")],
    ["does not end in a line feed", file.trimEnd()],
    ["ends in many", `${file}\n\n\n`],
  ])("reads the same where it %s", (_, content) => {
    expect(readTranscript(content).cues).toEqual(cues);
  });
});

describe("a name at the beginning of SRT cues", () => {
  it("is found behind markup", () => {
    const { cues, report } = readTranscript(`1\n${T}\n<b>Ann:</b> Hi\n\n2\n${U}\n{\\an8}Ann: <i>Ho</i>\n`);
    expect(report.dialect).toBe("speaker-prefixes");
    expect(cues).toMatchObject([
      { speaker: "Ann", text: "Hi" },
      { speaker: "Ann", text: "Ho" },
    ]);
  });
});
