import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { ifNoneMatchHeader } from "../../conditional-requests.ts";
import { endpoint } from "../../endpoint.ts";
import {
  DROPPED,
  respondWithTranscript,
  transcriptContent,
  transcriptQuery,
} from "../../transcript-exports.ts";

export const getTranscript = endpoint(
  {
    method: "get",
    path: "/v1/transcripts/{id}",
    operationId: "getTranscript",
    summary: "Read a transcript with all its cues",
    description:
      "As JSON; by Accept or `format` as WebVTT, SRT, plain text or Markdown, and by `format` as the JSON of Podcasting 2.0.",
    tag: "Transcripts",
    scope: "transcripts:read",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    query: transcriptQuery,
    notFound: TranscriptNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The transcript",
        content: transcriptContent,
        headers: {
          ETag: "The version",
          [DROPPED]: "What the transcript says and the format cannot hold; only where there is any.",
        },
      },
    },
    problems: ["transcript_not_found", "not_acceptable"],
  },
  async ({ c, params, query, repositories }) => {
    const { transcripts } = repositories;
    return respondWithTranscript(c, query, {
      get: () => transcripts.get(params.id),
      getUnless: (version) => transcripts.getUnless(params.id, version),
    });
  },
);
