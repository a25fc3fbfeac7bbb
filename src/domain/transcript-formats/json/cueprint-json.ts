import type { JsonReader, ReadCue } from "../format-reader.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf } from "./timed-text.ts";
import { isRecord, milliseconds, nameOf, recordOf, textOf } from "./values.ts";

const Frame = frame({ cues: list });

/**
 * Cueprint's own JSON, as the API answers a transcript: `cues` with `startMs`, `endMs`, `speaker` and `text`. Positions
 * are counted anew, and nothing else of the transcript is read. (openapi.json, schema Transcript.)
 */
export const cueprintJson: JsonReader = {
  recognises(document) {
    return isRecord(document) && Array.isArray(document["cues"]);
  },

  *read(document): Generator<ReadCue> {
    const { cues } = readFrame(Frame, document, "Cueprint's JSON");
    for (const cue of cues) {
      const { startMs, endMs, speaker, text } = recordOf(cue);
      yield cueOf({
        text: textOf(text),
        startMs: milliseconds(startMs),
        endMs: milliseconds(endMs),
        speaker: nameOf(speaker),
      });
    }
  },
};
