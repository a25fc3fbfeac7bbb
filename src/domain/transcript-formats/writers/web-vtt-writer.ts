import { speakerPrefixes } from "../speaker-prefixes.ts";
import { captionsOf } from "./captions.ts";
import { captionTime } from "./timestamps.ts";
import { type Loss, sorted, type TranscriptWriter } from "./transcript-writer.ts";

/**
 * WebVTT (https://www.w3.org/TR/webvtt1/): speakers are voices. A blank line ends a cue, so none can stand in its text.
 */
export const writeWebVtt: TranscriptWriter = (transcript, options) => {
  const dropped = new Set<Loss>();
  const captions = captionsOf(transcript, options);
  const blocks = captions.map(({ startMs, endMs, speaker, text }) => {
    const lines = text.split("\n");
    const said = lines.filter((line) => line.trim() !== "");
    if (said.length < lines.length) dropped.add("blank-lines");
    const voice = speaker === null ? "" : `<v ${escaped(speaker)}>`;
    const timings = `${captionTime(startMs, ".")} --> ${captionTime(endMs, ".")}`;
    return `${timings}\n${voice}${escaped(said.join("\n"))}\n`;
  });
  // Where nobody is named by a voice, readers look for names at the beginning of cues.
  const isNamed = captions.some(({ speaker }) => speaker !== null);
  if (!isNamed && speakerPrefixes(captions.map(({ text }) => text)).isNamed) dropped.add("speakers");
  return { text: ["WEBVTT\n", ...blocks].join("\n"), dropped: sorted(dropped) };
};

/** With the references that every reader of WebVTT knows; an arrow, too, cannot stand in text. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
