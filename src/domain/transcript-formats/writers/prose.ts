import { paragraphsOf } from "../../passages/paragraphs.ts";
import type { Passage } from "../../passages/sentences.ts";
import type { Cue } from "../../value-objects/cue.ts";
import type { Caption, Loss, WritableTranscript, WriterOptions } from "./transcript-writer.ts";

/** The cues as they are read on a page, joined to paragraphs if that is asked for; and what is lost by it. */
export function proseOf(
  { cues, language }: WritableTranscript,
  { speakers, paragraphs }: WriterOptions,
): { passages: Caption[]; dropped: Set<Loss> } {
  const joined = paragraphs ? paragraphsOf(cues, language) : undefined;
  const passages = (joined ?? cues).map(({ startMs, endMs, speaker, text }) => {
    return { startMs, endMs, speaker: speakers ? speaker : null, text: text.trim() };
  });
  return { passages, dropped: joined ? lossesOf(joined, cues) : new Set() };
}

function lossesOf(paragraphs: readonly Passage[], cues: readonly Cue[]): Set<Loss> {
  const dropped = new Set<Loss>();
  const areCues =
    paragraphs.length === cues.length && paragraphs.every(({ firstCue, lastCue }) => firstCue === lastCue);
  if (!areCues) dropped.add("cues");
  if (cues.some(({ text }) => text.trim().includes("\n"))) dropped.add("line-breaks");
  return dropped;
}
