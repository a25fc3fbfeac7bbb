import * as z from "zod";
import { editTutorial } from "../../../../application/edit-tutorial.ts";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { CueRange } from "../../../../domain/value-objects/citation.ts";
import { StepId, TutorialId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { Slug } from "../../../../domain/value-objects/slug.ts";
import { multiLine } from "../../../../domain/value-objects/text.ts";
import { Title } from "../../../../domain/value-objects/title.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";
import { sentFields } from "../../validation.ts";

const EditedCitation = z
  .strictObject({
    ...CueRange.shape,
    quote: z
      .string()
      .max(limits.quoteLength)
      .optional()
      .meta({ description: "If sent, it must be what the cues say, white space and Unicode forms apart." }),
    // What a reply holds may be sent back; the server finds these by itself.
    startMs: z.unknown().optional().meta({ description: "Ignored: the cues tell." }),
    endMs: z.unknown().optional().meta({ description: "Ignored: the cues tell." }),
    state: z.unknown().optional().meta({ description: "Ignored: the cues tell." }),
  })
  .refine(({ firstCue, lastCue }) => firstCue <= lastCue, {
    path: ["lastCue"],
    message: "must not be before firstCue",
  })
  .meta({ id: "CitationChange" });

const content = {
  title: Title.meta({ description: "What the step does." }),
  body: multiLine(limits.stepBodyLength).meta({ description: "CommonMark." }),
  citations: z
    .array(EditedCitation)
    .max(limits.citationsPerStep)
    .meta({ description: "Where its words come from." }),
};

const EditedStep = z
  .strictObject({
    id: StepId.optional().meta({ description: "Of a step that the tutorial has; a new step has none yet." }),
    ...content,
  })
  .meta({ id: "StepChange" });

const stepId = StepId.meta({ description: "The step that is meant." });
const op = <const Name extends string>(name: Name) => z.literal(name).meta({ description: "What to do." });

const StepOperation = z
  .discriminatedUnion("op", [
    z
      .strictObject({
        op: op("insert"),
        after: StepId.nullable().optional().meta({
          description: "The step to stand behind; null is the beginning. Where it is left out, the end.",
        }),
        ...content,
      })
      .meta({ id: "InsertStep", description: "A new step." }),
    z
      .strictObject({
        op: op("update"),
        stepId,
        title: content.title.optional(),
        body: content.body.optional(),
        citations: content.citations.optional(),
      })
      .meta({ id: "UpdateStep", description: "Other content; what is left out stays as it is." }),
    z
      .strictObject({
        op: op("move"),
        stepId,
        after: StepId.nullable().meta({
          description: "The step to stand behind; null is the beginning.",
        }),
      })
      .meta({ id: "MoveStep", description: "Another place." }),
    z
      .strictObject({
        op: op("split"),
        stepId,
        title: content.title.meta({ description: "Of the second part, which is a new step." }),
        bodyOffset: z.int().min(0).max(limits.stepBodyLength).meta({
          description: "How many characters (Unicode code points) of the body stay in the first part.",
        }),
        citationOffset: z
          .int()
          .min(0)
          .max(limits.citationsPerStep)
          .meta({ description: "How many of the citations stay in the first part." }),
      })
      .meta({ id: "SplitStep", description: "Two steps out of one; the first keeps the id." }),
    z
      .strictObject({
        op: op("merge"),
        stepId,
        with: StepId.meta({ description: "The step whose content is put behind, and which is no more." }),
        title: content.title.optional().meta({ description: "The step's own, where it is left out." }),
      })
      .meta({ id: "MergeSteps", description: "One step out of two; what both cite is cited once." }),
    z.strictObject({ op: op("delete"), stepId }).meta({ id: "DeleteStep", description: "No such step." }),
  ])
  .meta({ id: "StepOperation", description: "One change of the steps, each named by its id." });

export const updateTutorial = endpoint(
  {
    method: "patch",
    path: "/v1/tutorials/{id}",
    operationId: "updateTutorial",
    summary: "Edit a tutorial",
    description:
      "All or nothing. `steps`, where sent, are all the steps in their new order: one that is left out is deleted; `operations` insert, update, move, split, merge and delete single steps instead. Quotes and times of citations are copied from the cues. Readers of a published tutorial go on seeing what was published, until you publish again.",
    tag: "Tutorials",
    scope: "tutorials:write",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    requestHeaders: [ifMatchHeader(true)],
    body: jsonBody(
      z
        .strictObject({
          title: Title.optional().meta({ description: "What it teaches." }),
          slug: Slug.optional().meta({ description: "Its name in public addresses: /t/{slug}." }),
          steps: z
            .array(EditedStep)
            .max(limits.stepsPerTutorial)
            .optional()
            .meta({ description: "All the steps in their new order." }),
          operations: z.array(StepOperation).min(1).max(limits.stepOperations).optional().meta({
            description:
              "Instead of `steps`: changes of single steps, one after the other. Steps that they do not touch stay as they are, with the states of their citations.",
          }),
        })
        .refine(({ steps, operations }) => steps === undefined || operations === undefined, {
          path: ["operations"],
          message: "cannot stand beside steps",
        })
        .meta({ id: "TutorialChanges" }),
    ),
    responses: {
      200: {
        description: "The tutorial as it is now",
        content: json(TutorialResponse),
        headers: { ETag: "The version, for If-Match" },
      },
    },
    problems: [
      "tutorial_not_found",
      "precondition_required",
      "tutorial_version_stale",
      "slug_taken",
      "slug_of_published_tutorial",
      "citation_not_in_transcript",
      "quote_differs",
      "step_duplicated",
      "step_edit_invalid",
      "step_unknown",
      "tutorial_too_large",
    ],
  },
  async ({ c, params, body, repositories: { tutorials }, dependencies: { clock, ids } }) => {
    const expectedVersion = requiredIfMatch(c);
    const tutorial = await editTutorial(
      { tutorials, clock, ids },
      { id: params.id, expectedVersion, changes: sentFields(body) },
    );
    return c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
