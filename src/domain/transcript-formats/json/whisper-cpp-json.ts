import type { JsonReader, ReadCue } from "../format-reader.ts";
import { areWords, cuesFromWords } from "./cues-from-words.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf, type TimedText } from "./timed-text.ts";
import { isRecord, milliseconds, numbered, numeric, recordOf, textOf } from "./values.ts";

const Frame = frame({ transcription: list });

/**
 * What whisper.cpp writes with `-oj` or `-ojf`: segments, timed in milliseconds (`offsets`) and again in words
 * (`timestamps`), of which the former count. Segments of a word each (`-ml 1`) are grouped to cues; tokens are passed
 * over. Stereo speakers (`-di`) are the two channels, or a question mark where it cannot tell.
 * https://github.com/ggml-org/whisper.cpp/blob/master/examples/cli/cli.cpp (output_json)
 */
export const whisperCppJson: JsonReader = {
  recognises(document) {
    return isRecord(document) && Array.isArray(document["transcription"]);
  },

  *read(document): Generator<ReadCue> {
    const { transcription } = readFrame(Frame, document, "whisper.cpp's JSON");
    const texts = transcription.map(segmentOf);
    if (areWords(texts.slice(0, 1000).map(({ text }) => text))) yield* cuesFromWords(texts);
    else yield* texts.values().map(cueOf);
  },
};

function segmentOf(segment: unknown): TimedText {
  const { text, offsets, timestamps, speaker } = recordOf(segment);
  const { from, to } = recordOf(offsets);
  const written = recordOf(timestamps);
  return {
    text: textOf(text),
    startMs: milliseconds(from) ?? timestamp(written["from"]),
    endMs: milliseconds(to) ?? timestamp(written["to"]),
    speaker: numbered("Speaker", numeric(speaker)),
  };
}

/** `00:00:01,500` in milliseconds. */
function timestamp(value: unknown): number | undefined {
  const match = typeof value === "string" ? TIMESTAMP.exec(value) : null;
  if (!match) return undefined;
  const [hours, minutes, seconds, ms] = match.slice(1).map(Number);
  return (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000 + (ms ?? 0);
}

const TIMESTAMP = /^(\d{2,6}):([0-5]\d):([0-5]\d)[,.](\d{3})$/;
