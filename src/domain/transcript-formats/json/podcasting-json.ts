import type { JsonReader, ReadCue } from "../format-reader.ts";
import { areWords, cuesFromWords } from "./cues-from-words.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf, type TimedText } from "./timed-text.ts";
import { firstRecord, isRecord, nameOf, numeric, recordOf, seconds, textOf } from "./values.ts";

const Frame = frame({ segments: list });

/**
 * Podcasting 2.0's JSON transcripts: segments from a word to a few sentences, timed in seconds. Segments of a word each
 * are grouped to cues. The end may be missing; then the next segment's start is it, and the last one ends where it
 * starts. A body is text: the specification knows no markup in it.
 * https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md#json
 */
export const podcastingJson: JsonReader = {
  recognises(document) {
    if (!isRecord(document)) return false;
    const { segments, version } = document;
    const first = firstRecord(segments);
    if (first) return "startTime" in first || "body" in first;
    return Array.isArray(segments) && typeof version === "string";
  },

  *read(document): Generator<ReadCue> {
    const { segments } = readFrame(Frame, document, "Podcasting 2.0 JSON");
    const texts = segments.map((_, at) => segmentAt(segments, at));
    if (areWords(texts.slice(0, 1000).map(({ text }) => text))) yield* cuesFromWords(texts);
    else yield* texts.values().map(cueOf);
  },
};

function segmentAt(segments: readonly unknown[], at: number): TimedText {
  const { startTime, endTime, body, speaker } = recordOf(segments[at]);
  const startMs = seconds(numeric(startTime));
  const endMs = seconds(numeric(endTime ?? recordOf(segments[at + 1])["startTime"] ?? startTime));
  return { text: textOf(body), startMs, endMs, speaker: nameOf(speaker) };
}
