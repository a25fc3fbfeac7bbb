import fc from "fast-check";
import { describe, expect, test } from "vitest";
import webVttParser, { type CueNode, type ParsedCue } from "webvtt-parser";
import entities from "webvtt-parser/html-entities.json" with { type: "json" };
import { TranscriptMalformed } from "../../../../src/domain/exceptions/transcript.ts";
import { readWebVtt, spansOfWebVtt } from "../../../../src/domain/transcript-formats/web-vtt.ts";

/** The W3C's own parser. The references that it knows by itself lack their semicolons. */
const oracle = new webVttParser.WebVTTParser(entities);

type Read = { startMs: number; endMs: number; text: string };

/*
 * Where the oracle departs from the specification, it is given a file that it reads as the specification has it:
 *
 * - 6.1, "collect a WebVTT block": it passes over a whole note or style, in which a timing line begins a cue. A mark
 *   before the word makes a plain block of it, which is as good: neither is a cue without an arrow.
 * - 6.1: it puts the cues in the order of their times. So does the test.
 * - 6.1, step 7: it reads on without a signature, and only reports it.
 * - 6.4: it reads references by number only up to 16 bits, without the digits a to f and without those of Windows.
 *   The conformance test has them.
 * - 6.4, "start tag annotation state": it decodes no references in annotations. The names here have none.
 */
const MARK = "\uE000";
const marked = (file: string) =>
  file
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^(?:NOTE|STYLE)(?=$|[ \t])/, `${MARK}$&`))
    .join("\n");

function readByOracle(file: string): Read[] | null {
  const { cues, errors } = oracle.parse(marked(file));
  if (errors.some(({ message }) => message.startsWith("No valid signature"))) return null;
  return cues.map(({ startTime, endTime, text }) => ({
    startMs: Math.round(startTime * 1000),
    endMs: Math.round(endTime * 1000),
    text: text.replaceAll(MARK, "").trim(),
  }));
}

/**
 * What is read on purpose unlike in the specification is taken out again: cues of which the times had to be mended or
 * cannot be read, and an arrow in a cue's text with what follows it.
 */
function readByCueprint(file: string): Read[] | null {
  try {
    const cues = [...readWebVtt(file.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"))];
    return cues
      .flatMap(({ startMs, endMs, isMended, text }) =>
        startMs === undefined || endMs === undefined || isMended
          ? []
          : [{ startMs, endMs, text: beforeArrow(text) }],
      )
      .sort((a, b) => a.startMs - b.startMs || b.endMs - a.endMs);
  } catch (error) {
    if (error instanceof TranscriptMalformed) return null;
    throw error;
  }
}

function beforeArrow(text: string): string {
  const lines = text.split("\n");
  const arrow = lines.findIndex((line) => line.includes("-->"));
  return (arrow < 0 ? lines : lines.slice(0, arrow)).join("\n").trim();
}

const fromParts = (...parts: string[]) => fc.constantFrom(...parts);
const joined = (part: fc.Arbitrary<string>, separator: string, maxLength: number, minLength = 0) =>
  fc.array(part, { minLength, maxLength }).map((parts) => parts.join(separator));

const digits = (length: number, most: number) =>
  fc.nat(most).map((value) => String(value).padStart(length, "0"));
const timestamp = fc
  .tuple(
    fc.oneof(
      fc.constant(""),
      fc.tuple(digits(1, 130), fc.constant(":")).map((hours) => hours.join("")),
    ),
    // Now and then one that is too large.
    digits(2, 62),
    digits(2, 62),
    fc.oneof({ arbitrary: digits(3, 999), weight: 12 }, digits(1, 9999)),
    fc.oneof({ arbitrary: fc.constant("."), weight: 12 }, fromParts(",", ":", "")),
  )
  .map(([hours, minutes, seconds, fraction, point]) => `${hours}${minutes}:${seconds}${point}${fraction}`);
const oddTimingLine = fc
  .tuple(
    fromParts("", "", "", " ", "\t", "x "),
    timestamp,
    fromParts(" --> ", " --> ", " --> ", "-->", "\t-->\f", " -> ", " ---> ", " x--> "),
    timestamp,
    fromParts("", "", "", " ", " align:start", " line:0 position:10%,line-left", "size:5%", " a --> b", " :"),
  )
  .map((parts) => parts.join(""));
const timingLine = fc.oneof(
  oddTimingLine,
  fc.tuple(digits(2, 59), digits(2, 59)).map(([start, end]) => `${start}:00.500 --> 01:${end}:59.999`),
);

const word = fromParts(
  ..."Open the terminal type <i>npm</i> &amp; &#65; 42 é 👋 - -> --> : 00:01.000 <v Ann> </v> <c.x>".split(
    " ",
  ),
  ..."< > & <b </ . NOTE STYLE REGION WEBVTT &lt; &copy; <00:01.000> <3 </c> \u00a0 \u2028".split(" "),
);
const textLine = joined(word, " ", 5, 1);
const identifier = fc.oneof(
  digits(1, 50),
  fromParts("intro", "NOTE", "NOTES", "STYLE x", "REGION", " ", "-"),
  textLine,
);
const cue = fc
  .tuple(fc.option(identifier), timingLine, joined(textLine, "\n", 3))
  .map(([identifier, timing, text]) =>
    [...(identifier === null ? [] : [identifier]), timing, text].join("\n"),
  );
const block = fc.oneof(
  { arbitrary: cue, weight: 6 },
  fc
    .tuple(fromParts("NOTE", "NOTE ", "NOTE\t", "NOTED"), joined(textLine, "\n", 3))
    .map((note) => note.join("")),
  joined(fromParts("NOTE", "one", "05:01.000 --> 05:02.000", "two --> three"), "\n", 4, 1),
  joined(
    fromParts("STYLE", "STYLE ", "::cue(b) { color: red }", "/* --> */", "06:01.000 --> 06:02.000"),
    "\n",
    4,
    1,
  ),
  joined(fromParts("REGION", "id:left", "width:40%", "scroll:up", "07:01.000 --> 07:02.000"), "\n", 4, 1),
  joined(textLine, "\n", 4, 1),
);
const goodHeader = fromParts(
  ..."WEBVTT\n\n|WEBVTT\n|WEBVTT a title\n\n|WEBVTT\tx --> y\n|\uFEFFWEBVTT\n\n".split("|"),
  ..."WEBVTT\nKind: captions\nLanguage: en\n\n|WEBVTT\nNOTE x\n|WEBVTT\nSTYLE\n".split("|"),
);
const header = fc.oneof(
  { arbitrary: goodHeader, weight: 12 },
  fromParts("", "WEBVTT", "WEBVTTX\n", "webvtt\n\n", "\n"),
);
const file = fc
  .tuple(
    header,
    fc.array(fc.tuple(block, fromParts("\n\n", "\n\n", "\n", "\n\n\n", "\n \n")), { maxLength: 8 }),
  )
  .map(([header, blocks]) => header + blocks.flat().join(""));

/** What is done to a file, by numbers that say where. */
const lines = (change: (lines: string[], at: number, other: number) => string[]) => {
  return (file: string, at: number, other: number) => {
    const all = file.split("\n");
    return change(all, at % all.length, other % all.length).join("\n");
  };
};
const pieces =
  "-->|\n|\n\n| |\t|\f|<|>|&|;|:|.|1|60|NOTE|STYLE|REGION\n|WEBVTT|00:05.000|00:03.000 --> 00:04.000|\n00:01.000 --> 00:02.000\n|\uFEFF|x".split(
    "|",
  );
const mutations: ((file: string, at: number, other: number) => string)[] = [
  lines((lines, at) => lines.toSpliced(at, 1)),
  lines((lines, at, other) => lines.toSpliced(other, 0, lines[at] ?? "")),
  lines((lines, at, other) => lines.with(at, lines[other] ?? "").with(other, lines[at] ?? "")),
  lines((lines, at) => lines.toSpliced(at, 0, "")),
  lines((lines, at, other) => lines.with(at, `${lines[at]?.slice(0, other)}-->${lines[at]?.slice(other)}`)),
  (file, at, length) =>
    file.slice(0, at % (file.length + 1)) + file.slice((at % (file.length + 1)) + (length % 6)),
  (file, at, piece) =>
    file.slice(0, at % (file.length + 1)) +
    pieces[piece % pieces.length] +
    file.slice(at % (file.length + 1)),
  (file, at) => file.slice(0, at % (file.length + 1)),
];
const mutated = fc
  .tuple(
    file,
    fc.array(fc.tuple(fc.constantFrom(...mutations), fc.nat(100_000), fc.nat(100_000)), { maxLength: 6 }),
  )
  .map(([file, changes]) => changes.reduce((file, [mutate, at, other]) => mutate(file, at, other), file));
const lineEnd = fromParts("\n", "\n", "\r\n", "\r");

describe("the cues of a WebVTT file are those that the W3C's parser reads", () => {
  test("of files as the grammar has them", () => {
    fc.assert(
      fc.property(file, lineEnd, (file, end) => {
        const text = file.replaceAll("\n", end);
        expect(readByCueprint(text)).toEqual(readByOracle(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test("of files that were damaged", () => {
    fc.assert(
      fc.property(mutated, lineEnd, (file, end) => {
        const text = file.replaceAll("\n", end);
        expect(readByCueprint(text)).toEqual(readByOracle(text));
      }),
      { numRuns: 4_000 },
    );
  });

  test("and the files do hold cues", () => {
    const counts = fc.sample(mutated, 500).map((file) => readByOracle(file)?.length ?? 0);
    expect(counts.filter((count) => count > 1).length).toBeGreaterThan(150);
  });
});

/** The tree of a cue's text, by the oracle. */
function treeOf(text: string): CueNode[] {
  const [cue] = oracle.parse(`WEBVTT\n\n00:00.000 --> 99:00:00.000\n${text}`).cues as [ParsedCue];
  return cue.tree.children;
}

/** Each character that is seen, with who says it. */
const saidByOracle = (nodes: CueNode[], speaker: string | null = null): [string | null, string][] =>
  nodes.flatMap((node) => {
    if (node.type === "text") return characters(speaker, node.value);
    if (node.type === "timestamp") return [];
    return saidByOracle(node.children, node.name === "v" ? node.value || null : speaker);
  });
const characters = (speaker: string | null, text: string): [string | null, string][] =>
  [...text.replace(/\s/g, "")].map((character) => [speaker, character]);
const saidByCueprint = (text: string) =>
  spansOfWebVtt(text).flatMap(({ speaker, text }) => characters(speaker?.replace(/\s+/g, " ") ?? null, text));
const textOf = (nodes: CueNode[]): string =>
  nodes
    .map((node) => (node.type === "text" ? node.value : node.type === "object" ? textOf(node.children) : ""))
    .join("");

/**
 * On purpose unlike in the specification, a `<` that opens none of WebVTT's tags is text, and so is an `&` that begins
 * none of the references that captions use: to the oracle they are given as it would have them written.
 */
const asWritten = (text: string) => text.replace(STRAY_TAG, "&lt;").replace(STRAY_REFERENCE, "&amp;");
const STRAY_TAG = /<(?!(?:\/?(?:c|i|b|u|ruby|rt|v|lang)(?:\.[^<>\s]*)?(?:\s[^<>]*)?|\d+:[\d:.]*|\/)>)/g;
const STRAY_REFERENCE =
  /&(?!(?:#65|#x20|#228|amp|lt|gt|quot|apos|nbsp|lrm|rlm|hellip|ndash|mdash|lsquo|rsquo|ldquo|rdquo);)/g;

const name = fromParts("Ann", "Ann Lee", "  Bob \t\n", "", "é");
const classes = fromParts("", "", ".x", ".red.big", ".");
const plain = fromParts(
  "a",
  "b c",
  " ",
  "\n",
  "&amp;",
  "&lt;i&gt;",
  "&quot;",
  "&nbsp;",
  "&#65;",
  "&#x20;",
  "> ",
  "👋",
  "é.",
);
const { node: tree } = fc.letrec<{ node: string; children: string; element: string }>((tie) => ({
  node: fc.oneof({ depthSize: "small" }, plain, tie("element")),
  children: joined(tie("node"), "", 4),
  element: fc.oneof(
    fc
      .tuple(fromParts("c", "i", "b", "u"), classes, tie("children"))
      .map(([tag, classes, children]) => `<${tag}${classes}>${children}</${tag}>`),
    fc
      .tuple(fromParts("v", "lang"), classes, name, tie("children"))
      .map(([tag, classes, name, children]) => `<${tag}${classes} ${name}>${children}</${tag}>`),
    fc.tuple(tie("children"), tie("children")).map(([base, ruby]) => `<ruby>${base}<rt>${ruby}</rt></ruby>`),
    timestamp.map((time) => `<${time}>`),
  ),
}));
const wellFormed = fc
  .tuple(joined(tree, "", 4), fc.boolean())
  // A voice may stay open to the end of the cue.
  .map(([text, isOpen]) => (isOpen ? text.replace(/(?:<\/\w+>)+$/, "") : text))
  .filter((text) => !/-->|^\s*$|\n\s*\n|^\n|\n$/.test(text));

const markup = fromParts(
  ..."<|</|>|/>|/|<v|<v Ann>|</v>|<c|<c.x>|<c.x y>|</c>|<i>|</i >|<b.|<ruby>|<rt>|</rt>|</ruby>|<lang en>|<|.| |\t".split(
    "|",
  ),
  ..."\n|<00:01.000>|<1:>|<1>|<00:|<x>|<video>|<>|</>|&|&amp;|&lt;|&#65;|&#228;|;|amp;|#|a|Ann|é|👋|&lt|&copy;|&ampamp;".split(
    "|",
  ),
);
const soup = joined(markup, "", 16).filter((text) => !/-->|^\s*$|\n\n|^\n|\n$/.test(text));

describe("the text of a WebVTT cue is that of the W3C's parser", () => {
  test("and so are its voices, where tags are nested as they should be", () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        expect(saidByCueprint(text)).toEqual(saidByOracle(treeOf(asWritten(text))));
      }),
      { numRuns: 2_000 },
    );
  });

  test("whatever its markup", () => {
    fc.assert(
      fc.property(soup, (text) => {
        const said = spansOfWebVtt(text).map((span) => span.text);
        expect(said.join("").trim()).toBe(textOf(treeOf(asWritten(text))).trim());
      }),
      { numRuns: 4_000 },
    );
  });
});
