import type { JsonReader, ReadCue } from "../format-reader.ts";
import { cuesFromTurn, cuesFromWords, type TimedWord } from "./cues-from-words.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf, mergedByTime } from "./timed-text.ts";
import { isRecord, listOf, numbered, recordOf, seconds, textOf } from "./values.ts";

const Frame = frame({ results: frame({ channels: list.nullish(), utterances: list.nullish() }) }).refine(
  ({ results }) => results.utterances ?? results.channels,
  { path: ["results", "channels"], message: "an array, unless /results/utterances is one" },
);

/**
 * Deepgram's answers for recordings, timed in seconds: utterances where they were asked for, else the sentences of
 * paragraphs, else words. An utterance ends only at a pause, so its words are grouped to cues. Of several channels,
 * each is read on its own and all are sorted by time. Speakers and channels, which Deepgram counts from 0, are counted
 * from 1: `Speaker 1`, `Channel 2`, `Channel 2, Speaker 1`. Only the first, most probable alternative is read.
 * https://developers.deepgram.com/docs/utterances, …/paragraphs, …/multichannel, …/diarization
 */
export const deepgramJson: JsonReader = {
  recognises(document) {
    if (!isRecord(document)) return false;
    const { channels, utterances } = recordOf(document["results"]);
    return Array.isArray(channels) || Array.isArray(utterances);
  },

  *read(document): Generator<ReadCue> {
    const { results } = readFrame(Frame, document, "Deepgram's JSON");
    const channels = listOf(results.channels);
    const isMultichannel = channels.length > 1;
    const speakers = (channel: unknown) => (isMultichannel ? numbered("Channel", channel) : null);
    if (results.utterances && results.utterances.length > 0) {
      const cues = results.utterances.flatMap((one) => [
        ...cuesOfUtterance(one, speakers(recordOf(one)["channel"])),
      ]);
      yield* isMultichannel ? mergedByTime([cues]) : cues;
    } else if (isMultichannel) {
      yield* mergedByTime(channels.map((channel, at) => cuesOfChannel(channel, speakers(at))));
    } else {
      yield* cuesOfChannel(channels[0], null);
    }
  },
};

function cuesOfUtterance(utterance: unknown, channel: string | null): Iterable<ReadCue> {
  const { transcript, start, end, speaker, words } = recordOf(utterance);
  const turn = { ...timed(start, end), text: textOf(transcript), speaker: nameOf(channel, speaker) };
  return cuesFromTurn(
    turn,
    listOf(words).map((word) => wordOf(word, channel)),
  );
}

function* cuesOfChannel(value: unknown, channel: string | null): Generator<ReadCue> {
  const { paragraphs, words, transcript } = recordOf(listOf(recordOf(value)["alternatives"])[0]);
  const paragraphList = listOf(recordOf(paragraphs)["paragraphs"]);
  if (paragraphList.length === 0) {
    yield* cuesFromWords(
      listOf(words).map((word) => wordOf(word, channel)),
      textOf(transcript),
    );
  }
  for (const paragraph of paragraphList) {
    const { sentences, speaker } = recordOf(paragraph);
    for (const sentence of listOf(sentences)) {
      const { text, start, end } = recordOf(sentence);
      yield cueOf({ ...timed(start, end), text: textOf(text), speaker: nameOf(channel, speaker) });
    }
  }
}

function wordOf(value: unknown, channel: string | null): TimedWord {
  const { word, punctuated_word, start, end, speaker } = recordOf(value);
  const text = textOf(punctuated_word) || textOf(word);
  return { ...timed(start, end), text, speaker: nameOf(channel, speaker) };
}

function timed(start: unknown, end: unknown) {
  return { startMs: seconds(start), endMs: seconds(end) };
}

/** Speakers are counted on each channel anew, so that the channel belongs to the name. */
function nameOf(channel: string | null, speaker: unknown): string | null {
  return [channel, numbered("Speaker", speaker)].filter((name) => name !== null).join(", ") || null;
}
