import * as z from "zod";
import type { Transcript, TranscriptSummary, TranscriptWithCues } from "../../../domain/models/transcript.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id, Instant, instant } from "./common.ts";

const Milliseconds = z
  .int()
  .min(0)
  .max(limits.timeMs)
  .meta({ description: "Milliseconds of the recording." });

const CueResponse = z
  .object({
    position: z.int().min(1).max(limits.cuesPerTranscript).meta({ description: "Counts from 1." }),
    startMs: Milliseconds,
    endMs: Milliseconds,
    speaker: z.string().max(limits.speakerLength).nullable(),
    text: z.string().max(limits.cueTextLength),
  })
  .meta({ id: "Cue" });

const ImportReportResponse = z
  .object({
    format: z
      .string()
      .max(50)
      .meta({ description: "The format that the file was read as.", examples: ["webvtt"] }),
    cuesRead: z.int().min(0),
    cuesKept: z.int().min(0),
    repairs: z
      .array(
        z.object({
          kind: z.string().max(100),
          cue: z.int().min(1).meta({ description: "Which cue of the file, from 1." }),
          line: z.int().min(1).meta({ description: "Which line of the file, from 1." }),
          message: z.string().max(500),
        }),
      )
      .meta({ description: "What was mended or left out, and where." }),
  })
  .meta({ id: "ImportReport", description: "What became of the uploaded file." });

const summary = {
  id: Id,
  title: z.string().max(limits.titleLength),
  language: z.string().max(limits.languageTagLength).nullable(),
  mediaUrl: z.url().max(limits.mediaUrlLength).nullable(),
  format: z
    .string()
    .max(50)
    .meta({ description: "The format that it was uploaded in.", examples: ["webvtt"] }),
  contentHash: z.string().length(64).meta({ description: "SHA-256 of the uploaded text." }),
  cueCount: z.int().min(1).max(limits.cuesPerTranscript),
  durationMs: Milliseconds.meta({ description: "Where the last cue ends, in milliseconds." }),
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
};

export const TranscriptSummaryResponse = z.object(summary).meta({ id: "TranscriptSummary" });

export const TranscriptCreatedResponse = z
  .object({ ...summary, importReport: ImportReportResponse })
  .meta({ id: "TranscriptCreated" });

export const TranscriptResponse = z
  .object({
    ...summary,
    importReport: ImportReportResponse,
    cues: z.array(CueResponse).max(limits.cuesPerTranscript),
  })
  .meta({ id: "Transcript" });

export function presentTranscriptSummary(
  transcript: TranscriptSummary,
): z.input<typeof TranscriptSummaryResponse> {
  return {
    id: transcript.id,
    title: transcript.title,
    language: transcript.language,
    mediaUrl: transcript.mediaUrl,
    format: transcript.format,
    contentHash: transcript.contentHash,
    cueCount: transcript.cueCount,
    durationMs: transcript.durationMs,
    version: transcript.version,
    createdAt: instant(transcript.createdAt),
    updatedAt: instant(transcript.updatedAt),
  };
}

export function presentCreatedTranscript(transcript: Transcript): z.input<typeof TranscriptCreatedResponse> {
  const { format, cuesRead, cuesKept, repairs } = transcript.importReport;
  return { ...presentTranscriptSummary(transcript), importReport: { format, cuesRead, cuesKept, repairs } };
}

export function presentTranscript(transcript: TranscriptWithCues): z.input<typeof TranscriptResponse> {
  return { ...presentCreatedTranscript(transcript), cues: transcript.cues };
}
