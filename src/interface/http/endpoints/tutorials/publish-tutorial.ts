import * as z from "zod";
import { changeTutorialStatus } from "../../../../application/change-tutorial-status.ts";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { singleLine } from "../../../../domain/value-objects/text.ts";
import { etag, ifMatch, ifMatchHeader } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { optionalJsonBody } from "../../request-body.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";

export const publishTutorial = endpoint(
  {
    method: "post",
    path: "/v1/tutorials/{id}/publish",
    operationId: "publishTutorial",
    summary: "Publish a tutorial",
    description:
      "As it is now: readers see this version until you publish again, while you edit the next. It needs a step, and each step a citation; each citation must be verified, or `override` say why not. Publishing what is published already changes nothing.",
    tag: "Tutorials",
    scope: "tutorials:write",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    requestHeaders: [ifMatchHeader(false)],
    body: optionalJsonBody(
      z
        .strictObject({
          override: singleLine(limits.overrideReasonLength)
            .optional()
            .meta({
              description:
                "Why it may be published although not every citation is verified. Kept in the revision, and shown to readers.",
              examples: ["The figures were corrected after the recording."],
            }),
        })
        .meta({ id: "Publication" }),
    ),
    responses: {
      200: {
        description: "The tutorial as it is now",
        content: json(TutorialResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["tutorial_not_found", "tutorial_not_publishable", "tutorial_version_stale"],
  },
  async ({ c, params, body, repositories: { tutorials }, dependencies: { clock } }) => {
    const tutorial = await changeTutorialStatus(
      { tutorials, clock },
      { id: params.id, expectedVersion: ifMatch(c), status: "published", override: body.override },
    );
    return c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
