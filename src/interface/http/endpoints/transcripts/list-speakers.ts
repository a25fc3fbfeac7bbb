import * as z from "zod";
import { TranscriptNotFound } from "../../../../domain/exceptions/transcript.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { endpoint, json } from "../../endpoint.ts";

const Speakers = z
  .object({
    items: z
      .array(
        z
          .object({
            name: z
              .string()
              .max(limits.speakerLength)
              .nullable()
              .meta({ description: "Null stands for whoever is not named.", examples: ["Ada"] }),
            cueCount: z
              .int()
              .min(1)
              .max(limits.cuesPerTranscript)
              .meta({ description: "How many cues are theirs." }),
            durationMs: z
              .int()
              .min(0)
              .max(limits.timeMs * limits.cuesPerTranscript)
              .meta({ description: "How long those last together, in milliseconds." }),
          })
          .meta({ id: "Speaker", description: "One who speaks in a transcript." }),
      )
      .max(limits.cuesPerTranscript)
      .meta({ description: "In the order in which they first speak." }),
  })
  .meta({ id: "Speakers", description: "Who speaks in a transcript." });

export const listSpeakers = endpoint(
  {
    method: "get",
    path: "/v1/transcripts/{id}/speakers",
    operationId: "listSpeakers",
    summary: "List who speaks in a transcript",
    tag: "Transcripts",
    scope: "transcripts:read",
    params: z.object({ id: TranscriptId.meta({ description: "The id of the transcript." }) }),
    notFound: TranscriptNotFound,
    responses: { 200: { description: "The speakers", content: json(Speakers) } },
    problems: ["transcript_not_found"],
  },
  async ({ c, params, repositories }) =>
    c.json({ items: await repositories.transcripts.speakers(params.id) }),
);
