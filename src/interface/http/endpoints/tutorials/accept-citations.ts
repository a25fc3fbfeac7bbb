import * as z from "zod";
import { acceptCitations } from "../../../../application/accept-citations.ts";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { StepId, TutorialId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { optionalJsonBody } from "../../request-body.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";

export const acceptCitationsEndpoint = endpoint(
  {
    method: "post",
    path: "/v1/tutorials/{id}/citations/accept",
    operationId: "acceptCitations",
    summary: "Accept what the cues say now",
    description:
      "Stale citations quote their cues anew, and are verified. Those that are missing stay so: edit their steps. Where none is stale, nothing changes.",
    tag: "Tutorials",
    scope: "tutorials:write",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    requestHeaders: [ifMatchHeader(true)],
    body: optionalJsonBody(
      z
        .strictObject({
          stepIds: z
            .array(StepId.meta({ description: "The id of a step." }))
            .min(1)
            .max(limits.stepsPerTutorial)
            .optional()
            .meta({ description: "Only the citations of these steps; all, where it is left out." }),
        })
        .meta({ id: "CitationAcceptance" }),
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
      "step_unknown",
      "citation_not_in_transcript",
    ],
  },
  async ({ c, params, body, repositories: { tutorials }, dependencies: { clock } }) => {
    const tutorial = await acceptCitations(
      { tutorials, clock },
      { id: params.id, stepIds: body.stepIds, expectedVersion: requiredIfMatch(c) },
    );
    return c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
