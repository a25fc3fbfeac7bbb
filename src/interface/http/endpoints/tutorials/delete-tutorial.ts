import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint } from "../../endpoint.ts";

export const deleteTutorial = endpoint(
  {
    method: "delete",
    path: "/v1/tutorials/{id}",
    operationId: "deleteTutorial",
    summary: "Delete a tutorial",
    description: "A published one is gone for its readers too.",
    tag: "Tutorials",
    scope: "tutorials:write",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    requestHeaders: [ifMatchHeader(true)],
    responses: { 204: { description: "Deleted" } },
    problems: ["tutorial_not_found", "precondition_required", "tutorial_version_stale"],
  },
  async ({ c, params, repositories }) => {
    await repositories.tutorials.remove(params.id, requiredIfMatch(c));
    return c.body(null, 204);
  },
);
