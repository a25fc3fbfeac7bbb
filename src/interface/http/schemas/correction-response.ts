import * as z from "zod";
import type { Correction } from "../../../application/correct-transcript.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id, Version } from "./common.ts";
import { presentCreatedTranscript, TranscriptCreatedResponse } from "./transcript-response.ts";

const Count = z.int().min(0).max(limits.cuesPerTranscript);
const CitationCount = z
  .int()
  .min(0)
  .max(limits.stepsPerTutorial * limits.citationsPerStep);
const position = z.int().min(1).max(limits.cuesPerTranscript);
const span = (of: string) =>
  z
    .object({
      firstCue: position.meta({ description: "The first cue; cues count from 1." }),
      lastCue: position.meta({ description: "The last cue, included." }),
    })
    .nullable()
    .meta({ description: `Which cues of the ${of} content; null where there are none.` });

export const TranscriptCorrectionResponse = z
  .object({
    isChanged: z.boolean().meta({
      description: "Whether the content differs from what was there; else nothing has changed.",
    }),
    transcript: TranscriptCreatedResponse,
    cues: z
      .object({
        same: Count.meta({ description: "How many are as they were." }),
        moved: Count.meta({ description: "How many have their words elsewhere, or at another time." }),
        changed: Count.meta({ description: "How many have other words or another speaker." }),
        vanished: Count.meta({ description: "How many have no counterpart any more." }),
        added: Count.meta({ description: "How many new ones have no counterpart." }),
      })
      .meta({ id: "CueCounts", description: "What became of the cues." }),
    changes: z
      .array(
        z
          .object({
            kind: z
              .string()
              .max(50)
              .meta({ description: "`moved`, `changed`, `vanished` or `added`.", examples: ["changed"] }),
            before: span("old"),
            after: span("new"),
          })
          .meta({ id: "CueChange", description: "Cues in a row that fared alike." }),
      )
      .max(2 * limits.cuesPerTranscript)
      .meta({ description: "In order; what is as it was is left out." }),
    tutorials: z
      .array(
        z
          .object({
            id: Id,
            title: z.string().max(limits.titleLength).meta({ description: "The tutorial's title." }),
            version: Version,
            publishedVersion: Version.nullable().meta({
              description: "The version that readers see; null for a draft.",
            }),
            citations: z
              .object({
                verified: CitationCount.meta({ description: "How many say what their cues say." }),
                moved: CitationCount.meta({ description: "How many of these have other cues or times now." }),
                stale: CitationCount.meta({ description: "How many have cues that say something else now." }),
                missing: CitationCount.meta({ description: "How many have cues that are gone." }),
              })
              .meta({ id: "FollowedCitations", description: "What became of its citations." }),
          })
          .meta({ id: "FollowedTutorial", description: "A tutorial that cites the transcript." }),
      )
      .max(limits.quotaTranscripts)
      .meta({ description: "All the tutorials that cite the transcript." }),
  })
  .meta({ id: "TranscriptCorrection", description: "What a corrected upload has changed." });

export function presentCorrection({
  transcript,
  alignment,
  tutorials,
}: Correction): z.input<typeof TranscriptCorrectionResponse> {
  const unchanged = { same: transcript.cueCount, moved: 0, changed: 0, vanished: 0, added: 0 };
  return {
    isChanged: alignment !== undefined,
    transcript: presentCreatedTranscript(transcript),
    cues: alignment?.counts ?? unchanged,
    changes: (alignment?.entries ?? [])
      .filter(({ kind }) => kind !== "same")
      .map(({ kind, before, after }) => ({ kind, before: before ?? null, after: after ?? null })),
    tutorials: tutorials.map(({ id, title, version, publishedVersion, citations }) => ({
      id,
      title,
      version,
      publishedVersion,
      citations,
    })),
  };
}
