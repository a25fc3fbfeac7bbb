import * as z from "zod";
import { correctTranscript } from "../../../../application/correct-transcript.ts";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifMatchHeader, requiredIfMatch } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { jsonOrFileBody } from "../../request-body.ts";
import { presentCorrection, TranscriptCorrectionResponse } from "../../schemas/correction-response.ts";
import {
  anyFile,
  contentField,
  formatField,
  RepairList,
  readFile,
  repairsField,
  transcriptFiles,
} from "../../transcript-upload.ts";

export const replaceTranscriptContent = endpoint(
  {
    method: "put",
    path: "/v1/transcripts/{id}/content",
    operationId: "replaceTranscriptContent",
    summary: "Upload a corrected transcript",
    description:
      "Takes the place of what was uploaded; the transcript keeps its id and description. Its old cues are aligned with the new ones by their words and times, and the citations of its tutorials follow: verified where the cues still say the quote, stale where they say something else now, missing where they are gone. Readers of a published tutorial are given the followed version where nothing else waits to be published and every citation still holds. The same content again changes nothing.",
    tag: "Transcripts",
    scope: "transcripts:write",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    query: z.strictObject({ format: formatField, repairs: RepairList }).meta({
      description: "For an upload of a file; a JSON body has its own.",
    }),
    requestHeaders: [ifMatchHeader(true)],
    body: jsonOrFileBody(
      z
        .strictObject({ format: formatField, repairs: repairsField, content: contentField })
        .meta({ id: "CorrectedContent" }),
      transcriptFiles,
      anyFile,
    ),
    responses: {
      200: {
        description: "What moved, changed and vanished",
        content: json(TranscriptCorrectionResponse),
        headers: { ETag: "The version of the transcript, for If-Match" },
      },
    },
    problems: [
      "transcript_not_found",
      "precondition_required",
      "transcript_version_stale",
      "transcript_changed",
      "quota_exceeded",
      "transcript_empty",
      "transcript_format_unknown",
      "transcript_malformed",
      "transcript_not_text",
      "transcript_too_large",
    ],
  },
  async ({ c, params, query, body, repositories: { transcripts }, dependencies: { clock } }) => {
    const expectedVersion = requiredIfMatch(c);
    const upload = "json" in body ? body.json : { ...query, ...readFile(body, query.format) };
    const correction = await correctTranscript(
      { transcripts, clock },
      { ...upload, id: params.id, expectedVersion },
    );
    return c.json(presentCorrection(correction), 200, { ETag: etag(correction.transcript.version) });
  },
);
