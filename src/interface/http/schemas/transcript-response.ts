import * as z from "zod";
import type {
  NewTranscript,
  TranscriptSummary,
  TranscriptWithCues,
} from "../../../domain/models/transcript.ts";
import { type ImportReport, RepairName } from "../../../domain/value-objects/import-report.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id, Instant, instant, Language, MediaUrl, Version } from "./common.ts";

const Milliseconds = z
  .int()
  .min(0)
  .max(limits.timeMs)
  .meta({ description: "Milliseconds of the recording." });

/** What a file can hold of anything: no more than it has bytes. */
const Count = z.int().max(limits.requestBytes);

const CueResponse = z
  .object({
    position: z.int().min(1).max(limits.cuesPerTranscript).meta({ description: "Counts from 1." }),
    startMs: Milliseconds,
    endMs: Milliseconds,
    speaker: z
      .string()
      .max(limits.speakerLength)
      .nullable()
      .meta({ description: "Null where nobody is named.", examples: ["Ada"] }),
    text: z
      .string()
      .max(limits.cueTextLength)
      .meta({ description: "What was said.", examples: ["Open the terminal."] }),
  })
  .meta({ id: "Cue", description: "One timed piece of a transcript." });

const ImportReportResponse = z
  .object({
    format: z
      .string()
      .max(50)
      .meta({ description: "The format that the file was read as.", examples: ["webvtt"] }),
    dialect: z
      .string()
      .max(50)
      .nullable()
      .meta({
        description:
          "In which of the ways that its format leaves open the file is written, such as how it names speakers; null where there is nothing to tell. More may come.",
        examples: ["voice-tags"],
      }),
    cuesRead: Count.min(0).meta({ description: "How many cues the file has." }),
    cuesKept: Count.min(0).meta({ description: "How many of them are in the transcript." }),
    repairing: z
      .array(z.string().max(100))
      .max(100)
      .meta({
        description: "The repairs that were switched on. More may come.",
        examples: [RepairName.options],
      }),
    repairs: z
      .array(
        z
          .object({
            kind: z
              .string()
              .max(100)
              .meta({ description: "More kinds may come.", examples: ["empty-cue-dropped"] }),
            cue: Count.min(1).meta({ description: "Which cue of the file, from 1." }),
            line: Count.min(1)
              .optional()
              .meta({ description: "Which line of the file, from 1. Left out in formats without lines." }),
            message: z.string().max(500).meta({ description: "What was done, for people." }),
          })
          .meta({ id: "Repair", description: "What was mended or left out in one place." }),
      )
      .max(limits.requestBytes)
      .meta({ description: "What was mended or left out, and where." }),
  })
  .meta({ id: "ImportReport", description: "What became of the uploaded file." });

const summary = {
  id: Id,
  title: z
    .string()
    .max(limits.titleLength)
    .meta({ description: "What its owner calls it.", examples: ["Deploy your first Worker"] }),
  language: Language.nullable(),
  mediaUrl: MediaUrl.nullable(),
  format: z
    .string()
    .max(50)
    .meta({ description: "The format that it was uploaded in.", examples: ["webvtt"] }),
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .length(64)
    .meta({ description: "SHA-256 of the uploaded text, in hexadecimal." }),
  cueCount: z.int().min(1).max(limits.cuesPerTranscript).meta({ description: "How many cues it has." }),
  durationMs: Milliseconds.meta({ description: "Where the last cue ends, in milliseconds." }),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
};

export const TranscriptSummaryResponse = z
  .object(summary)
  .meta({ id: "TranscriptSummary", description: "A transcript without its cues." });

export const TranscriptCreatedResponse = z
  .object({ ...summary, importReport: ImportReportResponse })
  .meta({ id: "TranscriptCreated", description: "A new transcript, and what became of its file." });

export const TranscriptResponse = z
  .object({
    ...summary,
    importReport: ImportReportResponse,
    cues: z
      .array(CueResponse)
      .max(limits.cuesPerTranscript)
      .meta({ description: "In the order in which they were said." }),
  })
  .meta({ id: "Transcript", description: "What was said in a recording, cue by cue." });

export function presentTranscriptSummary(
  transcript: Omit<TranscriptSummary, "ownerId">,
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

/** Reports that were stored before there were dialects tell none; before there were switches, all repairs were on. */
type StoredReport = Omit<ImportReport, "dialect" | "repairing"> &
  Partial<Pick<ImportReport, "dialect" | "repairing">>;

export function presentCreatedTranscript(
  transcript: NewTranscript,
): z.input<typeof TranscriptCreatedResponse> {
  const { format, dialect, cuesRead, cuesKept, repairing, repairs }: StoredReport = transcript.importReport;
  return {
    ...presentTranscriptSummary(transcript),
    importReport: {
      format,
      dialect: dialect ?? null,
      cuesRead,
      cuesKept,
      repairing: repairing ?? [...RepairName.options],
      repairs,
    },
  };
}

export function presentTranscript(transcript: TranscriptWithCues): z.input<typeof TranscriptResponse> {
  return { ...presentCreatedTranscript(transcript), cues: transcript.cues };
}
