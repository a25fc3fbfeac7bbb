import * as z from "zod";
import type { Passage } from "../../../domain/passages/sentences.ts";
import { limits } from "../../../domain/value-objects/limits.ts";

const Milliseconds = z.int().min(0).max(limits.timeMs);
const Position = z.int().min(1).max(limits.cuesPerTranscript);

const PassageResponse = z
  .object({
    text: z
      .string()
      .max(limits.requestBytes)
      .meta({
        description: "What was said, its white space folded to single spaces.",
        examples: ["Open the terminal."],
      }),
    speaker: z
      .string()
      .max(limits.speakerLength)
      .nullable()
      .meta({ description: "Null where nobody is named.", examples: ["Ada"] }),
    startMs: Milliseconds.meta({
      description: "Milliseconds of the recording; inside a cue reckoned by its characters.",
    }),
    endMs: Milliseconds.meta({
      description: "Milliseconds of the recording; inside a cue reckoned by its characters.",
    }),
    firstCue: Position.meta({ description: "The position of the cue in which it begins." }),
    lastCue: Position.meta({ description: "The position of the cue in which it ends." }),
  })
  .meta({ id: "Passage", description: "A sentence or a paragraph, whatever cues it is spread over." });

export const PassagesResponse = z
  .object({
    items: z
      .array(PassageResponse)
      .max(limits.requestBytes)
      .meta({ description: "In the order of the cues. Together they say what the cues say." }),
  })
  .meta({ id: "Passages", description: "A transcript in sentences or in paragraphs." });

export function presentPassages(passages: readonly Passage[]): z.input<typeof PassagesResponse> {
  return {
    items: passages.map(({ text, speaker, startMs, endMs, firstCue, lastCue }) => {
      return { text, speaker, startMs, endMs, firstCue, lastCue };
    }),
  };
}
