import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint } from "../../endpoint.ts";

export const deleteTranscript = endpoint(
  {
    method: "delete",
    path: "/v1/transcripts/{id}",
    operationId: "deleteTranscript",
    summary: "Delete a transcript",
    description: "Refused while tutorials cite it: delete those first.",
    tag: "Transcripts",
    scope: "transcripts:write",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    requestHeaders: [ifMatchHeader(true)],
    responses: { 204: { description: "Deleted" } },
    problems: [
      "transcript_not_found",
      "precondition_required",
      "transcript_version_stale",
      "transcript_in_use",
    ],
  },
  async ({ c, params, repositories }) => {
    await repositories.transcripts.remove(params.id, requiredIfMatch(c));
    return c.body(null, 204);
  },
);
