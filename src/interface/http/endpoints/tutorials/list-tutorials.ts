import * as z from "zod";
import { TutorialStatus } from "../../../../domain/models/tutorial.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { LanguageTag } from "../../../../domain/value-objects/language-tag.ts";
import { endpoint, json } from "../../endpoint.ts";
import {
  pageQuery,
  pageRequest,
  pageResponse,
  pageSchema,
  sortQuery,
  updatedAfterQuery,
} from "../../pagination.ts";
import { presentTutorialSummary, TutorialSummaryResponse } from "../../schemas/tutorial-response.ts";

export const listTutorials = endpoint(
  {
    method: "get",
    path: "/v1/tutorials",
    operationId: "listTutorials",
    summary: "List your tutorials",
    description: "Newest first unless you sort, drafts and published ones, without their steps.",
    tag: "Tutorials",
    scope: "tutorials:read",
    query: z.strictObject({
      ...pageQuery,
      ...sortQuery,
      status: TutorialStatus.optional().meta({ description: "Only drafts, or only published ones." }),
      transcriptId: TranscriptId.optional().meta({ description: "Only those made from this transcript." }),
      language: LanguageTag.optional().meta({
        description: "Only those in this language or a variant of it: `en` finds `en-GB` too.",
        examples: ["en"],
      }),
      ...updatedAfterQuery,
    }),
    responses: {
      200: {
        description: "A page of tutorials",
        content: json(pageSchema(TutorialSummaryResponse, "TutorialPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
  },
  async ({ c, query, repositories }) => {
    const page = await repositories.tutorials.list(await pageRequest(c, query), query);
    return pageResponse(c, query, page, page.items.map(presentTutorialSummary));
  },
);
