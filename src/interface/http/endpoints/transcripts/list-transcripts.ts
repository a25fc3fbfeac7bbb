import * as z from "zod";
import { ContentHash } from "../../../../domain/value-objects/content-hash.ts";
import { LanguageTag } from "../../../../domain/value-objects/language-tag.ts";
import { TranscriptFormat } from "../../../../domain/value-objects/transcript-format.ts";
import { endpoint, json } from "../../endpoint.ts";
import {
  pageQuery,
  pageRequest,
  pageResponse,
  pageSchema,
  sortQuery,
  updatedAfterQuery,
} from "../../pagination.ts";
import { presentTranscriptSummary, TranscriptSummaryResponse } from "../../schemas/transcript-response.ts";

export const listTranscripts = endpoint(
  {
    method: "get",
    path: "/v1/transcripts",
    operationId: "listTranscripts",
    summary: "List your transcripts",
    description: "Newest first unless you sort, without their cues.",
    tag: "Transcripts",
    scope: "transcripts:read",
    query: z.strictObject({
      ...pageQuery,
      ...sortQuery,
      language: LanguageTag.optional().meta({
        description: "Only those in this language or a variant of it: `en` finds `en-GB` too.",
        examples: ["en"],
      }),
      format: TranscriptFormat.optional().meta({ description: "Only those uploaded in this format." }),
      contentHash: ContentHash.optional().meta({
        description: "Only those of this content: SHA-256 of the file as UTF-8, in hexadecimal.",
        examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
      }),
      ...updatedAfterQuery,
    }),
    responses: {
      200: {
        description: "A page of transcripts",
        content: json(pageSchema(TranscriptSummaryResponse, "TranscriptPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
  },
  async ({ c, query, repositories }) => {
    const page = await repositories.transcripts.list(await pageRequest(c, query), query);
    return pageResponse(c, query, page, page.items.map(presentTranscriptSummary));
  },
);
