import * as z from "zod";
import type { RevisionSummary, TutorialRevision } from "../../../domain/models/tutorial-revision.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id, Instant, instant, Language, MediaUrl, Version } from "./common.ts";
import { presentStep, StepResponse } from "./tutorial-response.ts";

const summary = {
  version: Version.meta({ description: "The version of the tutorial that this is." }),
  kind: z
    .string()
    .max(50)
    .meta({
      description:
        "What made it: `drafted`, `edited`, `published`, `unpublished`, `restored`, `citations-accepted`, `re-anchored` (its citations followed a corrected transcript) or `media-changed` (the recording's address did).",
      examples: ["edited"],
    }),
  title: z.string().max(limits.titleLength).meta({ description: "The tutorial's title." }),
  slug: z.string().max(limits.slugLength).meta({ description: "Its name in public addresses." }),
  language: Language.nullable(),
  mediaUrl: MediaUrl.nullable(),
  publishedOverride: z
    .string()
    .max(limits.overrideReasonLength)
    .nullable()
    .meta({ description: "Why it was published although not every citation was verified." }),
  createdAt: Instant,
  apiKeyId: Id.nullable().meta({
    description: "The API key that made it; null for a token of the identity provider.",
  }),
};

export const RevisionSummaryResponse = z
  .object({
    ...summary,
    stepCount: z.int().min(0).max(limits.stepsPerTutorial).meta({ description: "How many steps it has." }),
  })
  .meta({ id: "RevisionSummary", description: "A revision without its steps." });

export const RevisionResponse = z
  .object({
    ...summary,
    steps: z
      .array(StepResponse)
      .max(limits.stepsPerTutorial)
      .meta({ description: "As they were; the states of citations too." }),
  })
  .meta({ id: "Revision", description: "A version of a tutorial as it was. It never changes." });

function presentCommon(revision: Omit<TutorialRevision, "steps">) {
  const { version, kind, title, slug, language, mediaUrl, publishedOverride, createdAt, apiKeyId } = revision;
  return {
    version,
    kind,
    title,
    slug,
    language,
    mediaUrl,
    publishedOverride,
    createdAt: instant(createdAt),
    apiKeyId,
  };
}

export function presentRevisionSummary(revision: RevisionSummary): z.input<typeof RevisionSummaryResponse> {
  return { ...presentCommon(revision), stepCount: revision.stepCount };
}

export function presentRevision(revision: TutorialRevision): z.input<typeof RevisionResponse> {
  return { ...presentCommon(revision), steps: revision.steps.map(presentStep) };
}
