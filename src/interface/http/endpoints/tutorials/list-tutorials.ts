import * as z from "zod";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { endpoint, json } from "../../endpoint.ts";
import { pageQuery, pageRequest, pageResponse, pageSchema } from "../../pagination.ts";
import { presentTutorialSummary, TutorialSummaryResponse } from "../../schemas/tutorial-response.ts";

export const listTutorials = endpoint(
  {
    method: "get",
    path: "/v1/tutorials",
    operationId: "listTutorials",
    summary: "List your tutorials",
    description: "Newest first, drafts and published ones, without their steps.",
    tag: "Tutorials",
    scope: "tutorials:read",
    query: z.strictObject(pageQuery),
    responses: {
      200: {
        description: "A page of tutorials",
        content: json(pageSchema(TutorialSummaryResponse, "TutorialPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
  },
  async ({ c, query, repositories }) => {
    const page = await repositories.tutorials.list(pageRequest(query, TutorialId));
    return pageResponse(c, page, page.items.map(presentTutorialSummary));
  },
);
