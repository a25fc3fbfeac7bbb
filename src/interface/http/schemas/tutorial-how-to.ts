import * as z from "zod";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Instant, Language } from "./common.ts";

const Url = z.string().max(limits.mediaUrlLength + 100);
const Seconds = z
  .number()
  .min(0)
  .max(limits.timeMs / 1000);

/** A body's longest: an indent before each of the lines of a list, at worst. */
const MAX_TEXT = 100 * limits.stepBodyLength;

const Clip = z
  .object({
    "@type": z.literal("Clip"),
    startOffset: Seconds.meta({ description: "Where the passage starts, in seconds." }),
    endOffset: Seconds.meta({ description: "Where it ends, in seconds." }),
    url: Url.optional().meta({ description: "The recording at that second." }),
    text: z.string().max(limits.quoteLength).meta({ description: "What is said there." }),
  })
  .meta({ id: "Clip", description: "A cited passage, as schema.org has it." });

const HowToStep = z
  .object({
    "@type": z.literal("HowToStep"),
    position: z.int().min(1).max(limits.stepsPerTutorial).meta({ description: "Counts from 1." }),
    name: z.string().max(limits.stepTitleLength).meta({ description: "What the step does." }),
    url: Url.optional().meta({ description: "Where it is published." }),
    text: z.string().max(MAX_TEXT).meta({ description: "Its body without markup." }),
    citation: z.array(Clip).max(limits.citationsPerStep).meta({ description: "Where its words come from." }),
  })
  .meta({ id: "HowToStep", description: "A step, as schema.org has it." });

const Recording = z
  .object({
    "@type": z.enum(["AudioObject", "VideoObject"]),
    name: z.string().max(limits.titleLength),
    contentUrl: Url.optional().meta({ description: "The file." }),
    url: Url.optional().meta({ description: "The page that plays it." }),
  })
  .meta({ id: "Recording", description: "The recording, as schema.org has it." });

export const TutorialHowTo = z
  .object({
    "@context": z.literal("https://schema.org"),
    "@type": z.literal("HowTo"),
    "@id": Url.optional(),
    url: Url.optional().meta({ description: "Where it is published." }),
    name: z.string().max(limits.titleLength).meta({ description: "What it teaches." }),
    inLanguage: Language.optional(),
    datePublished: Instant.optional(),
    dateModified: Instant,
    video: Recording.optional(),
    audio: Recording.optional(),
    step: z.array(HowToStep).max(limits.stepsPerTutorial),
  })
  .meta({ id: "HowTo", description: "A tutorial as JSON-LD in the terms of schema.org." });
