import type { ConformanceFile, ExpectedCue } from "./conformance-file.ts";

const T = "00:01.000 --> 00:02.000";
const U = "00:03.000 --> 00:04.000";
const first = (text: string): ExpectedCue => ({ startMs: 1000, endMs: 2000, text });
const second = (text: string): ExpectedCue => ({ startMs: 3000, endMs: 4000, text });
const both = [first("Hi"), second("Ho")];

/** The steps of the parser algorithm. */
const parsing: [rule: string, file: string, cues: ExpectedCue[] | null][] = [
  ["a byte order mark before the signature is no part of it", `\uFEFFWEBVTT\n\n${T}\nHi`, [first("Hi")]],
  [
    "CR LF is one line end",
    `WEBVTT\r\n\r\n${T}\r\nHi\r\nthere\r\n\r\n${U}\r\nHo\r\n`,
    [first("Hi\nthere"), second("Ho")],
  ],
  ["CR alone is a line end", `WEBVTT\r\r${T}\rHi\rthere\r\r${U}\rHo\r`, [first("Hi\nthere"), second("Ho")]],
  ["line ends may be mixed", `WEBVTT\r\n\r${T}\nHi\r\rNOTE x\n\r\n${U}\rHo`, both],
  ["LF CR is two line ends", `WEBVTT\n\n${T}\nHi\n\rlost`, [first("Hi")]],
  ["no other character ends a line", `WEBVTT\n\n${T}\na\u2028b`, [first("a\u2028b")]],
  ["fewer than six characters are no file", "WEBVT", null],
  ["an empty file is none", "", null],
  ["six other characters are no file", `WEBVTt\n\n${T}\nHi`, null],
  ["the signature is in capitals", `webvtt\n\n${T}\nHi`, null],
  ["nothing stands before the signature", `\nWEBVTT\n\n${T}\nHi`, null],
  ["the signature is not followed by a letter", `WEBVTTX\n\n${T}\nHi`, null],
  ["the signature is not followed by a colon", `WEBVTT: x\n\n${T}\nHi`, null],
  ["a space and any text may follow the signature", `WEBVTT what --> ever\n\n${T}\nHi`, [first("Hi")]],
  ["a tab and any text may follow the signature", `WEBVTT\tx\n\n${T}\nHi`, [first("Hi")]],
  ["the signature alone is a file without cues", "WEBVTT", []],
  ["the signature and a line end are a file without cues", "WEBVTT\n", []],
  ["the header ends at a blank line", `WEBVTT\nKind: captions\nLanguage: en\n\n${T}\nHi`, [first("Hi")]],
  [
    "the header ends at an arrow, and its last line is no identifier",
    `WEBVTT\nKind: x\n1\n${T}\nHi`,
    [first("Hi")],
  ],
  ["a cue may stand right below the signature", `WEBVTT\n${T}\nHi\n\n${U}\nHo`, both],
  ["any number of blank lines stand between blocks", `WEBVTT\n\n\n\n${T}\nHi\n\n\n\n\n${U}\nHo\n\n\n`, both],
];

/** "Collect a WebVTT block". */
const blocks: typeof parsing = [
  ["the line before the timing line is an identifier", `WEBVTT\n\none\n${T}\nHi\n\n2 - b\n${U}\nHo`, both],
  ["an identifier may look like a time", `WEBVTT\n\n00:09.000\n${T}\nHi`, [first("Hi")]],
  ["an identifier is one line: a second begins another block", `WEBVTT\n\none\ntwo\n${T}\nHi`, [first("Hi")]],
  ["an identifier of a space is no blank line", `WEBVTT\n\n \n${T}\nHi`, [first("Hi")]],
  [
    "a cue ends at a blank line",
    `WEBVTT\n\n${T}\nHi\nthere\n\nlost\n\n${U}\nHo`,
    [first("Hi\nthere"), second("Ho")],
  ],
  [
    "a line of spaces or tabs is no blank line",
    `WEBVTT\n\n${T}\nHi\n \n\t\nthere`,
    [first("Hi\n \n\t\nthere")],
  ],
  ["a cue ends at the next timing line", `WEBVTT\n\n${T}\nHi\n${U}\nHo`, both],
  [
    "after text, the line before a timing line is text",
    `WEBVTT\n\n${T}\nHi\n2\n${U}\nHo`,
    [first("Hi\n2"), second("Ho")],
  ],
  ["the file may end in a cue's text", `WEBVTT\n\n${T}\nHi`, [first("Hi")]],
  ["the file may end after a cue's text", `WEBVTT\n\n${T}\nHi\n`, [first("Hi")]],
  ["the file may end in an identifier", `WEBVTT\n\n${T}\nHi\n\nlost`, [first("Hi")]],
  ["a block without an arrow is no cue", `WEBVTT\n\n${T}\nHi\n\nsome\ntext\n\n${U}\nHo`, both],
  [
    "a cue whose times cannot be read goes with its text",
    `WEBVTT\n\n${T}\nHi\n\n1\nsoon --> later\nlost\n\n${U}\nHo`,
    both,
  ],
  [
    "a cue whose times cannot be read ends at the next timing line",
    `WEBVTT\n\n00:0x.000 --> 00:02.000\nlost\n${U}\nHo`,
    [second("Ho")],
  ],
  ["a note is no cue", `WEBVTT\n\nNOTE one\n\n${T}\nHi\n\nNOTE\none\ntwo\n\n${U}\nHo`, both],
  [
    "a note in which a timing line stands is a cue with an identifier",
    `WEBVTT\n\nNOTE one\n${T}\nHi`,
    [first("Hi")],
  ],
  ["a note ends before a timing line", `WEBVTT\n\nNOTE\none\ntwo\n${T}\nHi`, [first("Hi")]],
  [
    "a style is no cue",
    `WEBVTT\n\nSTYLE\n::cue(b) { color: red }\n::cue { color: blue }\n\n${T}\nHi`,
    [first("Hi")],
  ],
  [
    "a style after the first cue is no cue either",
    `WEBVTT\n\n${T}\nHi\n\nSTYLE\n::cue(b) { color: red }\n\n${U}\nHo`,
    both,
  ],
  ["a region is no cue", `WEBVTT\n\nREGION\nid:left\nwidth:40%\n\n${T} region:left\nHi`, [first("Hi")]],
  [
    "NOTE, STYLE and REGION may be text",
    `WEBVTT\n\n${T}\nNOTE\nSTYLE\nREGION`,
    [first("NOTE\nSTYLE\nREGION")],
  ],
];

/** "Collect WebVTT cue timings and settings" and "collect a WebVTT timestamp", as the times of one cue. */
const timings: [rule: string, line: string, times: [startMs: number, endMs: number] | null][] = [
  ["hours may be left out", "00:00.001 --> 59:59.999", [1, 3_599_999]],
  ["hours may have two digits", "01:02:03.004 --> 23:59:59.999", [3_723_004, 86_399_999]],
  ["hours may have one digit", "1:00:00.000 --> 2:00:00.500", [3_600_000, 7_200_500]],
  ["hours may have more digits", "100:00:00.000 --> 0100:00:01.000", [360_000_000, 360_001_000]],
  ["hours may be more than 59", "60:00:00.000 --> 99:59:59.999", [216_000_000, 359_999_999]],
  ["minutes are at most 59", "60:00.000 --> 61:00.000", null],
  ["minutes of an hour are at most 59", "00:60:00.000 --> 00:61:00.000", null],
  ["seconds are at most 59", "00:60.000 --> 00:61.000", null],
  ["three digits are hours, to which minutes and seconds are missing", "000:01.000 --> 000:02.000", null],
  ["there are at most three parts", "0:00:00:01.000 --> 0:00:00:02.000", null],
  ["a timestamp begins with a digit", "-00:01.000 --> 00:02.000", null],
  ["digits are those of ASCII", "０0:01.000 --> 00:02.000", null],
  ["nothing stands before the first timestamp", "x 00:01.000 --> 00:02.000", null],
  ["there must be a start", "--> 00:02.000", null],
  ["there must be an end", "00:01.000 -->", null],
  ["nothing but white space stands before the arrow", "00:01.000 x --> 00:02.000", null],
  ["nothing but white space stands after the arrow", "00:01.000 --> x 00:02.000", null],
  ["white space around timestamps may be missing", "00:01.000-->00:02.000", [1000, 2000]],
  ["white space may be spaces, tabs and form feeds", " \t\f00:01.000\t\f -->\f\t 00:02.000 \t", [1000, 2000]],
  [
    "settings are no part of the times",
    "00:01.000 --> 00:02.000 align:start position:10%,line-left",
    [1000, 2000],
  ],
  ["settings need not make sense", "00:01.000 --> 00:02.000 align: :x what --> ever", [1000, 2000]],
  ["settings may stand right after the end", "00:01.000 --> 00:02.000align:start", [1000, 2000]],
];

/** The cue text tokenizer: a cue's text, and what is said in it. */
const texts: [rule: string, markedUp: string, text: string][] = [
  ["tags are no text", "<i>a</i><b>b</b> <u>c</u> <c>d</c>", "ab c d"],
  ["classes are no text", "<c.red.big>a</c> <i.x>b</i>", "a b"],
  ["annotations are no text", "<v Ann Lee>a <lang en-GB>b</lang></v>", "a b"],
  ["classes and an annotation are no text", "<v.loud.first Ann>a", "a"],
  ["ruby keeps its words", "<ruby>a<rt>b</rt></ruby>", "ab"],
  ["timestamps are no text", "a <00:01.500>b <00:00:01.750>c", "a b c"],
  ["tags may stay open", "<i>a <b>b", "a b"],
  ["end tags may close nothing", "a</b> b</i>", "a b"],
  ["tags may be wrongly nested", "<i>a<b>b</i>c</b>d", "abcd"],
  ["a tag may run over lines", "a<c\n.x>b</c\n>c", "abc"],
  ["a greater-than sign alone is text", "a > b -> c", "a > b -> c"],
  ["text may have lines", "<i>a\nb</i>\nc", "a\nb\nc"],
  ["references to markup are decoded", "&lt;i&gt; &amp; &lt;/i&gt;", "<i> & </i>"],
  ["references to spaces and marks are decoded", "a&nbsp;b&lrm;c&rlm;d", "a\u00a0b\u200ec\u200fd"],
  ["references of HTML are decoded", "&quot;a&quot; &hellip;", '"a" …'],
  ["decimal references are decoded", "&#65;&#228;", "Aä"],
  ["decimal references beyond 16 bits are decoded", "&#128075;", "👋"],
  ["hexadecimal references are decoded", "&#x41;&#Xe4;&#x1F44B;", "Aä👋"],
  ["references to C1 controls are those of Windows", "it&#146;s", "it’s"],
  ["references are decoded once", "&amp;lt;b&amp;gt;", "&lt;b&gt;"],
  ["an ampersand that begins no reference is text", "AT&T, a & b", "AT&T, a & b"],
];

/**
 * One file a rule of the WebVTT specification (https://www.w3.org/TR/webvtt1/). What Cueprint reads otherwise on purpose
 * is not among them: times that are nearly right, arrows and unknown tags in text, cues without text, times reversed.
 */
export const webVttFiles: readonly ConformanceFile[] = [
  ...parsing.map(([rule, file, cues]) => ({ section: "6.1", rule, file, cues })),
  ...blocks.map(([rule, file, cues]) => ({ section: "6.1", rule, file, cues })),
  ...timings.map(([rule, line, times]) => ({
    section: "6.3",
    rule,
    // In the order of their times, for parsers that sort.
    file: `WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nfirst\n\n2\n${line}\nx\n`,
    cues: [
      { startMs: 0, endMs: 1000, text: "first" },
      ...(times ? [{ startMs: times[0], endMs: times[1], text: "x" }] : []),
    ],
  })),
  ...texts.map(([rule, markedUp, text]) => ({
    section: "6.4",
    rule,
    file: `WEBVTT\n\n${T}\n${markedUp}\n`,
    cues: [{ ...first(text), markedUp }],
  })),
];
