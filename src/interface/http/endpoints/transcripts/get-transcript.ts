import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { presentTranscript, TranscriptResponse } from "../../schemas/transcript-response.ts";

export const getTranscript = endpoint(
  {
    method: "get",
    path: "/v1/transcripts/{id}",
    operationId: "getTranscript",
    summary: "Read a transcript with all its cues",
    tag: "Transcripts",
    scope: "transcripts:read",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The transcript",
        content: json(TranscriptResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["transcript_not_found"],
  },
  async ({ c, params, repositories }) => {
    const { transcripts } = repositories;
    return unlessMatched(
      c,
      "json",
      {
        get: () => transcripts.get(params.id),
        getUnless: (version) => transcripts.getUnless(params.id, version),
      },
      (transcript) => c.json(presentTranscript(transcript), 200, { ETag: etag(transcript.version) }),
    );
  },
);
