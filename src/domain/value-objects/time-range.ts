import * as z from "zod";
import { limits } from "./limits.ts";

const milliseconds = z.int().min(0).max(limits.timeMs);

/** A span of a recording in whole milliseconds from its beginning; `startMs` ≤ `endMs`. */
export const TimeRange = z
  .object({ startMs: milliseconds, endMs: milliseconds })
  .refine(({ startMs, endMs }) => startMs <= endMs, {
    path: ["endMs"],
    message: "must not be before startMs",
  })
  .brand<"TimeRange">();
export type TimeRange = z.infer<typeof TimeRange>;
