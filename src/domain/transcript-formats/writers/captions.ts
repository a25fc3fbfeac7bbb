import { segmenter } from "../../passages/segmenter.ts";
import { isUnspaced } from "../../passages/unspaced-scripts.ts";
import type { Caption, WritableTranscript, WriterOptions } from "./transcript-writer.ts";

/** The cues as captions: without speakers where none are asked for, cut where they are to be shorter. */
export function captionsOf(cues: readonly Cue[], most: number, language: string | null): Cue[] {
  const cutter = new Cutter(most, language ?? "und");
  const captions: Cue[] = [];
  for (const cue of cues) {
    for (const caption of timedPieces(cue, cutter)) {
      captions.push({ position: captions.length + 1, ...caption, speaker: cue.speaker } as Cue);
    }
  }
  return captions;
}

function* timedPieces(
  { text, startMs, endMs }: Cue,
  cutter: Cutter,
): Generator<Pick<Cue, "startMs" | "endMs" | "text">> {
  const timeAt = (at: number) => startMs + Math.round(((endMs - startMs) * at) / text.length);
  let at = 0;
  for (const piece of cutter.piecesOf(text)) {
    const end = at + piece.length;
    yield { startMs: timeAt(at), endMs: timeAt(end), text: piece.trim() };
    at = end;
  }
}

/** The segmenters are slow to make, and slow to use: most texts do without. */
class Cutter {
  readonly #most: number;
  readonly #words: Intl.Segmenter;
  readonly #graphemes: Intl.Segmenter;

  constructor(most: number, locale: string) {
    this.#most = most;
    this.#words = new Intl.Segmenter(locale, { granularity: "word" });
    this.#graphemes = new Intl.Segmenter(locale, { granularity: "grapheme" });
  }

  /** Pieces that are the text together. Each has a character that can be seen, unless the text has none. */
  piecesOf(text: string): string[] {
    // A grapheme has a code unit at least.
    if (text.length <= this.#most) return [text];
    const pieces: string[] = [];
    let piece = "";
    let length = 0;
    let isVisible = false;
    for (const chunk of this.#chunksOf(text)) {
      const isFull = length + this.#count(chunk.trimEnd()) > this.#most;
      if (isFull && isVisible) {
        pieces.push(piece);
        piece = "";
        length = 0;
        isVisible = false;
      }
      piece += chunk;
      length += this.#count(chunk);
      isVisible ||= VISIBLE.test(chunk);
    }
    if (isVisible || pieces.length === 0) pieces.push(piece);
    else pieces.push(`${pieces.pop() ?? ""}${piece}`);
    return pieces;
  }

  /** What stands between white space, with the space after it; of what is too long, its words; of these, graphemes. */
  *#chunksOf(text: string): Generator<string> {
    for (const [chunk] of text.matchAll(/\S+\s*|\s+/gu)) {
      if (this.#count(chunk.trimEnd()) <= this.#most) yield chunk;
      else yield* this.#wordsOf(chunk);
    }
  }

  /** Words with the punctuation at them. */
  *#wordsOf(text: string): Generator<string> {
    let start = 0;
    let before = "";
    for (const { segment, index, isWordLike } of this.#words.segment(text)) {
      if (isWordLike && ENDS_WORD.test(before.slice(-2))) {
        yield* this.#short(text.slice(start, index));
        start = index;
      }
      before = segment;
    }
    yield* this.#short(text.slice(start));
  }

  *#short(word: string): Generator<string> {
    if (this.#count(word.trimEnd()) <= this.#most) {
      yield word;
      return;
    }
    let start = 0;
    let count = 0;
    for (const { index } of this.#graphemes.segment(word)) {
      if (count === this.#most) {
        yield word.slice(start, index);
        start = index;
        count = 0;
      }
      count += 1;
    }
    yield word.slice(start);
  }

  #count(text: string): number {
    if (ONE_BY_ONE.test(text)) return text.length;
    let count = 0;
    for (const _ of this.#graphemes.segment(text)) count += 1;
    return count;
  }
}

/** After words of scripts without spaces, and after marks that close something or join. */
const ENDS_WORD = /[\p{L}\p{M}\p{N}\p{STerm}\p{Pd}\p{Pe}\p{Pf},;、，；]$/u;
const VISIBLE = /[^\s\p{Cf}]/u;
/** Letters of which each is a grapheme, whatever stands beside it: Latin, Greek, Cyrillic, Chinese, Japanese, Korean. */
const ONE_BY_ONE =
  /^[\0-\u02FF\u0370-\u0482\u048A-\u052F\u3001-\u3029\u3041-\u3096\u30A0-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]*$/;
