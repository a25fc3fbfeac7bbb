import * as z from "zod";
import { draftTutorial } from "../../../../application/draft-tutorial.ts";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { DraftingMethod, type NewTutorial } from "../../../../domain/models/tutorial.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { Title } from "../../../../domain/value-objects/title.ts";
import { etag } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { createOnce, idempotencyKeyHeader, idempotentReplayHeader } from "../../idempotency.ts";
import { jsonBody } from "../../request-body.ts";
import { Id } from "../../schemas/common.ts";
import { presentTutorial, TutorialResponse } from "../../schemas/tutorial-response.ts";

export const draftTutorialEndpoint = endpoint(
  {
    method: "post",
    path: "/v1/tutorials",
    operationId: "draftTutorial",
    summary: "Draft a tutorial from a transcript",
    description:
      "Makes steps out of what was said, each citing its cues. By the extractive method the same transcript and options give the same steps.",
    tag: "Tutorials",
    scope: "tutorials:write",
    body: jsonBody(
      z
        .strictObject({
          transcriptId: Id.meta({ description: "The transcript to make it from." }),
          title: Title.optional().meta({ description: "The transcript's, where it is left out." }),
          drafting: z
            .strictObject({
              method: DraftingMethod.default("extractive").meta({
                description:
                  "`extractive` takes the transcript's own sentences. `llm` asks a language model, where the server has one; what it gets wrong is left out or drafted extractively, and the notes say so. `none` leaves the tutorial without steps, for you to write them.",
              }),
              steps: z.int().min(1).max(limits.draftedSteps).optional().meta({
                description:
                  "How many steps to aim for. Where it is left out, the recording's length decides.",
              }),
            })
            .meta({ id: "Drafting", description: "How the steps are made." })
            .default({ method: "extractive" }),
        })
        .meta({ id: "NewTutorial" }),
    ),
    responses: {
      201: {
        description: "The draft",
        content: json(TutorialResponse),
        headers: { Location: "Its address", ETag: "The version, for If-Match", ...idempotentReplayHeader },
      },
    },
    requestHeaders: [idempotencyKeyHeader],
    problems: [
      "transcript_not_found",
      "transcript_changed",
      "drafting_unavailable",
      "idempotency_key_reused",
    ],
  },
  async ({ c, body, repositories: { transcripts, tutorials }, dependencies: { drafters, clock, ids } }) => {
    const transcriptId = TranscriptId.safeParse(body.transcriptId);
    if (!transcriptId.success) throw new TranscriptNotFound(); // a UUID, but none that we ever made
    return createOnce(
      c,
      (tutorial: NewTutorial) => ({
        body: presentTutorial(tutorial),
        headers: { Location: `/v1/tutorials/${tutorial.id}`, ETag: etag(tutorial.version) },
      }),
      (attemptOf) =>
        draftTutorial(
          { transcripts, tutorials, drafters, clock, ids },
          { ...body, transcriptId: transcriptId.data },
          attemptOf,
        ),
    );
  },
);
