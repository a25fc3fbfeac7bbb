import * as z from "zod";

/** The formats that transcripts are read from. */
export const TranscriptFormat = z.enum(["webvtt", "srt"]);
export type TranscriptFormat = z.infer<typeof TranscriptFormat>;
