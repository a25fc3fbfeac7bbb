import { segmenter } from "../../passages/segmenter.ts";
import { isUnspaced } from "../../passages/unspaced-scripts.ts";
import type { Caption, WritableTranscript, WriterOptions } from "./transcript-writer.ts";

/** The cues as captions: without speakers where none are asked for, cut where they are to be shorter. */
export function captionsOf(
  { cues, language }: WritableTranscript,
  { speakers, charactersPerCaption }: WriterOptions,
): Caption[] {
  const captions = cues.map(({ startMs, endMs, speaker, text }) => ({
    startMs,
    endMs,
    speaker: speakers ? speaker : null,
    text: text.trim(),
  }));
  if (charactersPerCaption === undefined) return captions;
  const words = segmenter(language, "word");
  return captions.flatMap((caption) => cut(caption, charactersPerCaption, words));
}

/**
 * Cuts a caption between words into captions of at most so many characters, which share its time by their lengths. A
 * word that is longer stays whole.
 */
function cut(caption: Caption, most: number, words: Intl.Segmenter): Caption[] {
  if (caption.text.length <= most) return [caption];
  const texts: string[] = [];
  let text = "";
  let length = 0;
  for (const piece of unbreakable(caption.text, words)) {
    if (text !== "" && length + lengthOf(piece.trimEnd()) > most) {
      texts.push(text);
      text = "";
      length = 0;
    }
    text += piece;
    length += lengthOf(piece);
  }
  texts.push(text);
  const total = lengthOf(caption.text);
  const lasts = caption.endMs - caption.startMs;
  let said = 0;
  return texts.map((text) => {
    const startMs = caption.startMs + Math.round((lasts * said) / total);
    said += lengthOf(text);
    const endMs = caption.startMs + Math.round((lasts * said) / total);
    return { ...caption, startMs, endMs, text: text.trim() };
  });
}

/** What must not be cut: a word, the punctuation at it and the white space behind it. */
function unbreakable(text: string, words: Intl.Segmenter): Iterable<string> {
  // Where words have spaces between them, nothing else is asked, for that takes ten times as long.
  return isUnspaced(text) ? unspacedWords(text, words) : (text.match(/\S+\s*/g) ?? []);
}

function* unspacedWords(text: string, words: Intl.Segmenter): Generator<string> {
  let piece = "";
  let before = "";
  let wasWord = false;
  for (const { segment, isWordLike = false } of words.segment(text)) {
    const isSpace = segment.trim() === "";
    const mayBreak = before.trim() === "" || (isWordLike && wasWord) || UNSPACED_END.test(before);
    // Marks that follow in a script without spaces stay with what they close.
    if (piece !== "" && !isSpace && mayBreak && !UNSPACED_END.test(segment)) {
      yield piece;
      piece = "";
    }
    piece += segment;
    before = segment;
    wasWord = isWordLike;
  }
  yield piece;
}

/** Punctuation behind which scripts without spaces may break. */
const UNSPACED_END = /^[、。，．！？」』）]/u;

/** In code points. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
