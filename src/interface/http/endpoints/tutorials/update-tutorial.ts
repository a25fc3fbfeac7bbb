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

const EditedStep = z
  .strictObject({
    id: StepId.optional().meta({ description: "Of a step that the tutorial has; a new step has none yet." }),
    title: Title.meta({ description: "What the step does." }),
    body: multiLine(limits.stepBodyLength).meta({ description: "CommonMark." }),
    citations: z
      .array(EditedCitation)
      .max(limits.citationsPerStep)
      .meta({ description: "Where its words come from." }),
  })
  .meta({ id: "StepChange" });

export const updateTutorial = endpoint(
  {
    method: "patch",
    path: "/v1/tutorials/{id}",
    operationId: "updateTutorial",
    summary: "Edit a tutorial",
    description:
      "All or nothing. `steps`, where sent, are all the steps in their new order: one that is left out is deleted. Quotes and times of citations are copied from the cues.",
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
      "tutorial_not_publishable",
      "citation_not_in_transcript",
      "quote_differs",
      "step_duplicated",
      "step_unknown",
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
