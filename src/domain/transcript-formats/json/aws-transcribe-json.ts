import type { JsonReader, ReadCue } from "../format-reader.ts";
import { cuesFromWords, type TimedWord } from "./cues-from-words.ts";
import { frame, list, readFrame } from "./frame.ts";
import { cueOf, mergedByTime, type TimedText } from "./timed-text.ts";
import { firstRecord, isRecord, listOf, numbered, numeric, recordOf, seconds, textOf } from "./values.ts";

const Frame = frame({ results: frame({ items: list.nullish(), audio_segments: list.nullish() }) }).refine(
  ({ results }) => results.audio_segments ?? results.items,
  { path: ["results", "items"], message: "an array, unless /results/audio_segments is one" },
);

/**
 * What jobs of Amazon Transcribe write, timed in seconds that are strings. Its audio segments are cues; older documents
 * have none, and their items are grouped to cues, by channel where channels were identified. Speakers (`spk_0`) and
 * channels (`ch_0`), which it counts from 0, are counted from 1: `Speaker 1`, `Channel 1`.
 * https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html#how-output
 * https://docs.aws.amazon.com/transcribe/latest/dg/diarization-output-batch.html
 * https://docs.aws.amazon.com/transcribe/latest/dg/channel-id-output-batch.html
 */
export const awsTranscribeJson: JsonReader = {
  recognises(document) {
    if (!isRecord(document)) return false;
    const { items, audio_segments, transcripts } = recordOf(document["results"]);
    return Array.isArray(audio_segments) || (Array.isArray(items) && Array.isArray(transcripts));
  },

  *read(document): Generator<ReadCue> {
    const { results } = readFrame(Frame, document, "Amazon Transcribe's JSON");
    const channels = listOf(recordOf(results["channel_labels"])["channels"]);
    if (results.audio_segments && results.audio_segments.length > 0) {
      const cues = results.audio_segments.map((segment) => cueOf(segmentOf(segment)));
      // They stand by channel, if there are any.
      yield* channels.length > 1 ? mergedByTime([cues]) : cues;
    } else if (channels.length > 0) {
      yield* mergedByTime(
        channels.map((channel) => {
          const { items, channel_label } = recordOf(channel);
          return cuesFromWords(wordsOf(listOf(items), () => speakerOf(channel_label)));
        }),
      );
    } else {
      yield* cuesFromWords(wordsOf(listOf(results.items), speakersOf(results["speaker_labels"])));
    }
  },
};

function segmentOf(segment: unknown): TimedText {
  const { transcript, start_time, end_time, speaker_label, channel_label } = recordOf(segment);
  const speaker = speakerOf(speaker_label) ?? speakerOf(channel_label);
  return { ...timed(start_time, end_time), text: textOf(transcript), speaker };
}

function wordsOf(items: readonly unknown[], speakerOfItem: (item: Item) => string | null): TimedWord[] {
  return items.map((value) => {
    const item = recordOf(value);
    const text = textOf(firstRecord(item["alternatives"])?.["content"]);
    return {
      ...timed(item["start_time"], item["end_time"]),
      text,
      speaker: speakerOfItem(item),
      isPunctuation: item["type"] === "punctuation",
    };
  });
}

type Item = Readonly<Record<string, unknown>>;

/**
 * Who says an item: older documents tell it only in the segments of `speaker_labels`, by the item's start. An item that
 * has no label at all, as custom vocabularies cause, is said by whoever spoke before.
 */
function speakersOf(labels: unknown): (item: Item) => string | null {
  const byStart = new Map<unknown, unknown>();
  for (const segment of listOf(recordOf(labels)["segments"])) {
    for (const item of listOf(recordOf(segment)["items"])) {
      const { start_time, speaker_label } = recordOf(item);
      byStart.set(start_time, speaker_label);
    }
  }
  let speaker: string | null = null;
  return ({ start_time, speaker_label }) => {
    speaker = speakerOf(speaker_label) ?? speakerOf(byStart.get(start_time)) ?? speaker;
    return speaker;
  };
}

function timed(start: unknown, end: unknown) {
  return { startMs: seconds(numeric(start)), endMs: seconds(numeric(end)) };
}

function speakerOf(label: unknown): string | null {
  const name = textOf(label).trim();
  const [, kind, index] = LABEL.exec(name) ?? [];
  if (index === undefined) return name || null;
  return numbered(kind === "ch" ? "Channel" : "Speaker", Number(index));
}

const LABEL = /^(spk|ch)_(\d{1,4})$/;
