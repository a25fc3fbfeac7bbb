import * as z from "zod";
import { CuePosition } from "./cue.ts";
import { limits } from "./limits.ts";
import { TimeRange } from "./time-range.ts";

/** Consecutive cues of one transcript, both ends included, counted from 1. */
export const CueRange = z
  .object({ firstCue: CuePosition, lastCue: CuePosition })
  .refine(({ firstCue, lastCue }) => firstCue <= lastCue, {
    path: ["lastCue"],
    message: "must not be before firstCue",
  })
  .brand<"CueRange">();
export type CueRange = z.infer<typeof CueRange>;

/** Words as they stand in the cited cues: the cues' texts, joined by single spaces. */
export const Quote = z.string().min(1).max(limits.quoteLength).brand<"Quote">();
export type Quote = z.infer<typeof Quote>;

/**
 * Whether a citation still holds. `verified`: the cues say what the quote says. `stale`: they have changed since.
 * `missing`: they are gone.
 */
export const CitationState = z.enum(["verified", "stale", "missing"]);
export type CitationState = z.infer<typeof CitationState>;

/** Where a step's words come from: a range of cues, the time they span, and what they said when they were cited. */
export const Citation = z
  .object({
    ...CueRange.shape,
    ...TimeRange.shape,
    quote: Quote,
    state: CitationState,
  })
  // The shapes come without their own refinements.
  .refine(({ firstCue, lastCue }) => firstCue <= lastCue, {
    path: ["lastCue"],
    message: "must not be before firstCue",
  })
  .refine(({ startMs, endMs }) => startMs <= endMs, {
    path: ["endMs"],
    message: "must not be before startMs",
  })
  .brand<"Citation">();
export type Citation = z.infer<typeof Citation>;

/** White space and compatibility forms do not make a quote another one (Unicode NFKC, UAX #15). */
export function sameWords(a: string, b: string): boolean {
  return normaliseWords(a) === normaliseWords(b);
}

function normaliseWords(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim();
}
