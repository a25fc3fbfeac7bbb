import * as z from "zod";
import { limits } from "./limits.ts";
import { multiLine, singleLine } from "./text.ts";
import { TimeRange } from "./time-range.ts";

export const CuePosition = z.int().min(1).max(limits.cuesPerTranscript);

/** One timed piece of a transcript. `position` counts from 1; `speaker` is null where nobody is named. */
export const Cue = z
  .object({
    position: CuePosition,
    ...TimeRange.shape,
    speaker: singleLine(limits.speakerLength).nullable(),
    text: multiLine(limits.cueTextLength).refine((text) => text.trim() !== "", "must not be blank"),
  })
  .refine(({ startMs, endMs }) => startMs <= endMs, {
    path: ["endMs"],
    message: "must not be before startMs",
  })
  .brand<"Cue">();
export type Cue = z.infer<typeof Cue>;
