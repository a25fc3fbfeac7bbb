import { proseOf } from "./prose.ts";
import { spokenLines } from "./spoken-lines.ts";
import { sorted, type TranscriptWriter } from "./transcript-writer.ts";

/** Words alone: a line a cue, or paragraphs with a blank line between them, behind the speaker's name. */
export const writePlainText: TranscriptWriter = (transcript, options) => {
  const { passages, dropped } = proseOf(transcript, options);
  dropped.add("times");
  const lines = passages.map(({ speaker, text }) => {
    if (text.includes("\n")) dropped.add("line-breaks");
    const words = spokenLines(text).join(" ");
    return speaker === null ? words : `${speaker}: ${words}`;
  });
  return { text: `${lines.join(options.paragraphs ? "\n\n" : "\n")}\n`, dropped: sorted(dropped) };
};
