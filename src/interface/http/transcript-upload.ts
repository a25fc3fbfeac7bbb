import * as z from "zod";
import { decodeText } from "../../domain/transcript-formats/decode-text.ts";
import { RepairName } from "../../domain/value-objects/import-report.ts";
import { limits } from "../../domain/value-objects/limits.ts";
import { TranscriptFormat } from "../../domain/value-objects/transcript-format.ts";
import type { FileUpload } from "./request-body.ts";

export const formatField = TranscriptFormat.optional().meta({
  description: "Where it is left out, the content tells.",
});

export const contentField = z.string().meta({
  description: "The text of the transcript.",
  maxLength: limits.requestBytes,
  examples: ["WEBVTT\n\n00:00.000 --> 00:02.500\nOpen the terminal."],
});

const repairNames = RepairName.options.join("|");

/** The repairs to make, as a query can say it. */
export const RepairList = z
  .string()
  .max(100)
  .regex(
    new RegExp(`^(?:none|(?:${repairNames})(?:,(?:${repairNames})){0,${RepairName.options.length - 1}})$`),
    {
      error: `must be none, or one or more of ${RepairName.options.join(", ")} with commas between them`,
    },
  )
  .transform((list) => (list === "none" ? [] : list.split(",").map((name) => RepairName.parse(name))))
  .optional()
  .meta({
    description: "The repairs to make: `none`, or names with commas between them. All where it is left out.",
    examples: ["none", "rolling-captions,overlaps"],
  });

/** The same in JSON. */
export const repairsField = z
  .array(RepairName)
  .max(RepairName.options.length)
  .optional()
  .meta({
    description: "The repairs to make, none where the list is empty. All where it is left out.",
    examples: [["rolling-captions", "overlaps"]],
  });

const file = {
  schema: z.string().meta({
    id: "TranscriptFile",
    description: "The file as it is: in UTF-8, in UTF-16, or in the `charset` that its media type names.",
    maxLength: limits.requestBytes,
    examples: ["WEBVTT\n\n00:00.000 --> 00:02.500\nOpen the terminal."],
  }),
};

/** Media types of files, and the format that each names; the others leave it to the content. */
const FORMAT_OF: Record<string, TranscriptFormat | undefined> = {
  "text/vtt": "webvtt",
  "application/x-subrip": "srt",
  "text/srt": "srt",
  "application/ttml+xml": "ttml",
  "text/x-ssa": "ass",
  "text/html": "podcasting-html",
  "text/plain": undefined,
};

/** The media types in which a transcript may come as the file itself. */
export const transcriptFiles = Object.fromEntries(
  Object.keys(FORMAT_OF).map((mediaType) => [mediaType, file]),
);

/** Stands for a file of any format. */
export const anyFile = ["application/octet-stream"];

/** What an uploaded file says, and what it is to be read as. @throws TranscriptNotText */
export function readFile(
  { mediaType, charset, bytes }: FileUpload,
  format: TranscriptFormat | undefined,
): { format: TranscriptFormat | undefined; fallback?: "text"; content: string } {
  return {
    format: format ?? FORMAT_OF[mediaType],
    // Who says that it is text gets it read as text, if it is nothing more.
    ...(mediaType === "text/plain" && { fallback: "text" as const }),
    content: decodeText(bytes, charset),
  };
}
