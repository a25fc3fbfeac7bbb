import type { JsonReader, ReadCue } from "../format-reader.ts";
import { cuesFromTurn, cuesFromWords, type TimedWord } from "./cues-from-words.ts";
import { frame, list, readFrame } from "./frame.ts";
import { firstRecord, isRecord, listOf, milliseconds, recordOf, textOf } from "./values.ts";

const Frame = frame({ utterances: list.nullish(), words: list.nullish() }).refine(
  ({ utterances, words }) => utterances ?? words,
  { path: ["utterances"], message: "an array, unless /words is one" },
);

/**
 * AssemblyAI's transcripts, timed in milliseconds. An utterance is all that one speaker says in turn, a whole recording
 * perhaps, so its words are grouped to cues; only one without timed words is a cue itself. Without utterances, which
 * need speaker labels or several channels, the words of the transcript are grouped.
 * https://www.assemblyai.com/docs/api-reference/transcripts/get
 * https://www.assemblyai.com/docs/speech-to-text/pre-recorded-audio/multichannel-transcription
 */
export const assemblyAiJson: JsonReader = {
  recognises(document) {
    if (!isRecord(document)) return false;
    const { utterances, words } = document;
    const first = firstRecord(utterances) ?? firstRecord(words) ?? {};
    // Others have the same keys, but write seconds, which are hardly ever whole.
    return "text" in first && Number.isInteger(first["end"]);
  },

  *read(document): Generator<ReadCue> {
    const { utterances, words, text } = readFrame(Frame, document, "AssemblyAI's JSON");
    if (utterances && utterances.length > 0) for (const utterance of utterances) yield* cuesOf(utterance);
    else yield* cuesFromWords(listOf(words).map(wordOf), textOf(text));
  },
};

function cuesOf(utterance: unknown): Iterable<ReadCue> {
  const turn = wordOf(utterance);
  // Its words are its speaker's, whatever they say themselves.
  const words = listOf(recordOf(utterance)["words"]).map((word) => ({
    ...wordOf(word),
    speaker: turn.speaker,
  }));
  return cuesFromTurn(turn, words);
}

/** Utterances and words are of one shape. */
function wordOf(value: unknown): TimedWord {
  const { text, start, end, speaker } = recordOf(value);
  return {
    text: textOf(text),
    startMs: milliseconds(start),
    endMs: milliseconds(end),
    speaker: speakerOf(speaker),
  };
}

/** Speakers are letters, `A`; channels numbers from 1, `2`; speakers on channels both, `2A`. Others have names. */
function speakerOf(value: unknown): string | null {
  const name = textOf(value).trim();
  if (CHANNEL.test(name)) return `Channel ${name}`;
  if (LABEL.test(name)) return `Speaker ${name}`;
  return name || null;
}

const CHANNEL = /^\d{1,3}$/;
const LABEL = /^\d{0,3}[A-Z]{1,2}$/;
