import { RevisionNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { endpoint, json } from "../../endpoint.ts";
import { presentRevision, RevisionResponse } from "../../schemas/revision-response.ts";
import { revisionParams } from "./revision-params.ts";

export const getRevision = endpoint(
  {
    method: "get",
    path: "/v1/tutorials/{id}/revisions/{version}",
    operationId: "getRevision",
    summary: "Read a revision",
    tag: "Revisions",
    scope: "tutorials:read",
    params: revisionParams,
    notFound: RevisionNotFound,
    responses: { 200: { description: "The revision", content: json(RevisionResponse) } },
    problems: ["tutorial_not_found", "revision_not_found"],
  },
  async ({ c, params, repositories }) => {
    const [revision] = await repositories.tutorials.revisionsOf(params.id, [params.version]);
    return c.json(presentRevision(revision));
  },
);
