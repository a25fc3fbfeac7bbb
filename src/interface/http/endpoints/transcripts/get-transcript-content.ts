import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { endpoint } from "../../endpoint.ts";

export const getTranscriptContent = endpoint(
  {
    method: "get",
    path: "/v1/transcripts/{id}/content",
    operationId: "getTranscriptContent",
    summary: "Read what was uploaded, as it came",
    description: "The text before anything was mended, whatever its format.",
    tag: "Transcripts",
    scope: "transcripts:read",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    responses: {
      200: {
        description: "The text, in UTF-8",
        content: {
          "text/plain": {
            schema: z.string().meta({
              id: "TranscriptContent",
              description: "What was uploaded.",
              maxLength: limits.requestBytes,
              examples: ["WEBVTT\n\n00:00.000 --> 00:02.500\nOpen the terminal."],
            }),
          },
        },
      },
    },
    problems: ["transcript_not_found"],
  },
  async ({ c, params, repositories }) => {
    const { content } = await repositories.transcripts.content(params.id);
    return c.body(content, 200, { "Content-Type": "text/plain; charset=utf-8" });
  },
);
