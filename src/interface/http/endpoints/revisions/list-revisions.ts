import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { endpoint, json } from "../../endpoint.ts";
import { listResponse, pageQuery, pageSchema, readCursor } from "../../pagination.ts";
import { presentRevisionSummary, RevisionSummaryResponse } from "../../schemas/revision-response.ts";

export const listRevisions = endpoint(
  {
    method: "get",
    path: "/v1/tutorials/{id}/revisions",
    operationId: "listRevisions",
    summary: "List the revisions of a tutorial",
    description: "The latest first, without their steps. Every change leaves one; none is ever changed.",
    tag: "Revisions",
    scope: "tutorials:read",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    query: z.strictObject(pageQuery),
    responses: {
      200: {
        description: "A page of revisions",
        content: json(pageSchema(RevisionSummaryResponse, "RevisionPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
    problems: ["tutorial_not_found"],
  },
  async ({ c, params, query, repositories }) => {
    const position = await readCursor(c, query);
    const before = position === undefined ? undefined : Number(position);
    const { items, next } = await repositories.tutorials.revisions(params.id, { limit: query.limit, before });
    return listResponse(c, query, next === null ? null : String(next), items.map(presentRevisionSummary));
  },
);
