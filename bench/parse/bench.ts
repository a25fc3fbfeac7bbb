/**
 * How fast transcripts are read, beside other parsers on the same files, and whether the time stays in proportion to the
 * length of hostile files. Writes bench/results/parse.json and parse.md. Takes two or three minutes, in Node's V8.
 *
 *   npm run bench:parse
 *
 * The goal: at least twice the fastest other parser that gets all conformance files right, and at most 2.3 times the
 * time for twice the length. Where no other gets all of them right, Cueprint must not be slower than those that get the
 * most right.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DomainException } from "../../src/domain/exceptions/domain-exception.ts";
import { readTranscript } from "../../src/domain/transcript-formats/read-transcript.ts";
import { type Attack, attacks, harmless } from "./adversarial.ts";
import type { ConformanceFile } from "./conformance/conformance-file.ts";
import { subRipFiles } from "./conformance/sub-rip.ts";
import { webVttFiles } from "./conformance/web-vtt.ts";
import { subRipOf, webVttOf } from "./generate.ts";
import { medianTimes } from "./measure.ts";
import { cueprint, type FileFormat, otherParsers, type Parser } from "./parsers.ts";

const LEAST_FACTOR = 2;
/** Beside parsers that get a file wrong. */
const LEAST_FACTOR_OTHERWISE = 1;
const MOST_RATIO = 2.3;

const conformanceFiles = { webvtt: webVttFiles, srt: subRipFiles };

type Speed = { parser: string; right: number; of: number; megabytesPerSecond: number };
/** `factor` compares Cueprint's speed to that of the fastest of those that get the most files right: `mostRight`. */
type Comparison = {
  file: string;
  bytes: number;
  speeds: Speed[];
  mostRight: number;
  factor: number;
};
type Growth = { format: string; attack: string; characters: number; ms: number; ratio: number };

const parsers = [cueprint, ...(await otherParsers())];
const comparisons: Comparison[] = [];
for (const [file, format, text] of filesToRead()) comparisons.push(await compare(file, format, text));

for (const { format, file } of harmless) readTranscript(file, { format });
const growths: Growth[] = [];
for (const attack of attacks) growths.push(await growthOf(attack));

const missed = [
  ...comparisons
    .filter((comparison) => comparison.factor < leastFactor(comparison))
    .map(
      ({ file, factor, ...rest }) =>
        `${file}: ${factor.toFixed(2)} times the fastest, not ${leastFactor(rest)}`,
    ),
  ...growths
    .filter(({ ratio }) => ratio > MOST_RATIO)
    .map(
      ({ format, attack, ratio }) => `${format}, ${attack}: ${ratio.toFixed(2)} times for twice the length`,
    ),
];
report();
process.exitCode = missed.length === 0 ? 0 : 1;

function leastFactor({ mostRight, speeds }: Pick<Comparison, "mostRight" | "speeds">): number {
  return mostRight === speeds[0]?.of ? LEAST_FACTOR : LEAST_FACTOR_OTHERWISE;
}

function filesToRead(): [name: string, format: FileFormat, text: string][] {
  const corpus = join(import.meta.dirname, "../../../shared/corpora/screencasts");
  const names = existsSync(corpus) ? readdirSync(corpus).filter((name) => name.endsWith(".vtt")) : [];
  const recordings = names.map((name) => readFileSync(join(corpus, name), "utf8"));
  const longest = recordings.toSorted((a, b) => b.length - a.length)[0];
  return [
    ["550 cues, WebVTT", "webvtt", webVttOf(550)],
    ["20,000 cues, WebVTT", "webvtt", webVttOf(20_000)],
    ["550 cues, SRT", "srt", subRipOf(550)],
    ["20,000 cues, SRT", "srt", subRipOf(20_000)],
    ...(longest === undefined
      ? []
      : [["a recording, WebVTT", "webvtt", longest] as [string, FileFormat, string]]),
  ];
}

async function compare(file: string, format: FileFormat, text: string): Promise<Comparison> {
  const able = parsers.filter(({ formats }) => formats.includes(format));
  const times = await medianTimes(
    able.map((parser) => () => parser.parse(text, format)),
    7,
    60,
  );
  const bytes = Buffer.byteLength(text);
  const speeds: Speed[] = [];
  for (const [at, parser] of able.entries()) {
    const right = await countRight(parser, format);
    const megabytesPerSecond = bytes / 1000 / (times[at] ?? Number.NaN);
    speeds.push({ parser: parser.name, right, of: conformanceFiles[format].length, megabytesPerSecond });
  }
  const [own, ...others] = speeds;
  const mostRight = Math.max(...others.map(({ right }) => right));
  const rivals = others.filter(({ right }) => right === mostRight).map((speed) => speed.megabytesPerSecond);
  const factor = (own?.megabytesPerSecond ?? Number.NaN) / Math.max(...rivals);
  return { file, bytes, speeds, mostRight, factor };
}

async function countRight(parser: Parser, format: FileFormat): Promise<number> {
  let right = 0;
  for (const file of conformanceFiles[format]) if (await isRight(parser, format, file)) right += 1;
  return right;
}

/** White space around a text does not count, nor whether a file that is none is refused or has no cues. */
async function isRight(
  parser: Parser,
  format: FileFormat,
  { file, cues }: ConformanceFile,
): Promise<boolean> {
  let read: ReturnType<Parser["cuesOf"]>;
  try {
    read = parser.cuesOf(await parser.parse(file, format));
  } catch {
    return cues === null;
  }
  const expected = cues ?? [];
  return (
    read.length === expected.length &&
    expected.every(({ startMs, endMs, text, markedUp }, at) => {
      const cue = read[at];
      const said = cue?.text.trim();
      return cue?.startMs === startMs && cue.endMs === endMs && (said === text || said === markedUp);
    })
  );
}

/**
 * A ratio beyond the limit is measured again, more carefully and with longer files where they may be: a pause of the
 * machine looks like growth, and so does the length at which a cache is full. What grows too fast does so at any length.
 */
async function growthOf({ format, name, characters, mayBeLonger, make }: Attack): Promise<Growth> {
  let growth: Growth | undefined;
  for (const [rounds, atLeastMs, scale] of [
    [5, 2, 1],
    [9, 10, 1],
    [9, 20, 2],
    [15, 30, 4],
  ] as const) {
    const length = mayBeLonger ? scale * characters : characters;
    const tasks = [make(length), make(2 * length)].map(
      (file) => () => attempt(() => readTranscript(file, { format })),
    );
    const [once = Number.NaN, twice = Number.NaN] = await medianTimes(tasks, rounds, atLeastMs);
    growth = { format, attack: name, characters: length, ms: once, ratio: twice / once };
    if (growth.ratio <= MOST_RATIO) break;
  }
  return growth as Growth;
}

/** A hostile file may be refused, as long as it is refused soon. */
function attempt(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof DomainException)) throw error;
  }
}

function report(): void {
  const lines = [
    "# How fast transcripts are read",
    "",
    `By \`npm run bench:parse\`, in V8 ${process.versions.v8} (Node ${process.versions.node}). Megabytes a second are medians of seven`,
    "rounds in which the parsers take turns. Time is that of the processor.",
    ...comparisons.flatMap(speedTable),
    "",
    "## Hostile files",
    "",
    "Time for twice the length over time for the length: the worst of each format.",
    "",
    "| format | attacks | the worst | characters | ms | ratio |",
    "| --- | --: | --- | --: | --: | --: |",
    ...[...Map.groupBy(growths, ({ format }) => format)].map(growthRow),
    "",
    missed.length === 0 ? "Nothing is missed." : `Missed:\n\n${missed.map((goal) => `- ${goal}`).join("\n")}`,
    "",
  ];
  console.log(lines.join("\n"));
  const results = join(import.meta.dirname, "../results");
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "parse.md"), lines.join("\n"));
  writeFileSync(
    join(results, "parse.json"),
    `${JSON.stringify({ comparisons, growths, missed }, null, 2)}\n`,
  );
}

function speedTable({ file, bytes, speeds, mostRight, factor }: Comparison): string[] {
  return [
    "",
    `## ${file}, ${Math.round(bytes / 1000)} kB`,
    "",
    "| parser | conformance files | MB/s |",
    "| --- | --: | --: |",
    ...speeds.map(
      ({ parser, right, of, megabytesPerSecond }) =>
        `| ${parser} | ${right} of ${of} | ${megabytesPerSecond.toFixed(1)} |`,
    ),
    "",
    mostRight === speeds[0]?.of
      ? `Cueprint has ${factor.toFixed(1)} times the speed of the fastest other one that gets all files right.`
      : `No other one gets all files right. Cueprint has ${factor.toFixed(1)} times the speed of the fastest of those with ${mostRight}.`,
  ];
}

function growthRow([format, all]: [string, Growth[]]): string {
  const [worst] = all.toSorted((a, b) => b.ratio - a.ratio);
  return `| ${format} | ${all.length} | ${worst?.attack} | ${worst?.characters} | ${worst?.ms.toFixed(2)} | ${worst?.ratio.toFixed(2)} |`;
}
