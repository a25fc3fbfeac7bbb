import type { TranscriptFormat } from "../value-objects/transcript-format.ts";
import { ass } from "./ass.ts";
import type { JsonReader, TextReader } from "./format-reader.ts";
import { jsonReaders as readersOfJson } from "./json/index.ts";
import { plainText } from "./plain-text.ts";
import { podcastingHtml } from "./podcasting-html.ts";
import { subRip } from "./sub-rip.ts";
import { subViewer } from "./sub-viewer.ts";
import { ttml } from "./ttml.ts";
import { webVtt } from "./web-vtt.ts";

/** The readers of text, in the order in which they are asked whether they recognise a file; plain text is the last. */
export const textReaders: ReadonlyMap<TranscriptFormat, TextReader> = new Map<TranscriptFormat, TextReader>([
  ["webvtt", webVtt],
  ["ttml", ttml],
  ["podcasting-html", podcastingHtml],
  ["srt", subRip],
  ["sbv", subViewer],
  // After those whose speech may be a section in brackets.
  ["ass", ass],
  ["text", plainText],
]);

/** The readers of JSON, in the order in which they are asked. */
export const jsonReaders: ReadonlyMap<string, JsonReader> = new Map(Object.entries(readersOfJson));
