import type { ConformanceFile, ExpectedCue } from "./conformance-file.ts";

const T = "00:00:01,000 --> 00:00:02,000";
const U = "00:00:03,000 --> 00:00:04,000";
const first = (text: string, markedUp = text): ExpectedCue => ({
  startMs: 1000,
  endMs: 2000,
  text,
  markedUp,
});
const second = (text: string): ExpectedCue => ({ startMs: 3000, endMs: 4000, text });
const both = [first("Hi"), second("Ho")];

const files: [rule: string, file: string, cues: ExpectedCue[] | null][] = [
  ["a counter, a timing line and text are a cue", `1\n${T}\nHi\n\n2\n${U}\nHo\n`, both],
  [
    "CR LF is one line end",
    `1\r\n${T}\r\nHi\r\nthere\r\n\r\n2\r\n${U}\r\nHo\r\n`,
    [first("Hi\nthere"), second("Ho")],
  ],
  ["a byte order mark is no text", `\uFEFF1\n${T}\nHi\n\n2\n${U}\nHo\n`, both],
  ["the file may end in a cue's text", `1\n${T}\nHi\n\n2\n${U}\nHo`, both],
  ["the file may begin with blank lines", `\n\n1\n${T}\nHi\n\n2\n${U}\nHo\n`, both],
  ["more blank lines may stand between cues", `1\n${T}\nHi\n\n\n\n2\n${U}\nHo\n\n\n`, both],
  ["counters may be wrong", `7\n${T}\nHi\n\n7\n${U}\nHo\n`, both],
  ["text may be a number", `1\n${T}\n42\n\n2\n${U}\nHo\n`, [first("42"), second("Ho")]],
  ["text may have lines", `1\n${T}\nHi\nthere\n\n2\n${U}\nHo\n`, [first("Hi\nthere"), second("Ho")]],
  [
    "hours may be many",
    `1\n100:00:01,500 --> 100:00:02,000\nHi\n`,
    [{ startMs: 360_001_500, endMs: 360_002_000, text: "Hi" }],
  ],
  [
    "minutes and seconds count",
    `1\n01:02:03,004 --> 01:02:05,006\nHi\n`,
    [{ startMs: 3_723_004, endMs: 3_725_006, text: "Hi" }],
  ],
  ["coordinates may follow the times", `1\n${T}  X1:40 X2:600 Y1:20 Y2:50\nHi\n`, [first("Hi")]],
  [
    "tags of style are no text",
    `1\n${T}\n<i>Hi</i> <b>there</b>\n`,
    [first("Hi there", "<i>Hi</i> <b>there</b>")],
  ],
  ["a file without times is none", "Hi\nthere\n", null],
];

/** SubRip has no specification: these are what its own files hold, and players agree on. */
export const subRipFiles: readonly ConformanceFile[] = files.map(([rule, file, cues]) => ({
  rule,
  file,
  cues,
}));
