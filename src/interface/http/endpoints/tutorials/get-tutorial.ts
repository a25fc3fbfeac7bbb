import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { ifNoneMatchHeader } from "../../conditional-requests.ts";
import { endpoint } from "../../endpoint.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";
import { exportContent, exportQuery, respondWithTutorial } from "../../tutorial-exports.ts";

export const getTutorial = endpoint(
  {
    method: "get",
    path: "/v1/tutorials/{id}",
    operationId: "getTutorial",
    summary: "Read a tutorial",
    description:
      "As JSON; by Accept or `download` as Markdown, plain text, one HTML file, or JSON-LD in the terms of schema.org.",
    tag: "Tutorials",
    scope: "tutorials:read",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    query: exportQuery,
    notFound: TutorialNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The tutorial",
        content: exportContent(TutorialResponse),
        headers: { ETag: "The version, for If-Match" },
      },
    },
    problems: ["tutorial_not_found", "not_acceptable"],
  },
  async ({ c, params, query, repositories: { tutorials } }) => {
    return respondWithTutorial(
      c,
      query.download,
      {
        get: () => tutorials.get(params.id),
        getUnless: (version) => tutorials.getUnless(params.id, version),
      },
      presentTutorial,
    );
  },
);
