import * as z from "zod";
import { editTranscript } from "../../../../application/edit-transcript.ts";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { LanguageTag } from "../../../../domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../../domain/value-objects/media-url.ts";
import { Title } from "../../../../domain/value-objects/title.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { presentTranscriptSummary, TranscriptSummaryResponse } from "../../schemas/transcript-response.ts";
import { sentFields } from "../../validation.ts";

export const updateTranscript = endpoint(
  {
    method: "patch",
    path: "/v1/transcripts/{id}",
    operationId: "updateTranscript",
    summary: "Change what describes a transcript",
    description: "What is left out stays as it is; null takes a language or media URL away.",
    tag: "Transcripts",
    scope: "transcripts:write",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    requestHeaders: [ifMatchHeader(true)],
    body: jsonBody(
      z
        .strictObject({
          title: Title.optional().meta({ description: "What to call it." }),
          language: LanguageTag.nullable().optional().meta({ description: "BCP 47." }),
          mediaUrl: MediaUrl.nullable()
            .optional()
            .meta({ description: "Where the recording can be watched or heard." }),
        })
        .meta({ id: "TranscriptChanges" }),
    ),
    responses: {
      200: {
        description: "The transcript as it is now, without its cues",
        content: json(TranscriptSummaryResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["transcript_not_found", "precondition_required", "transcript_version_stale"],
  },
  async ({ c, params, body, repositories: { transcripts }, dependencies: { clock } }) => {
    const expectedVersion = requiredIfMatch(c);
    const changed = await editTranscript(
      { transcripts, clock },
      { id: params.id, expectedVersion, changes: sentFields(body) },
    );
    return c.json(presentTranscriptSummary(changed), 200, { ETag: etag(changed.version) });
  },
);
