import { speakerPrefixes } from "../speaker-prefixes.ts";
import { captionsOf } from "./captions.ts";
import { spokenLines } from "./spoken-lines.ts";
import { captionTime } from "./timestamps.ts";
import { type Caption, type Loss, sorted, type TranscriptWriter } from "./transcript-writer.ts";

/**
 * SubRip, which has no specification and knows no speakers: they are written as `Name: ` where a reader can tell all of
 * them from the words, and otherwise not at all.
 */
export const writeSubRip: TranscriptWriter = (transcript, options) => {
  const dropped = new Set<Loss>();
  const captions = captionsOf(transcript, options).map((caption) => ({
    ...caption,
    text: withoutBlanks(caption.text, dropped),
  }));
  const areTold = areToldApart(captions);
  if (!areTold) dropped.add("speakers");
  const blocks = captions.map((caption, at) => {
    const words = areTold ? prefixed(caption) : caption.text;
    const { startMs, endMs } = caption;
    return `${at + 1}\n${captionTime(startMs, ",")} --> ${captionTime(endMs, ",")}\n${escaped(words)}\n`;
  });
  return { text: blocks.join("\n"), dropped: sorted(dropped) };
};

/** A blank line ends a cue, and players take the white space around lines for nothing. */
function withoutBlanks(text: string, dropped: Set<Loss>): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const said = spokenLines(text);
  if (lines.length < text.split("\n").length) dropped.add("blank-lines");
  if (lines.some((line, at) => line !== said[at])) dropped.add("white-space");
  return said.join("\n");
}

/** Whether readers that look for names at the beginning of cues find these, and no others. */
function areToldApart(captions: readonly Caption[]): boolean {
  const { spansOf } = speakerPrefixes(captions.map(prefixed));
  return captions.every((caption) => {
    const [span] = spansOf(prefixed(caption));
    return span?.speaker === caption.speaker && span.text === caption.text;
  });
}

function prefixed({ speaker, text }: Caption): string {
  return speaker === null ? text : `${speaker}: ${text}`;
}

/**
 * Most players show what stands in the file, so only that is written as references which would be taken for markup, for
 * a reference, or for the times of another cue.
 */
function escaped(text: string): string {
  return text
    .replace(/&(?=#?\w{1,8};)/g, "&amp;")
    .replace(/<(?=\/?[a-z])/gi, "&lt;")
    .replaceAll("{\\", "&#123;\\")
    .split("\n")
    .map((line) => (/\d[:.,;]/.test(line) ? line.replaceAll("->", "-&gt;") : line))
    .join("\n");
}
