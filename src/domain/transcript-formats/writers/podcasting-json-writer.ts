import { areWords } from "../json/cues-from-words.ts";
import { captionsOf } from "./captions.ts";
import type { TranscriptWriter } from "./transcript-writer.ts";

/**
 * Podcasting 2.0's JSON transcripts, timed in seconds.
 * https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/transcripts/transcripts.md#json
 */
export const writePodcastingJson: TranscriptWriter = (transcript, options) => {
  const captions = captionsOf(transcript, options);
  const segments = captions.map(({ startMs, endMs, speaker, text }) => ({
    ...(speaker !== null && { speaker }),
    startTime: startMs / 1000,
    endTime: endMs / 1000,
    body: text,
  }));
  // Segments may be words; then readers make captions of them.
  const dropped = areWords(captions.slice(0, 1000).map(({ text }) => text)) ? ["cues" as const] : [];
  return { text: `${JSON.stringify({ version: "1.0.0", segments })}\n`, dropped };
};
