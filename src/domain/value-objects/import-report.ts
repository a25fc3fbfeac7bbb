import * as z from "zod";
import { TranscriptFormat } from "./transcript-format.ts";

/** What a reader may do to a damaged transcript. A repair keeps the cue; a drop loses it. */
export const RepairKind = z.enum([
  "empty-cue-dropped",
  "bad-timing-dropped",
  "malformed-timing-read",
  "reversed-times-swapped",
  "control-characters-removed",
]);
export type RepairKind = z.infer<typeof RepairKind>;

/** One repair: where it was made and why. `cue` counts the cues of the file from 1, `line` its lines from 1. */
export const Repair = z.object({
  kind: RepairKind,
  cue: z.int().min(1),
  line: z.int().min(1),
  message: z.string(),
});
export type Repair = z.infer<typeof Repair>;

/**
 * What became of an uploaded transcript: of `cuesRead` in the file, `cuesKept` are in the transcript; the rest has a
 * repair each that tells why not. A cue with several voices counts once in both.
 */
export const ImportReport = z.object({
  format: TranscriptFormat,
  cuesRead: z.int().min(0),
  cuesKept: z.int().min(0),
  repairs: z.array(Repair),
});
export type ImportReport = z.infer<typeof ImportReport>;
