import * as z from "zod";
import type { SearchFind } from "../../../domain/repositories/search-repository.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { Id } from "./common.ts";

/** A snippet is cut to far less; this is room for one of few, long words. */
const SNIPPET_LENGTH = 1_000;

const Reference = z
  .object({
    id: Id,
    title: z
      .string()
      .max(limits.titleLength)
      .meta({ description: "What it is called.", examples: ["First steps"] }),
  })
  .meta({ id: "Reference", description: "Something else, by its id and title." });

const Milliseconds = z.int().min(0).max(limits.timeMs);

const fields = {
  transcript: Reference.meta({
    description: "The transcript it was found in, or that the tutorial was made from.",
  }),
  snippet: z
    .array(
      z
        .object({
          text: z
            .string()
            .max(SNIPPET_LENGTH)
            .meta({ description: "A piece of text.", examples: ["terminal"] }),
          isMatch: z.boolean().meta({ description: "Whether it is what was looked for." }),
        })
        .meta({ id: "SnippetPart", description: "A piece of a snippet." }),
    )
    .max(SNIPPET_LENGTH)
    .meta({ description: "The text around the first match, in pieces to be shown one after the other." }),
  rank: z
    .number()
    .min(0)
    .max(1_000_000)
    .meta({ description: "How good the find is, for this query alone.", examples: [0.6] }),
};

const CueFindResponse = z
  .object({
    kind: z.literal("cue").meta({ description: "A cue of a transcript." }),
    ...fields,
    position: z.int().min(1).max(limits.cuesPerTranscript).meta({ description: "Which cue, from 1." }),
    startMs: Milliseconds.meta({ description: "Where it is said, in milliseconds." }),
    endMs: Milliseconds.meta({ description: "Where it ends, in milliseconds." }),
    speaker: z
      .string()
      .max(limits.speakerLength)
      .nullable()
      .meta({ description: "Null where nobody is named.", examples: ["Ada"] }),
  })
  .meta({ id: "CueFind", description: "A cue that was found." });

const StepFindResponse = z
  .object({
    kind: z.literal("step").meta({ description: "A step of a tutorial." }),
    ...fields,
    tutorial: Reference.meta({ description: "The tutorial that has the step." }),
    step: Reference.meta({ description: "The step." }),
    startMs: Milliseconds.nullable().meta({
      description: "Where what it cites first is said, in milliseconds; null where it cites nothing.",
    }),
    endMs: Milliseconds.nullable().meta({ description: "Where that ends, in milliseconds." }),
  })
  .meta({ id: "StepFind", description: "A step that was found." });

export const SearchFindResponse = z
  .discriminatedUnion("kind", [CueFindResponse, StepFindResponse])
  .meta({ id: "SearchFind", description: "What was found: a cue or a step. More kinds may come." });

export function presentSearchFind(find: SearchFind): z.input<typeof SearchFindResponse> {
  const { transcript, snippet, rank, startMs, endMs } = find;
  const common = { transcript, snippet, rank };
  if (find.kind === "step") {
    const { kind, tutorial, step } = find;
    return { kind, ...common, tutorial, step, startMs, endMs };
  }
  const { kind, position, speaker } = find;
  return { kind, ...common, position, startMs: find.startMs, endMs: find.endMs, speaker };
}
