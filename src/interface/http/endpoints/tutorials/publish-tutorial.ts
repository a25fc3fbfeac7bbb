import * as z from "zod";
import { changeTutorialStatus } from "../../../../application/change-tutorial-status.ts";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifMatch, ifMatchHeader } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";

export const publishTutorial = endpoint(
  {
    method: "post",
    path: "/v1/tutorials/{id}/publish",
    operationId: "publishTutorial",
    summary: "Publish a tutorial",
    description:
      "It needs a step, and each step a citation that holds. Publishing a published one changes nothing.",
    tag: "Tutorials",
    scope: "tutorials:write",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    requestHeaders: [ifMatchHeader(false)],
    responses: {
      200: {
        description: "The tutorial as it is now",
        content: json(TutorialResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["tutorial_not_found", "tutorial_not_publishable", "tutorial_version_stale"],
  },
  async ({ c, params, repositories: { tutorials }, dependencies: { clock } }) => {
    const tutorial = await changeTutorialStatus(
      { tutorials, clock },
      { id: params.id, expectedVersion: ifMatch(c), status: "published" },
    );
    return c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
