import { TranscriptEmpty } from "../../src/domain/exceptions/transcript.ts";
import { readTranscript } from "../../src/domain/transcript-formats/read-transcript.ts";
import type { ExpectedCue } from "./conformance/conformance-file.ts";

export type FileFormat = "webvtt" | "srt";
type ReadCue = Pick<ExpectedCue, "startMs" | "endMs" | "text">;

/** `parse` is what is measured; `cuesOf` tells what came out of it, and throws where the parser complained. */
export type Parser = {
  name: string;
  formats: readonly FileFormat[];
  /** @returns also a promise, which is waited for */
  parse(text: string, format: FileFormat): unknown;
  cuesOf(parsed: unknown): ReadCue[];
};

const both = ["webvtt", "srt"] as const;

/** Cueprint does more than the others: it takes the markup out, looks for speakers, and reports what it mends. */
export const cueprint: Parser = {
  name: "cueprint",
  formats: both,
  parse(text, format) {
    try {
      return readTranscript(text, { format, repairs: ["reversed-times", "missing-times", "empty-cues"] })
        .cues;
    } catch (error) {
      if (error instanceof TranscriptEmpty && text !== "") return [];
      throw error;
    }
  },
  cuesOf: (parsed) => parsed as ReadCue[],
};

/** The others are loaded from a package of their own; their types are as far as they are used. */
export async function otherParsers(): Promise<Parser[]> {
  const { default: webVttParser } = await load<{
    default: { WebVTTParser: new (entities: unknown) => { parse(text: string): OracleResult } };
  }>("webvtt-parser");
  const { default: entities } = await import(String("webvtt-parser/html-entities.json"), {
    with: { type: "json" },
  });
  const oracle = new webVttParser.WebVTTParser(entities);
  const { parseText } = await load<{
    parseText(text: string, options: { type: string }): Promise<{ cues: SecondsCue[]; errors: unknown[] }>;
  }>("media-captions");
  const { default: nodeWebVtt } = await load<{
    default: {
      parse(text: string, options: object): { cues: { start: number; end: number; text: string }[] };
    };
  }>("node-webvtt");
  const { parse: parsePlussub } = await load<{
    parse(text: string): { entries: { from: number; to: number; text: string }[] };
  }>("@plussub/srt-vtt-parser");
  const { default: subsrt } = await load<{
    default: {
      parse(text: string, options: object): { type: string; start: number; end: number; content: string }[];
    };
  }>("subsrt-ts");
  return [
    {
      name: "webvtt-parser",
      formats: ["webvtt"],
      parse: (text) => oracle.parse(text),
      cuesOf(parsed) {
        const { cues, errors } = parsed as OracleResult;
        if (errors.some(({ message }) => message.startsWith("No valid signature")))
          throw new Error("signature");
        return cues.map(fromSeconds);
      },
    },
    {
      name: "media-captions",
      formats: both,
      parse: (text, format) => parseText(text, { type: format === "webvtt" ? "vtt" : "srt" }),
      cuesOf: (parsed) => (parsed as { cues: SecondsCue[] }).cues.map(fromSeconds),
    },
    {
      name: "node-webvtt",
      formats: ["webvtt"],
      parse: (text) => nodeWebVtt.parse(text, { strict: false, meta: true }),
      cuesOf: (parsed) =>
        (parsed as ReturnType<typeof nodeWebVtt.parse>).cues.map(({ start, end, text }) =>
          fromSeconds({ startTime: start, endTime: end, text }),
        ),
    },
    {
      name: "@plussub/srt-vtt-parser",
      formats: both,
      parse: (text) => parsePlussub(text),
      cuesOf: (parsed) =>
        (parsed as ReturnType<typeof parsePlussub>).entries.map(({ from, to, text }) => ({
          startMs: from,
          endMs: to,
          text,
        })),
    },
    {
      name: "subsrt-ts",
      formats: both,
      parse: (text, format) => subsrt.parse(text, { format: format === "webvtt" ? "vtt" : "srt" }),
      cuesOf: (parsed) =>
        (parsed as ReturnType<typeof subsrt.parse>)
          .filter(({ type }) => type === "caption")
          .map(({ start, end, content }) => ({ startMs: start, endMs: end, text: content })),
    },
  ];
}

type SecondsCue = { startTime: number; endTime: number; text: string };
type OracleResult = { cues: SecondsCue[]; errors: { message: string }[] };

const fromSeconds = ({ startTime, endTime, text }: SecondsCue): ReadCue => ({
  startMs: Math.round(startTime * 1000),
  endMs: Math.round(endTime * 1000),
  text,
});

/** By a name that the type check cannot follow: the package need not be installed for it. */
async function load<Module>(name: string): Promise<Module> {
  return (await import(name)) as Module;
}
