import * as z from "zod";
import { submitTranscript } from "../../../../application/submit-transcript.ts";
import type { NewTranscript } from "../../../../domain/models/transcript.ts";
import { LanguageTag } from "../../../../domain/value-objects/language-tag.ts";
import { MediaUrl } from "../../../../domain/value-objects/media-url.ts";
import { Title } from "../../../../domain/value-objects/title.ts";
import type { TranscriptFormat } from "../../../../domain/value-objects/transcript-format.ts";
import { etag } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { createOnce, idempotencyKeyHeader, idempotentReplayHeader } from "../../idempotency.ts";
import { requestInvalid } from "../../problems/http-exceptions.ts";
import { type FileUpload, jsonOrFileBody } from "../../request-body.ts";
import { presentCreatedTranscript, TranscriptCreatedResponse } from "../../schemas/transcript-response.ts";
import {
  anyFile,
  contentField,
  formatField,
  RepairList,
  readFile,
  repairsField,
  transcriptFiles,
} from "../../transcript-upload.ts";

const description = {
  title: Title.meta({ description: "What to call it.", examples: ["Deploy your first Worker"] }),
  language: LanguageTag.optional().meta({ description: "BCP 47.", examples: ["en"] }),
  mediaUrl: MediaUrl.optional().meta({ description: "Where the recording can be watched or heard." }),
  format: formatField,
};

export const createTranscript = endpoint(
  {
    method: "post",
    path: "/v1/transcripts",
    operationId: "createTranscript",
    summary: "Upload a transcript",
    description:
      "As JSON, or as the file itself with its media type and the description in the query; `application/octet-stream` stands for any format. Reads WebVTT, SRT, SBV, TTML, ASS, plain text, Podcasting 2.0 (JSON and HTML), and what Whisper, whisper.cpp, YouTube, AssemblyAI, Deepgram and AWS Transcribe write; says in the import report what was mended on the way. Each repair can be switched off: then what it would change stays as it is, and a file with what cannot be kept so is refused as malformed.",
    tag: "Transcripts",
    scope: "transcripts:write",
    query: z.strictObject({ ...description, title: description.title.optional(), repairs: RepairList }).meta({
      description: "Describes an upload of a file; a JSON body describes itself.",
    }),
    body: jsonOrFileBody(
      z
        .strictObject({
          ...description,
          repairs: repairsField,
          content: contentField,
        })
        .meta({ id: "NewTranscript" }),
      transcriptFiles,
      anyFile,
    ),
    responses: {
      201: {
        description: "The transcript, with its import report",
        content: json(TranscriptCreatedResponse),
        headers: {
          Location: "Its address",
          ETag: "The version",
          Link: 'The oldest other transcript of yours with the same content, as rel="duplicate" (RFC 6249)',
          ...idempotentReplayHeader,
        },
      },
    },
    requestHeaders: [idempotencyKeyHeader],
    problems: [
      "idempotency_key_reused",
      "quota_exceeded",
      "transcript_empty",
      "transcript_format_unknown",
      "transcript_malformed",
      "transcript_not_text",
      "transcript_too_large",
    ],
  },
  async ({ c, query, body, repositories, dependencies: { clock, ids } }) => {
    const upload = "json" in body ? body.json : fileUpload(body, query);
    return createOnce(
      c,
      (transcript: NewTranscript) => ({
        body: presentCreatedTranscript(transcript),
        headers: { Location: `/v1/transcripts/${transcript.id}`, ETag: etag(transcript.version) },
      }),
      async (attemptOf) => {
        const added = await submitTranscript(
          { transcripts: repositories.transcripts, clock, ids },
          { ...upload, language: upload.language ?? null, mediaUrl: upload.mediaUrl ?? null },
          attemptOf,
        );
        if (added.sameContentAs)
          c.header("Link", `</v1/transcripts/${added.sameContentAs}>; rel="duplicate"`);
        return added;
      },
    );
  },
);

function fileUpload<Query extends { title?: Title | undefined; format?: TranscriptFormat | undefined }>(
  file: FileUpload,
  { title, format, ...query }: Query,
) {
  if (title === undefined) {
    throw requestInvalid([
      { pointer: "query/title", code: "required", message: "is needed where the body is a file" },
    ]);
  }
  return { ...query, title, ...readFile(file, format) };
}
