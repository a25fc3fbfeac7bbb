import * as z from "zod";

/** The formats that transcripts are read from. */
export const TranscriptFormat = z.enum([
  "webvtt",
  "srt",
  "sbv",
  "text",
  "ttml",
  "ass",
  "podcasting-html",
  "podcasting-json",
  "whisper-json",
  "whisper-cpp-json",
  "youtube-json3",
  "assemblyai-json",
  "deepgram-json",
  "aws-transcribe-json",
  "cueprint-json",
]);
export type TranscriptFormat = z.infer<typeof TranscriptFormat>;
