import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TranscriptMalformed } from "../../../../../src/domain/exceptions/transcript.ts";
import type { JsonReader } from "../../../../../src/domain/transcript-formats/format-reader.ts";
import { jsonReaders } from "../../../../../src/domain/transcript-formats/json/index.ts";
import { said } from "./said.ts";
import { samples } from "./samples.ts";

const readers = Object.entries<JsonReader>(jsonReaders);
const runs = { numRuns: 1_000 };

/** What is read, or undefined for an exception that readers may throw: any other fails the test. */
function attempt(reader: JsonReader, document: unknown) {
  try {
    return [...reader.read(document)];
  } catch (error) {
    if (error instanceof TranscriptMalformed) return undefined;
    throw error;
  }
}

/** Every path in a document. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined || typeof value !== "object" || value === null) return by;
  const inner = replaced((value as Record<string, unknown>)[key], rest, by);
  return Array.isArray(value) ? value.with(Number(key), inner) : { ...value, [key]: inner };
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    -1,
    -0,
    1e308,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    0.0004,
    1e-320,
    "1.5",
    "-1",
    "1e9",
  ),
  fc.constantFrom<unknown>(
    "",
    " ",
    "\r\n",
    "\u0000",
    "\ud800",
    "日本",
    "。",
    "Ann",
    {},
    [],
    [[]],
    [null],
    null,
  ),
  fc.constantFrom<unknown>(
    { text: "a" },
    { word: "a" },
    { startTime: 1 },
    { start: 1 },
    { segs: [{ utf8: "a" }] },
  ),
);
const mutated = fc
  .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), odd), { minLength: 1, maxLength: 4 }))
  .map(([{ document }, changes]) =>
    changes.reduce<unknown>((mutant, [where, by]) => {
      const paths = pathsOf(mutant);
      return replaced(mutant, paths[where % paths.length] ?? [], by);
    }, document),
  );
const anyJson = fc.oneof(fc.jsonValue(), mutated);

describe("the JSON formats", () => {
  it.each(samples)("recognise $name, $what, by its reader alone", ({ name, document }) => {
    expect(readers.filter(([, reader]) => reader.recognises(document)).map(([name]) => name)).toEqual([name]);
  });

  it.each(samples.filter(({ what }) => !["nothing said", "silence"].includes(what)))(
    "read $name, $what, with times and texts",
    ({ name, document }) => {
      const cues = said(jsonReaders[name], document);
      expect(cues.length).toBeGreaterThan(0);
      for (const cue of cues) expect(cue).toMatch(/^\d+-\d+ [^|]+\|\S/);
    },
  );

  it.each([
    null,
    0,
    "",
    [],
    {},
    [[]],
    { segments: {} },
    { results: [] },
    { results: { items: [] } },
    { events: [] },
    { words: [] },
    { utterances: null, words: null, status: "queued" },
    { text: "Only text." },
  ])("recognise nothing in %j", (document) => {
    expect(readers.filter(([, reader]) => reader.recognises(document))).toEqual([]);
  });

  it("do not take seconds for AssemblyAI's milliseconds", () => {
    const document = {
      transcription: "Hi.",
      utterances: [{ text: "Hi.", start: 0, end: 0.9, speaker: "A" }],
    };
    expect(readers.filter(([, reader]) => reader.recognises(document))).toEqual([]);
  });
});

describe.each(readers)("any JSON at all, as %s", (_, reader) => {
  it("is recognised or not", () => {
    fc.assert(
      fc.property(anyJson, (document) => {
        expect(reader.recognises(document)).toBeTypeOf("boolean");
      }),
      runs,
    );
  });

  it("is read into cues of well-formed texts and whole milliseconds, or refused", () => {
    fc.assert(
      fc.property(anyJson, (document) => {
        for (const { startMs, endMs, spans } of attempt(reader, document) ?? []) {
          for (const time of [startMs, endMs]) {
            if (time !== undefined)
              expect(Number.isInteger(time) && time >= 0 && !Object.is(time, -0)).toBe(true);
          }
          expect(startMs === undefined).toBe(endMs === undefined);
          for (const { speaker, text } of spans) {
            expect(text).toBe(text.trim());
            expect(text.isWellFormed() && !text.includes("\r")).toBe(true);
            expect(speaker).not.toBe("");
          }
        }
      }),
      runs,
    );
  });
});

describe("what is wrong with a document", () => {
  it.each<[keyof typeof jsonReaders, unknown, string]>([
    ["podcasting-json", [], "Podcasting 2.0 JSON: the document must be an object."],
    ["podcasting-json", { segments: "secret" }, "Podcasting 2.0 JSON: /segments must be an array."],
    ["whisper-json", { text: "secret" }, "Whisper JSON: /segments must be an array, unless /words is one."],
    ["whisper-json", { segments: [], words: 5 }, "Whisper JSON: /words must be an array."],
    ["whisper-cpp-json", {}, "whisper.cpp's JSON: /transcription must be an array."],
    ["youtube-json3", { events: { secret: 1 } }, "YouTube's json3: /events must be an array."],
    [
      "assemblyai-json",
      { utterances: null, words: null },
      "AssemblyAI's JSON: /utterances must be an array, unless /words is one.",
    ],
    ["deepgram-json", { results: ["secret"] }, "Deepgram's JSON: /results must be an object."],
    [
      "deepgram-json",
      { results: {} },
      "Deepgram's JSON: /results/channels must be an array, unless /results/utterances is one.",
    ],
    [
      "aws-transcribe-json",
      { results: { items: 1 } },
      "Amazon Transcribe's JSON: /results/items must be an array.",
    ],
    ["cueprint-json", null, "Cueprint's JSON: the document must be an object."],
  ])("is told of %s by where and what is expected", (name, document, message) => {
    expect(() => [...jsonReaders[name].read(document)]).toThrow(
      new TranscriptMalformed(`The transcript is not ${message}`),
    );
  });
});
