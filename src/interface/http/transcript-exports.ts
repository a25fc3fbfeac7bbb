import type { Context } from "hono";
import * as z from "zod";
import type { TranscriptWithCues } from "../../domain/models/transcript.ts";
import { transcriptWriters, WrittenFormat } from "../../domain/transcript-formats/writers/index.ts";
import { etag, unlessMatched } from "./conditional-requests.ts";
import { negotiate } from "./content-negotiation.ts";
import { json } from "./endpoint.ts";
import { mediaLink } from "./presentation/media-link.ts";
import { PodcastingTranscript } from "./schemas/podcasting-transcript.ts";
import { presentTranscript, TranscriptResponse } from "./schemas/transcript-response.ts";

const FormatName = z.enum(["json", ...WrittenFormat.options]);
type FormatName = z.infer<typeof FormatName>;

/** What each is to HTTP. Podcasting 2.0 calls its own any JSON: a type of its own lets Accept, and clients, tell it. */
const mediaTypes = {
  json: "application/json",
  webvtt: "text/vtt",
  srt: "application/x-subrip",
  text: "text/plain",
  markdown: "text/markdown",
  "podcasting-json": "application/vnd.cueprint.podcasting+json",
} as const satisfies Record<FormatName, string>;

const truth = z.enum(["true", "false"]).optional();

const CHARACTERS = { minimum: 20, maximum: 1000 };

export const transcriptQuery = z.strictObject({
  format: FormatName.optional().meta({
    description: "The format of the reply, whatever Accept says: for links.",
    examples: ["webvtt"],
  }),
  speakers: truth.meta({
    description: "Whether to say who speaks, in other formats than `json`; `true` if left out.",
    examples: ["false"],
  }),
  charactersPerCaption: z
    .string()
    .regex(/^\d{2,4}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(CHARACTERS.minimum).max(CHARACTERS.maximum))
    .optional()
    .meta({
      description:
        "Cuts longer cues between words, in `webvtt`, `srt` and `podcasting-json`. The parts share the cue's time by their lengths.",
      type: "integer",
      ...CHARACTERS,
      examples: [84],
    }),
  paragraphs: truth.meta({
    description: "Whether to join cues to paragraphs, in `text` and `markdown`; `true` if left out.",
    examples: ["false"],
  }),
});
type TranscriptQuery = z.infer<typeof transcriptQuery>;

/** What the operation documents. */
export const transcriptContent = {
  ...json(TranscriptResponse),
  [mediaTypes["podcasting-json"]]: { schema: PodcastingTranscript },
  "text/vtt": { schema: z.string().meta({ id: "WebVttFile", description: "Captions in WebVTT." }) },
  "application/x-subrip": { schema: z.string().meta({ id: "SubRipFile", description: "Captions in SRT." }) },
  "text/plain": { schema: z.string().meta({ id: "TranscriptText", description: "The words alone." }) },
  "text/markdown": {
    schema: z
      .string()
      .meta({ id: "TranscriptMarkdown", description: "CommonMark with a time at each paragraph." }),
  },
};

/**
 * Answers with a transcript in the format that `format` or else Accept asks for.
 *
 * @throws not_acceptable
 */
export function respondWithTranscript(
  c: Context,
  query: TranscriptQuery,
  repository: {
    get(): Promise<TranscriptWithCues>;
    getUnless(version: number): Promise<TranscriptWithCues | undefined>;
  },
): Promise<Response> {
  c.header("Vary", "Accept", { append: true });
  const format = query.format ?? negotiated(c);
  const representation = representationOf(format, query);
  return unlessMatched(c, representation, repository, (transcript) => {
    const tag = { ETag: etag(transcript.version, representation) };
    if (format === "json") return c.json(presentTranscript(transcript), 200, tag);
    const { text, dropped } = transcriptWriters[format](transcript, optionsOf(query, transcript.mediaUrl));
    if (dropped.length > 0) c.header(DROPPED, dropped.join(", "));
    const mediaType = mediaTypes[format];
    const charset = mediaType.endsWith("json") ? "" : "; charset=utf-8";
    return c.body(text, 200, { "Content-Type": `${mediaType}${charset}`, ...tag });
  });
}

/** The response header that names, as a list (RFC 9110, section 5.6.1), what the format could not hold. */
export const DROPPED = "Cueprint-Dropped";

function negotiated(c: Context): FormatName {
  const mediaType = negotiate(c, [
    mediaTypes.json,
    mediaTypes.webvtt,
    mediaTypes.srt,
    mediaTypes.text,
    mediaTypes.markdown,
    mediaTypes["podcasting-json"],
  ]);
  return FormatName.options.find((name) => mediaTypes[name] === mediaType) ?? "json";
}

function optionsOf({ speakers, charactersPerCaption, paragraphs }: TranscriptQuery, mediaUrl: string | null) {
  return {
    speakers: speakers !== "false",
    paragraphs: paragraphs !== "false",
    ...(charactersPerCaption !== undefined && { charactersPerCaption }),
    ...(mediaUrl !== null && { linkTo: (ms: number) => mediaLink(mediaUrl, ms) }),
  };
}

/** The name in ETags, of letters alone: replies that may differ have names that do. */
function representationOf(format: FormatName, query: TranscriptQuery): string {
  if (format === "json") return format;
  const { speakers, charactersPerCaption, paragraphs } = query;
  const isProse = format === "text" || format === "markdown";
  return [
    format.replace("-", ""),
    speakers === "false" && "anonymous",
    isProse && paragraphs === "false" && "cues",
    !isProse && charactersPerCaption !== undefined && `upto${inLetters(charactersPerCaption)}`,
  ]
    .filter((part) => part !== false)
    .join("");
}

/** The digits as letters, from a for 0. */
function inLetters(number: number): string {
  return String(number).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
}
