import * as z from "zod";
import type {
  NewTutorial,
  PublishedTutorial,
  Step,
  TutorialSummary,
} from "../../../domain/models/tutorial.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id, Instant, instant, instantOrNull, Language, MediaUrl, Version } from "./common.ts";

const CuePosition = z.int().min(1).max(limits.cuesPerTranscript);
const Milliseconds = z.int().min(0).max(limits.timeMs);

export const CitationResponse = z
  .object({
    firstCue: CuePosition.meta({ description: "The first cited cue; cues count from 1." }),
    lastCue: CuePosition.meta({ description: "The last cited cue, included." }),
    startMs: Milliseconds.meta({ description: "Where the cited passage starts, in milliseconds." }),
    endMs: Milliseconds.meta({ description: "Where it ends, in milliseconds." }),
    quote: z
      .string()
      .max(limits.quoteLength)
      .meta({ description: "The texts of the cited cues, joined by single spaces. Copied by the server." }),
    state: z
      .string()
      .max(50)
      .meta({
        description:
          "`verified`: the cues say this. `stale`: they have changed since. `missing`: they are gone.",
        examples: ["verified"],
      }),
  })
  .meta({ id: "Citation", description: "Where a step's words come from." });

export const StepResponse = z
  .object({
    id: Id,
    title: z
      .string()
      .max(limits.stepTitleLength)
      .meta({ description: "What the step does.", examples: ["Open the terminal"] }),
    body: z.string().max(limits.stepBodyLength).meta({ description: "CommonMark." }),
    citations: z
      .array(CitationResponse)
      .max(limits.citationsPerStep)
      .meta({ description: "Where its words come from." }),
  })
  .meta({ id: "Step", description: "One step of a tutorial." });

const PublishedOverride = z
  .string()
  .max(limits.overrideReasonLength)
  .meta({
    description: "Why it was published although not every citation is verified; null where each one is.",
    examples: ["The figures were corrected after the recording."],
  });

const summary = {
  id: Id,
  transcriptId: Id,
  title: z
    .string()
    .max(limits.titleLength)
    .meta({ description: "What it teaches.", examples: ["Deploy your first Worker"] }),
  slug: z
    .string()
    .max(limits.slugLength)
    .meta({
      description: "Its name in public addresses: /t/{slug}.",
      examples: ["deploy-your-first-worker-89abcdef"],
    }),
  language: Language.nullable(),
  status: z
    .string()
    .max(50)
    .meta({ description: "`draft` or `published`.", examples: ["draft"] }),
  version: Version,
  createdAt: Instant,
  updatedAt: Instant,
  publishedAt: Instant.nullable().meta({ description: "When it was first published; null for a draft." }),
  publishedVersion: Version.nullable().meta({
    description:
      "The version that readers see; null for a draft. Where it is not `version`, there are changes that are not published yet.",
  }),
  publishedOverride: PublishedOverride.nullable(),
  drafting: z
    .object({
      method: z
        .string()
        .max(50)
        .meta({ description: "`extractive`, `llm` or `none`.", examples: ["extractive"] }),
      notes: z
        .array(z.string().max(limits.draftingNoteLength).meta({ description: "A sentence or two." }))
        .max(limits.draftingNotes)
        .meta({ description: "What a reader of the draft should know of how it was made." }),
    })
    .meta({ id: "DraftingReport", description: "How the steps first came about." }),
};

const steps = z
  .array(StepResponse)
  .max(limits.stepsPerTutorial)
  .meta({ description: "In the order in which they are to be done." });

export const TutorialSummaryResponse = z
  .object({
    ...summary,
    stepCount: z.int().min(0).max(limits.stepsPerTutorial).meta({ description: "How many steps it has." }),
  })
  .meta({ id: "TutorialSummary", description: "A tutorial without its steps." });

export const TutorialResponse = z
  .object({ ...summary, steps })
  .meta({ id: "Tutorial", description: "Steps made from a transcript." });

/** What everybody may know of a published tutorial: nothing of its transcript's identity or its drafts. */
export const PublishedTutorialResponse = z
  .object({
    title: summary.title,
    slug: summary.slug,
    language: summary.language,
    mediaUrl: MediaUrl.nullable(),
    publishedAt: Instant,
    updatedAt: Instant,
    publishedOverride: PublishedOverride.nullable(),
    steps,
  })
  .meta({ id: "PublishedTutorial", description: "A tutorial as everybody may read it." });

function presentCommon(tutorial: Omit<NewTutorial, "steps">) {
  return {
    id: tutorial.id,
    transcriptId: tutorial.transcriptId,
    title: tutorial.title,
    slug: tutorial.slug,
    language: tutorial.language,
    status: tutorial.status,
    version: tutorial.version,
    createdAt: instant(tutorial.createdAt),
    updatedAt: instant(tutorial.updatedAt),
    publishedAt: instantOrNull(tutorial.publishedAt),
    publishedVersion: tutorial.publishedVersion,
    publishedOverride: tutorial.publishedOverride,
    drafting: { method: tutorial.drafting.method, notes: tutorial.drafting.notes },
  };
}

/** Field by field: JSON from the database keeps no order of its own, and the reply should. */
export function presentStep({ id, title, body, citations }: Step): z.input<typeof StepResponse> {
  return { id, title, body, citations: citations.map(presentCitation) };
}

export function presentCitation(citation: Step["citations"][number]): z.input<typeof CitationResponse> {
  const { firstCue, lastCue, startMs, endMs, quote, state } = citation;
  return { firstCue, lastCue, startMs, endMs, quote, state };
}

export function presentTutorialSummary(tutorial: TutorialSummary): z.input<typeof TutorialSummaryResponse> {
  return { ...presentCommon(tutorial), stepCount: tutorial.stepCount };
}

export function presentTutorial(tutorial: NewTutorial): z.input<typeof TutorialResponse> {
  return { ...presentCommon(tutorial), steps: tutorial.steps.map(presentStep) };
}

export function presentPublishedTutorial(
  tutorial: PublishedTutorial,
): z.input<typeof PublishedTutorialResponse> {
  return {
    title: tutorial.title,
    slug: tutorial.slug,
    language: tutorial.language,
    mediaUrl: tutorial.mediaUrl,
    publishedAt: instant(tutorial.publishedAt),
    updatedAt: instant(tutorial.updatedAt),
    publishedOverride: tutorial.publishedOverride,
    steps: tutorial.steps.map(presentStep),
  };
}
