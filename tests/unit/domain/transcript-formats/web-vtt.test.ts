import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../../../src/domain/transcript-formats/read-transcript.ts";
import { readWebVtt, spansOfWebVtt, webVtt } from "../../../../src/domain/transcript-formats/web-vtt.ts";
import { RepairName } from "../../../../src/domain/value-objects/import-report.ts";

/** The cues of a file, as `start-end text`; `?` where the times cannot be read, `~` where they were mended. */
const read = (file: string) =>
  [...readWebVtt(file)].map(({ startMs, endMs, isMended, text }) =>
    startMs === undefined ? `? ${text}` : `${isMended ? "~" : ""}${startMs}-${endMs} ${text}`,
  );
const T = "00:01.000 --> 00:02.000";
const U = "00:03.000 --> 00:04.000";

describe("the signature of a WebVTT file", () => {
  it.each([
    ["alone", "WEBVTT"],
    ["before a line feed", "WEBVTT\n"],
    ["before a space", "WEBVTT "],
    ["before a space and a text", "WEBVTT a title --> with an arrow\n"],
    ["before a tab and a text", "WEBVTT\ta title\n"],
  ])("is known %s", (_, file) => {
    expect(webVtt.recognises(file)).toBe(true);
    expect(read(file)).toEqual([]);
  });

  it.each([
    ["a letter", "WEBVTTX\n"],
    ["a form feed", "WEBVTT\f\n"],
    ["a no-break space", "WEBVTT\u00a0\n"],
    ["a colon", "WEBVTT: title\n"],
  ])("is not known before %s", (_, file) => {
    expect(webVtt.recognises(file)).toBe(false);
    expect(() => read(file)).toThrow(TranscriptMalformed);
  });

  it.each(["", "WEBVT", "webvtt\n", " WEBVTT\n", "\nWEBVTT\n"])("is not %j", (file) => {
    expect(webVtt.recognises(file)).toBe(false);
    expect(() => read(file)).toThrow(TranscriptMalformed);
  });
});

describe("the header of a WebVTT file", () => {
  it.each([
    ["is a blank line", `WEBVTT\n\n${T}\nHi`],
    ["is several blank lines", `WEBVTT\n\n\n\n${T}\nHi`],
    ["has lines of its own", `WEBVTT\nKind: captions\nLanguage: en\n\n${T}\nHi`],
    ["is left out", `WEBVTT\n${T}\nHi`],
    ["runs into a cue", `WEBVTT\nKind: captions\n${T}\nHi`],
    ["runs into a cue with an identifier", `WEBVTT\n1\n${T}\nHi`],
    ["looks like a note", `WEBVTT\nNOTE a note\nof two lines\n\n${T}\nHi`],
  ])("%s", (_, file) => {
    expect(read(file)).toEqual(["1000-2000 Hi"]);
  });
});

describe("a cue of a WebVTT file", () => {
  const body = (...lines: string[]) => read(`WEBVTT\n\n${lines.join("\n")}`);

  it.each(["1", "intro - 7", "NOTES", "STYLE guide", "  spaces  ", "a -> b", "NOTE"])(
    "may have the identifier %j",
    (id) => {
      expect(body(id, T, "Hi", "", id, U, "Ho")).toEqual(["1000-2000 Hi", "3000-4000 Ho"]);
    },
  );

  it("has one line of identifier: where there are two lines, the second begins a block", () => {
    expect(body("one", "two", T, "Hi")).toEqual(["1000-2000 Hi"]);
  });

  it("ends at a blank line", () => {
    expect(body(T, "one", "two", "", "three", "", U, "four")).toEqual([
      "1000-2000 one\ntwo",
      "3000-4000 four",
    ]);
  });

  it("does not end at a line of spaces", () => {
    expect(body(T, "one", " ", "two")).toEqual(["1000-2000 one\n \ntwo"]);
  });

  it("ends at the next timing line, of which the line before is text and no identifier", () => {
    expect(body(T, "Hi", U, "Ho")).toEqual(["1000-2000 Hi", "3000-4000 Ho"]);
    expect(body(T, "Hi", "2", U, "Ho")).toEqual(["1000-2000 Hi\n2", "3000-4000 Ho"]);
    expect(body(T, U, "Ho")).toEqual(["1000-2000 ", "3000-4000 Ho"]);
    expect(body("id", T, U, "Ho")).toEqual(["1000-2000 ", "3000-4000 Ho"]);
  });

  it("may be the last line, with and without its end", () => {
    expect(body(T, "Hi")).toEqual(["1000-2000 Hi"]);
    expect(body(T, "Hi", "")).toEqual(["1000-2000 Hi"]);
    expect(body(T)).toEqual(["1000-2000 "]);
    expect(body(T, "")).toEqual(["1000-2000 "]);
  });

  it("may begin right after any number of blank lines", () => {
    expect(body("", "", T, "Hi", "", "", "", "", U, "Ho")).toEqual(["1000-2000 Hi", "3000-4000 Ho"]);
  });

  it("knows the line of its times", () => {
    const lines = [...readWebVtt(`WEBVTT\nKind: x\n${T}\nHi\n\nNOTE\nx\n\n2\n${U}\nHo\n${T}\n`)].map(
      (cue) => cue.line,
    );
    expect(lines).toEqual([3, 10, 12]);
  });

  it.each([
    ["an arrow", "Click File --> Save"],
    ["an arrow between numbers", "map 1 --> 2 --> 3"],
    ["an arrow alone", "-->"],
    ["an arrow at a tag", "<!-- x --><i>y</i>"],
  ])("may say %s", (_, speech) => {
    expect(body(T, speech, "more", "", U, "Ho")).toEqual([`1000-2000 ${speech}\nmore`, "3000-4000 Ho"]);
  });

  it.each([
    "00:61:00.000 --> 00:62:00.000",
    "00:0x.000 --> 00:04.000",
    "oops --> 00:04.000",
    "00:03.000 --> ",
  ])("ends at what was meant for a timing line: %s", (timing) => {
    expect(body(T, "Hi", timing, "lost")).toEqual(["1000-2000 Hi", "? lost"]);
  });
});

describe("what is no cue in a WebVTT file", () => {
  const around = (...lines: string[]) => read(`WEBVTT\n\n${T}\nHi\n\n${lines.join("\n")}\n\n${U}\nHo\n`);

  it.each([
    ["a note", ["NOTE a remark"]],
    ["a note of several lines", ["NOTE", "one", "two", "three"]],
    ["a note with a tab", ["NOTE\tone", "two"]],
    ["a note with an arrow in its first line", ["NOTE from a --> b", "more"]],
    ["a note with an arrow in its second line", ["NOTE", "a --> b", "more"]],
    ["a note with an arrow further down", ["NOTE", "one", "a --> b", "1 --> 2", "more"]],
    ["a note with times that are not quite right", ["NOTE", "0.5 --> 1.5", "more"]],
    ["a style", ["STYLE", "::cue(b) { color: red }"]],
    ["a style with an arrow", ["STYLE  ", "/* a --> b */", "::cue(b) { color: red }"]],
    ["a region", ["REGION", "id:left", "width:40%", "lines:3"]],
    ["a block without times", ["some", "text", "alone"]],
  ])("%s is passed over", (_, lines) => {
    expect(around(...lines)).toEqual(["1000-2000 Hi", "3000-4000 Ho"]);
  });

  it("a note ends where a cue begins without a blank line before it, as the specification has it", () => {
    const cue = "00:05.000 --> 00:06.000";
    const all = ["1000-2000 Hi", "5000-6000 He", "3000-4000 Ho"];
    expect(around("NOTE", cue, "He")).toEqual(all);
    expect(around("NOTE", "one", cue, "He")).toEqual(all);
    expect(around("NOTE a --> b", cue, "He")).toEqual(all);
    expect(around("NOTE a --> b", "more", cue, "He")).toEqual(all);
  });

  it("a block of which the times cannot be read is told from a note", () => {
    expect(around("NOTED --> x", "lost")).toEqual(["1000-2000 Hi", "? lost", "3000-4000 Ho"]);
  });
});

describe("the times of a WebVTT cue", () => {
  const times = (timing: string) => read(`WEBVTT\n\n${timing}\nx`);

  it.each([
    ["00:00.000 --> 00:00.000", "0-0 x"],
    ["00:01.002 --> 59:59.999", "1002-3599999 x"],
    ["00:00:01.000 --> 01:00:00.000", "1000-3600000 x"],
    ["1:00:00.000 --> 02:00:00.000", "3600000-7200000 x"],
    ["100:00:00.000 --> 0100:00:01.000", "360000000-360001000 x"],
    ["61:00:00.000 --> 99:59:59.999", "219600000-359999999 x"],
    ["00:01.000-->00:02.000", "1000-2000 x"],
    ["\t 00:01.000 \t\f-->\t00:02.000\t", "1000-2000 x"],
    ["00:01.000 --> 00:02.000 align:start position:10%,line-left", "1000-2000 x"],
    ["00:01.000 --> 00:02.000align:start", "1000-2000 x"],
    ["00:01.000 --> 00:02.000 nonsense --> more", "1000-2000 x"],
    ["00:02.000 --> 00:01.000", "2000-1000 x"],
  ])("are read: %s", (timing, expected) => {
    expect(times(timing)).toEqual([expected]);
  });

  it.each([
    ["seconds alone", "0.860 --> 7.380", "~860-7380 x"],
    ["seconds beyond a minute", "61.5 --> 3600.25", "~61500-3600250 x"],
    ["no fraction", "5 --> 7", "~5000-7000 x"],
    ["single digits", "0:1.000 --> 1:2:3.000", "~1000-3723000 x"],
    ["a comma", "00:01,000 --> 00:02,500 align:start", "~1000-2500 x"],
    ["two digits of a fraction", "00:01.00 --> 00:02.25", "~1000-2250 x"],
    ["four digits of a fraction", "00:01.0004 --> 00:02.9996", "~1000-3000 x"],
    ["all the digits of a float", "0.30000000000000004 --> 7.379999999999999", "~300-7380 x"],
    ["a longer arrow", "00:01.000 ----> 00:02.000", "~1000-2000 x"],
  ])("are read in spite of %s", (_, timing, expected) => {
    expect(times(timing)).toEqual([expected]);
  });

  it.each([
    ["60 minutes", "60:00.000 --> 61:00.000"],
    ["60 minutes of an hour", "00:60:00.000 --> 00:61:00.000"],
    ["60 seconds", "00:60.000 --> 00:61.000"],
    ["three digits of minutes", "000:01.000 --> 000:02.000"],
    ["four parts", "0:00:00:01.000 --> 0:00:00:02.000"],
    ["a missing start", "--> 00:02.000"],
    ["a missing end", "00:01.000 -->"],
    ["a text before the start", "x 00:01.000 --> 00:02.000"],
    ["a minus", "-00:01.000 --> 00:02.000"],
    ["digits of another script", "００:０１.000 --> 00:02.000"],
    ["words", "soon --> later"],
  ])("are not read for %s", (_, timing) => {
    expect(times(timing)).toEqual(["? x"]);
  });

  it("need an arrow: without one there is no cue", () => {
    expect(times("00:01.000 -> 00:02.000")).toEqual([]);
    expect(times("00:01.000 - -> 00:02.000")).toEqual([]);
    expect(times("00:01.000 00:02.000")).toEqual([]);
  });

  it("are reported where they had to be mended", () => {
    const { report } = readTranscript(`WEBVTT\n\n${T}\nHi\n\n0.860 --> 7.380\nHo\n`);
    expect(report).toMatchObject({
      cuesRead: 2,
      cuesKept: 2,
      repairs: [{ kind: "malformed-timing-read", cue: 2, line: 6 }],
    });
  });
});

describe("the text of a WebVTT cue", () => {
  const plain = (text: string) => spansOfWebVtt(text).map((span) => span.text);

  it.each([
    ["&amp; &lt;b&gt; &quot;q&quot;", '& <b> "q"'],
    ["a&nbsp;b&lrm;&rlm;", "a\u00a0b\u200e\u200f"],
    ["&#65;&#x42;&#X43;&#128075;", "ABC👋"],
    ["it&#146;s &#x80;5 &#150; &#xA9;", "it’s €5 – ©"],
    ["AT&T & Sons &unknown; &amp", "AT&T & Sons &unknown; &amp"],
    ["&amp;lt;", "&lt;"],
    ["&#0; &#xD800; &#x110000; &#9999999;", "&#0; &#xD800; &#x110000; &#9999999;"],
    ["&constructor; &toString;", "&constructor; &toString;"],
    ["&am<b>p;</b>", "&amp;"],
  ])("has its references decoded once: %s", (text, expected) => {
    // In the last one the specification sees no reference, for a tag stands inside it.
    expect(plain(text)).toEqual([expected]);
  });

  it.each([
    ["classes", "<c>a</c> <c.red.big>b</c>", "a b"],
    ["italics, bold, underline", "<i>a</i><b>b</b><u.x>c</u>", "abc"],
    ["ruby", "<ruby>a<rt>b</rt></ruby>", "ab"],
    ["languages", "<lang en-GB>colour</lang>", "colour"],
    ["annotations of any tag", "<b loud>a</b>", "a"],
    ["times", "one <00:01.000>two <01:00:01.000>three", "one two three"],
    ["unclosed tags", "<i>one <b>two", "one two"],
    ["end tags of nothing", "one</b> two</>", "one two"],
    ["tags over several lines", "<c\n.x>a</c\n>", "a"],
  ])("loses its %s", (_, text, expected) => {
    expect(plain(text)).toEqual([expected]);
  });

  it.each([
    "I <3 you",
    "I <3> you",
    "a < b",
    "a <> b",
    "a <b",
    "a <",
    "<",
    "List<String> and <div class='x'>",
    "<cat> and <bold>",
    "if x<5 and y>3",
    "a --> b",
    "<<",
  ])("keeps what is no tag of WebVTT's: %s", (text) => {
    expect(plain(text)).toEqual([text]);
  });

  it("keeps a tag that is written with references", () => {
    expect(spansOfWebVtt("&lt;v Ann&gt;Hi <i>x</i>")).toEqual([{ speaker: null, text: "<v Ann>Hi x" }]);
  });

  it("may be none", () => {
    expect(plain("<i></i> ")).toEqual([]);
  });
});

describe("the voices of a WebVTT cue", () => {
  it.each([
    ["closed", "<v Ann>Hi</v>"],
    ["unclosed", "<v Ann>Hi"],
    ["with classes", "<v.loud.first Ann>Hi"],
    ["with tags inside", "<v Ann><i>Hi</i></v>"],
    ["with a tab", "<v\tAnn>Hi"],
  ])("one, %s", (_, text) => {
    expect(spansOfWebVtt(text)).toEqual([{ speaker: "Ann", text: "Hi" }]);
  });

  it.each([
    ["<v  Ann \n  Lee >Hi", "Ann Lee"],
    ["<v R&amp;D>Hi", "R&D"],
    ["<v Ann.Lee>Hi", "Ann.Lee"],
    ["<v>Hi", null],
    ["<v >Hi", null],
    ["<v.loud>Hi", null],
  ])("a name is tidied up: %j", (text, speaker) => {
    expect(readTranscript(`WEBVTT\n\n${T}\n${text}`).cues).toMatchObject([{ speaker, text: "Hi" }]);
  });

  it("several, each with its text", () => {
    expect(spansOfWebVtt("<v Ann>Hi</v><v Bob>Ho</v>")).toEqual([
      { speaker: "Ann", text: "Hi" },
      { speaker: "Bob", text: "Ho" },
    ]);
    expect(spansOfWebVtt("Well <v Ann>Hi <v Bob>Ho")).toEqual([
      { speaker: null, text: "Well " },
      { speaker: "Ann", text: "Hi " },
      { speaker: "Bob", text: "Ho" },
    ]);
  });

  it("may stand inside one another", () => {
    expect(spansOfWebVtt("<v Ann>a<v Bob>b</v>c</v>d</v>e").map(({ speaker }) => speaker)).toEqual([
      "Ann",
      "Bob",
      "Ann",
      null,
    ]);
  });

  it("the same one again goes on", () => {
    expect(spansOfWebVtt("<v Ann>Hi</v>\n<v Ann>there</v>")).toEqual([{ speaker: "Ann", text: "Hi\nthere" }]);
  });

  it("a tag that only begins with a v is none", () => {
    expect(spansOfWebVtt("<video x>Hi")).toEqual([{ speaker: null, text: "<video x>Hi" }]);
  });

  it("make a cue each, which the report counts as one", () => {
    const { cues, report } = readTranscript(`WEBVTT\n\n${T}\n<v Ann>Hi</v> <v Bob>Ho</v>\n\n${U}\nHm`);
    expect(cues).toEqual([
      { position: 1, startMs: 1000, endMs: 2000, speaker: "Ann", text: "Hi" },
      { position: 2, startMs: 1000, endMs: 2000, speaker: "Bob", text: "Ho" },
      { position: 3, startMs: 3000, endMs: 4000, speaker: null, text: "Hm" },
    ]);
    expect(report).toEqual({
      format: "webvtt",
      dialect: "voice-tags",
      cuesRead: 2,
      cuesKept: 2,
      repairing: RepairName.options,
      repairs: [],
    });
  });
});

describe("a name at the beginning of WebVTT cues", () => {
  const file = (...texts: string[]) =>
    readTranscript(`WEBVTT\n\n${texts.map((text, at) => `${at + 1}\n${T}\n${text}\n`).join("\n")}`);

  it("is the speaker's where it comes twice, as in the files of Zoom", () => {
    const { cues, report } = file("Ann Lee: Hi.", "Bob: Ho.", "<i>Ann Lee:</i> Hm.");
    expect(cues).toMatchObject([
      { speaker: "Ann Lee", text: "Hi." },
      { speaker: null, text: "Bob: Ho." },
      { speaker: "Ann Lee", text: "Hm." },
    ]);
    expect(report.dialect).toBe("speaker-prefixes");
  });

  it("is speech where any cue of the file has a voice", () => {
    const { cues, report } = file("Ann: Hi.", "Ann: Ho.", "<v Bob>Hm.");
    expect(cues).toMatchObject([
      { speaker: null, text: "Ann: Hi." },
      { speaker: null, text: "Ann: Ho." },
      { speaker: "Bob", text: "Hm." },
    ]);
    expect(report.dialect).toBe("voice-tags");
  });
});

describe("the line ends of a WebVTT file", () => {
  it.each([
    ["CRLF", "\r\n"],
    ["CR", "\r"],
    ["LF", "\n"],
  ])("may be %s", (_, end) => {
    const file = ["WEBVTT", "", T, "Hi", "there", "", U, "Ho", ""].join(end);
    expect(readTranscript(file).cues.map(({ text }) => text)).toEqual(["Hi\nthere", "Ho"]);
  });

  it("may be mixed", () => {
    const file = `WEBVTT\r\r\n${T}\rHi\nthere\r\n\r${U}\r\nHo`;
    expect(readTranscript(file).cues.map(({ text }) => text)).toEqual(["Hi\nthere", "Ho"]);
  });
});
