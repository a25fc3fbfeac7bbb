import * as z from "zod";
import { writeMarkdown } from "./markdown-writer.ts";
import { writePlainText } from "./plain-text-writer.ts";
import { writePodcastingJson } from "./podcasting-json-writer.ts";
import { writeSubRip } from "./sub-rip-writer.ts";
import type { TranscriptWriter } from "./transcript-writer.ts";
import { writeWebVtt } from "./web-vtt-writer.ts";

/** The formats in which transcripts are written, by the names of those in which they are read. */
export const WrittenFormat = z.enum(["webvtt", "srt", "text", "markdown", "podcasting-json"]);
export type WrittenFormat = z.infer<typeof WrittenFormat>;

export const transcriptWriters: Readonly<Record<WrittenFormat, TranscriptWriter>> = {
  webvtt: writeWebVtt,
  srt: writeSubRip,
  text: writePlainText,
  markdown: writeMarkdown,
  "podcasting-json": writePodcastingJson,
};
