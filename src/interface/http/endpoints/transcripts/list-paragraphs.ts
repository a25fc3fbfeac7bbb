import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { paragraphsOf } from "../../../../domain/passages/paragraphs.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { PassagesResponse, presentPassages } from "../../schemas/passage-response.ts";

export const listParagraphs = endpoint(
  {
    method: "get",
    path: "/v1/transcripts/{id}/paragraphs",
    operationId: "listParagraphs",
    summary: "List the paragraphs of a transcript",
    description:
      "Sentences joined until the speaker changes, a pause of two seconds, or six hundred characters.",
    tag: "Transcripts",
    scope: "transcripts:read",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The paragraphs",
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
      "paragraphs",
      {
        get: () => transcripts.get(params.id),
        getUnless: (version) => transcripts.getUnless(params.id, version),
      },
      ({ version, cues, language }) =>
        c.json(presentPassages(paragraphsOf(cues, language)), 200, { ETag: etag(version, "paragraphs") }),
    );
  },
);
