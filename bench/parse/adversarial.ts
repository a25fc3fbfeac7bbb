import type { TranscriptFormat } from "../../src/domain/value-objects/transcript-format.ts";

/** What a hostile file repeats, to make a reader look at the same text again and again. */
const RUNS: readonly (readonly [name: string, unit: string])[] = [
  ["less-than signs", "<"],
  ["tags that do not end", "<v a "],
  ["nested tags", "<c><b>"],
  ["attributes", "<a b='c' d=\""],
  ["comments that do not end", "<!-- "],
  ["arrows", "-->"],
  ["arrows and digits", "1 --> 1:"],
  ["hyphens", "-"],
  ["colons", ":"],
  ["digits", "1"],
  ["times", "00:00:01.000 "],
  ["digits and colons", "1:1:"],
  ["ampersands", "&"],
  ["references that do not end", "&#1"],
  ["brackets", "[("],
  ["braces", "{\\"],
  ["quotation marks", "\"'"],
  ["spaces", " "],
  ["letters", "a"],
  ["capitalised words", "Ab "],
  ["names with colons", "Ab: "],
  ["commas", ","],
];

/** Runs of lines, of which a file may have more than a cue may have characters. */
const LINES: typeof RUNS = [
  ["blank lines", "\n"],
  ["lines of spaces", "  \n"],
  ["lines of arrows", "-->\n"],
  ["lines of hyphens and arrows", "a -> b\n"],
  ["lines of less-than signs", "<<<<<<<<\n"],
  ["lines of digits", "42\n"],
  ["lines of names", "Ab:\n"],
  ["lines of brackets", "[0:0\n(\n"],
  ["notes", "NOTE\nx --> y\n\n"],
  ["lines with tags", "<p begin='1s'>\n"],
];

/** How a format's file begins, up to where a cue's text stands, and how it ends. */
const FRAMES: Readonly<
  Record<Exclude<TranscriptFormat, `${string}json${string}`>, [before: string, after: string]>
> = {
  webvtt: ["WEBVTT\n\n00:01.000 --> 00:02.000\nx", "\n"],
  srt: ["1\n00:00:01,000 --> 00:00:02,000\nx", "\n"],
  sbv: ["0:00:01.000,0:00:02.000\nx", "\n"],
  text: ["[00:01] x", "\n"],
  ttml: ["<tt><body><p begin='1s' end='2s'>x", "</p></body></tt>"],
  ass: ["[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,x", "\n"],
  "podcasting-html": ["<cite>Ann:</cite><time>0:01</time><p>x", "</p>"],
};

/** One cue that says the text. */
const DOCUMENTS: Readonly<
  Record<Extract<TranscriptFormat, `${string}json${string}`>, (text: string) => unknown>
> = {
  "podcasting-json": (body) => ({
    version: "1.0.0",
    segments: [{ speaker: "Ann", startTime: 0, endTime: 1, body }],
  }),
  "whisper-json": (text) => ({ segments: [{ start: 0, end: 1, text }] }),
  "whisper-cpp-json": (text) => ({ transcription: [{ offsets: { from: 0, to: 1000 }, text }] }),
  "youtube-json3": (utf8) => ({
    wireMagic: "pb3",
    events: [{ tStartMs: 0, dDurationMs: 1000, segs: [{ utf8 }] }],
  }),
  "assemblyai-json": (text) => ({ utterances: [{ speaker: "A", start: 0, end: 1000, text, words: [] }] }),
  "deepgram-json": (transcript) => ({
    results: { utterances: [{ speaker: 0, start: 0, end: 1, transcript }] },
  }),
  "aws-transcribe-json": (content) => ({
    results: {
      transcripts: [],
      items: [{ type: "pronunciation", start_time: "0", end_time: "1", alternatives: [{ content }] }],
    },
  }),
  "cueprint-json": (text) => ({ cues: [{ startMs: 0, endMs: 1000, text }] }),
};

/** `make` gives a file of about so many characters; `mayBeLonger` tells that no limit cuts a longer one short. */
export type Attack = {
  format: TranscriptFormat;
  name: string;
  characters: number;
  mayBeLonger: boolean;
  make(characters: number): string;
};

/** As long as a cue's text may be, marked up, when doubled. */
const IN_A_CUE = 49_000;
/** As long as what is said in a cue may be, when doubled. */
const SAID = 4_900;
const IN_A_FILE = 200_000;

export const attacks: readonly Attack[] = [
  ...Object.entries(FRAMES).flatMap(([format, [before, after]]) => [
    ...RUNS.map(([name, unit]) => attack(format, name, IN_A_CUE, before, unit, after)),
    ...RUNS.map(([name, unit]) => attack(format, `${name}, as the file`, IN_A_FILE, "", unit, "")),
    ...LINES.map(([name, unit]) => attack(format, name, IN_A_FILE, `${before}\n`, unit, after)),
  ]),
  ...Object.entries(DOCUMENTS).flatMap(([format, documentOf]) => [
    ...RUNS.map(
      ([name, unit]): Attack => ({
        format: format as TranscriptFormat,
        name,
        characters: SAID,
        mayBeLonger: false,
        make: (characters) => JSON.stringify(documentOf(unit.repeat(characters / unit.length))),
      }),
    ),
    attack(format, "arrays in arrays", IN_A_CUE, "", "[", ""),
    attack(format, "objects in objects", IN_A_CUE, "", '{"cues":', ""),
    attack(format, "escapes", IN_A_FILE, '["', "\\u0041", ""),
    attack(format, "quotation marks, as the file", IN_A_FILE, "[", '"', ""),
    attack(format, "numbers", IN_A_FILE, "[1", "1", ""),
    attack(format, "empty objects", IN_A_FILE, '{"cues":[{}', ",{}", "]}"),
  ]),
];

function attack(
  format: string,
  name: string,
  characters: number,
  before: string,
  unit: string,
  after: string,
): Attack {
  return {
    format: format as TranscriptFormat,
    name,
    characters,
    mayBeLonger: characters === IN_A_FILE,
    make: (characters) => before + unit.repeat(characters / unit.length) + after,
  };
}

/** A harmless file of each format, to see that the frames are what the readers take. */
export const harmless: readonly { format: TranscriptFormat; file: string }[] = [
  ...Object.entries(FRAMES).map(([format, [before, after]]) => ({ format, file: `${before} Hi${after}` })),
  ...Object.entries(DOCUMENTS).map(([format, documentOf]) => ({
    format,
    file: JSON.stringify(documentOf("Hi")),
  })),
].map(({ format, file }) => ({ format: format as TranscriptFormat, file }));
