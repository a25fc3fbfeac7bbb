import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { sentencesOf } from "../../../../domain/passages/sentences.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { PassagesResponse, presentPassages } from "../../schemas/passage-response.ts";

export const listSentences = endpoint(
  {
    method: "get",
    path: "/v1/transcripts/{id}/sentences",
    operationId: "listSentences",
    summary: "List the sentences of a transcript",
    description:
      "What each speaker says in a row, cut by the rules of its language, whatever cues it is spread over. Without punctuation, a sentence ends at a pause of a second, or after forty words.",
    tag: "Transcripts",
    scope: "transcripts:read",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The sentences",
        content: json(PassagesResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["transcript_not_found"],
  },
  async ({ c, params, repositories }) => {
    const { transcripts } = repositories;
    return unlessMatched(
      c,
      "sentences",
      {
        get: () => transcripts.get(params.id),
        getUnless: (version) => transcripts.getUnless(params.id, version),
      },
      ({ version, cues, language }) =>
        c.json(presentPassages(sentencesOf(cues, language)), 200, { ETag: etag(version, "sentences") }),
    );
  },
);
