import * as z from "zod";
import { TranscriptFormat } from "./transcript-format.ts";

/** What a reader may do to a damaged transcript. A repair keeps the cue; a drop loses it. */
export const RepairKind = z.enum([
  "empty-cue-dropped",
  "bad-timing-dropped",
  "malformed-timing-read",
  "reversed-times-swapped",
  "control-characters-removed",
  "times-missing",
  "rolling-caption-dropped",
  "rolling-caption-trimmed",
  "overlap-trimmed",
]);
export type RepairKind = z.infer<typeof RepairKind>;

/** The repairs that whoever uploads a transcript can switch off. */
export const RepairName = z.enum([
  "rolling-captions",
  "overlaps",
  "reversed-times",
  "missing-times",
  "empty-cues",
]);
export type RepairName = z.infer<typeof RepairName>;

/**
 * One repair: where it was made and why. `cue` counts the cues of the file from 1, `line` its lines from 1; formats that
 * nobody reads by lines, such as JSON, have none.
 */
export const Repair = z.object({
  kind: RepairKind,
  cue: z.int().min(1),
  line: z.int().min(1).optional(),
  message: z.string(),
});
export type Repair = z.infer<typeof Repair>;

/**
 * What became of an uploaded transcript: of `cuesRead` in the file, `cuesKept` are in the transcript; the rest has a
 * repair each that tells why not. A cue with several voices counts once in both. `dialect` is in which of the ways that
 * its format leaves open the file is written, such as `voice-tags`; null where it has none to tell. `repairing` are the
 * repairs that were switched on.
 */
export const ImportReport = z.object({
  format: TranscriptFormat,
  dialect: z.string().nullable(),
  cuesRead: z.int().min(0),
  cuesKept: z.int().min(0),
  repairing: z.array(RepairName),
  repairs: z.array(Repair),
});
export type ImportReport = z.infer<typeof ImportReport>;
