import * as z from "zod";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { endpoint, json } from "../../endpoint.ts";
import { pageQuery, pageRequest, pageResponse, pageSchema } from "../../pagination.ts";
import { presentTranscriptSummary, TranscriptSummaryResponse } from "../../schemas/transcript-response.ts";

export const listTranscripts = endpoint(
  {
    method: "get",
    path: "/v1/transcripts",
    operationId: "listTranscripts",
    summary: "List your transcripts",
    description: "Newest first, without their cues.",
    tag: "Transcripts",
    scope: "transcripts:read",
    query: z.strictObject(pageQuery),
    responses: {
      200: {
        description: "A page of transcripts",
        content: json(pageSchema(TranscriptSummaryResponse, "TranscriptPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
  },
  async ({ c, query, repositories }) => {
    const page = await repositories.transcripts.list(pageRequest(query, TranscriptId));
    return pageResponse(c, page, page.items.map(presentTranscriptSummary));
  },
);
