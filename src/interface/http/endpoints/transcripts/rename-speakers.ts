import * as z from "zod";
import { renameSpeakers } from "../../../../application/rename-speakers.ts";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { singleLine } from "../../../../domain/value-objects/text.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonBody } from "../../request-body.ts";
import { presentTranscriptSummary, TranscriptSummaryResponse } from "../../schemas/transcript-response.ts";

const Name = singleLine(limits.speakerLength).nullable();

const Renaming = z
  .strictObject({
    from: Name.meta({
      description: "The name as it is now; null stands for whoever is not named.",
      examples: ["Speaker 1"],
    }),
    to: Name.meta({ description: "The name from now on; null takes it away.", examples: ["Ada"] }),
  })
  .meta({ id: "SpeakerRenaming" });

export const renameSpeakersEndpoint = endpoint(
  {
    method: "patch",
    path: "/v1/transcripts/{id}/speakers",
    operationId: "renameSpeakers",
    summary: "Rename or merge speakers",
    description:
      "In all cues at once, all or nothing. Speakers that get the same name are one from then on. What was said, and what tutorials quote of it, stays.",
    tag: "Transcripts",
    scope: "transcripts:write",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    requestHeaders: [ifMatchHeader(true)],
    body: jsonBody(
      z
        .strictObject({
          renamings: z
            .array(Renaming)
            .min(1)
            .max(limits.speakerRenamings)
            .refine(
              (renamings) => new Set(renamings.map(({ from }) => from)).size === renamings.length,
              "must name each speaker once in from",
            )
            .meta({ description: "Each speaker to be renamed, once." }),
        })
        .meta({ id: "SpeakerChanges" }),
    ),
    responses: {
      200: {
        description: "The transcript as it is now, without its cues",
        content: json(TranscriptSummaryResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: [
      "transcript_not_found",
      "precondition_required",
      "transcript_version_stale",
      "speaker_unknown",
    ],
  },
  async ({ c, params, body, repositories: { transcripts }, dependencies: { clock } }) => {
    const expectedVersion = requiredIfMatch(c);
    const renamed = await renameSpeakers({ transcripts, clock }, { ...params, ...body, expectedVersion });
    return c.json(presentTranscriptSummary(renamed), 200, { ETag: etag(renamed.version) });
  },
);
