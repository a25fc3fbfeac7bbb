import { restoreRevision } from "../../../../application/restore-revision.ts";
import { RevisionNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";
import { revisionParams } from "./revision-params.ts";

export const restoreRevisionEndpoint = endpoint(
  {
    method: "post",
    path: "/v1/tutorials/{id}/revisions/{version}/restore",
    operationId: "restoreRevision",
    summary: "Go back to a revision",
    description:
      "Its title and steps become those of a new version; nothing is lost. Whether the citations hold is asked of the cues as they are now.",
    tag: "Revisions",
    scope: "tutorials:write",
    params: revisionParams,
    notFound: RevisionNotFound,
    requestHeaders: [ifMatchHeader(true)],
    responses: {
      200: {
        description: "The tutorial as it is now",
        content: json(TutorialResponse),
        headers: { ETag: "The version, for If-Match" },
      },
    },
    problems: ["tutorial_not_found", "revision_not_found", "precondition_required", "tutorial_version_stale"],
  },
  async ({ c, params, repositories: { tutorials }, dependencies: { clock } }) => {
    const tutorial = await restoreRevision(
      { tutorials, clock },
      { ...params, expectedVersion: requiredIfMatch(c) },
    );
    return c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
