import * as z from "zod";
import { limits } from "../../../domain/value-objects/limits.ts";

const Seconds = z
  .number()
  .min(0)
  .max(limits.timeMs / 1000)
  .meta({ description: "Seconds of the recording." });

/** https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md#json */
export const PodcastingTranscript = z
  .object({
    version: z.literal("1.0.0").meta({ description: "Of the format." }),
    segments: z
      .array(
        z
          .object({
            speaker: z
              .string()
              .max(limits.speakerLength)
              .optional()
              .meta({ description: "Left out where nobody is named.", examples: ["Ada"] }),
            startTime: Seconds,
            endTime: Seconds,
            body: z
              .string()
              .max(limits.cueTextLength)
              .meta({ description: "What was said.", examples: ["Open the terminal."] }),
          })
          .meta({ id: "PodcastingSegment", description: "A cue, or a part of one." }),
      )
      // Cues can be cut: there are no more captions than characters.
      .max(limits.requestBytes)
      .meta({ description: "In the order in which they were said." }),
  })
  .meta({ id: "PodcastingTranscript", description: "A transcript as Podcasting 2.0 has it." });
