import * as z from "zod";
import { changeTutorialStatus } from "../../../../application/change-tutorial-status.ts";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifMatch, ifMatchHeader } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";

export const unpublishTutorial = endpoint(
  {
    method: "post",
    path: "/v1/tutorials/{id}/unpublish",
    operationId: "unpublishTutorial",
    summary: "Take a published tutorial back",
    description: "It becomes a draft again. Taking back a draft changes nothing.",
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
    problems: ["tutorial_not_found", "tutorial_version_stale"],
  },
  async ({ c, params, repositories: { tutorials }, dependencies: { clock } }) => {
    const tutorial = await changeTutorialStatus(
      { tutorials, clock },
      { id: params.id, expectedVersion: ifMatch(c), status: "draft" },
    );
    return c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
