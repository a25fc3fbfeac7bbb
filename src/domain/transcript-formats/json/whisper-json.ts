import type { JsonReader, ReadCue } from "../format-reader.ts";
import { cuesFromWords, type TimedWord } from "./cues-from-words.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf, type TimedText } from "./timed-text.ts";
import { firstRecord, isRecord, listOf, nameOf, recordOf, seconds, textOf } from "./values.ts";

const Frame = frame({
  segments: list.nullish(),
  words: list.nullish(),
  word_segments: list.nullish(),
}).refine(({ segments, words, word_segments }) => segments ?? words ?? word_segments, {
  path: ["segments"],
  message: "an array, unless /words is one",
});

/**
 * What Whisper writes: OpenAI's `verbose_json`, openai-whisper's own JSON and WhisperX's, timed in seconds. Segments
 * are cues. Words are grouped to cues where there are no segments, as when `verbose_json` is asked for words alone; these
 * have no punctuation, so that it is taken from `text`. Speakers, which WhisperX and OpenAI's `diarized_json` name,
 * keep their names (`SPEAKER_00`), for the same tools print them elsewhere too.
 * https://platform.openai.com/docs/api-reference/audio/verbose-json-object
 * https://github.com/openai/whisper/blob/main/whisper/transcribe.py
 * https://github.com/m-bain/whisperX/blob/main/whisperx/schema.py
 */
export const whisperJson: JsonReader = {
  recognises(document) {
    if (!isRecord(document)) return false;
    const { segments, words, word_segments, text } = document;
    const first = firstRecord(segments);
    if (first) return "start" in first;
    const word = firstRecord(words) ?? firstRecord(word_segments);
    if (word) return "word" in word;
    return Array.isArray(segments) && typeof text === "string";
  },

  *read(document): Generator<ReadCue> {
    const { segments, words, word_segments, text } = readFrame(Frame, document, "Whisper JSON");
    if (segments && segments.length > 0) yield* segments.values().map((segment) => cueOf(segmentOf(segment)));
    else yield* cuesFromWords(listOf(words ?? word_segments).map(wordOf), textOf(text));
  },
};

function segmentOf(segment: unknown): TimedText {
  const { text, start, end, speaker } = recordOf(segment);
  return { text: textOf(text), startMs: seconds(start), endMs: seconds(end), speaker: nameOf(speaker) };
}

function wordOf(value: unknown): TimedWord {
  const { word, start, end, speaker } = recordOf(value);
  return { text: textOf(word), startMs: seconds(start), endMs: seconds(end), speaker: nameOf(speaker) };
}
