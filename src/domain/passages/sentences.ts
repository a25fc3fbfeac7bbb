import type { Cue } from "../value-objects/cue.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import { segmenter } from "./segmenter.ts";
import { isUnspaced, spaceBetween } from "./unspaced-scripts.ts";

/**
 * Words that belong together. White space is folded to single spaces. Times are milliseconds of the recording, those
 * inside a cue reckoned by its characters; `firstCue` and `lastCue` are positions of cues, which a passage may share
 * with those before and after it.
 */
export type Passage = {
  text: string;
  speaker: string | null;
  startMs: number;
  endMs: number;
  firstCue: number;
  lastCue: number;
};

/** Without punctuation, this silence in milliseconds ends a sentence, and so does the last of so many words. */
const PAUSE_MS = 1000;
const MOST_WORDS = 40;
/** More words, punctuation or not, are no sentence. */
const MOST_WORDS_OF_A_SENTENCE = 100;

/**
 * Cuts what each speaker says in a row into sentences (Unicode, Standard Annex 29), whatever cues they are spread over.
 * Together they say all that the cues say, in their order. Takes time in proportion to the text.
 */
export function sentencesOf(cues: readonly Cue[], language: LanguageTag | null): Passage[] {
  const sentences = segmenter(language, "sentence");
  const words = segmenter(language, "word");
  const passages: Passage[] = [];
  for (const run of runsOf(cues)) {
    let at = 0;
    for (const { index, segment } of sentences.segment(run.text)) {
      const end = index + segment.length;
      for (const cut of [...cutsIn(run, index, segment, words), end]) {
        const passage = passageOf(run, at, cut);
        if (passage) passages.push(passage);
        at = cut;
      }
    }
  }
  return passages;
}

/** The cues of one speaker in a row, whose times do not run backwards. */
type Run = {
  text: string;
  cues: Cue[];
  /** Where in the text each cue begins and ends. */
  starts: number[];
  ends: number[];
  /** The cue that was looked up last. */
  cue: number;
};

function* runsOf(cues: readonly Cue[]): Generator<Run> {
  let start = 0;
  for (const [at, cue] of cues.entries()) {
    const next = cues[at + 1];
    if (next && next.speaker === cue.speaker && next.startMs >= cue.startMs) continue;
    yield runOf(cues.slice(start, at + 1));
    start = at + 1;
  }
}

function runOf(cues: Cue[]): Run {
  const texts: string[] = [];
  const [starts, ends]: [number[], number[]] = [[], []];
  let length = 0;
  for (const cue of cues) {
    const before = texts.at(-1);
    const text = cue.text.replace(/\s+/gu, " ").trim();
    const space = before === undefined ? "" : spaceBetween(before, text);
    texts.push(space, text);
    starts.push(length + space.length);
    length += space.length + text.length;
    ends.push(length);
  }
  return { text: texts.join(""), cues, starts, ends, cue: 0 };
}

/** Where to cut what the punctuation leaves whole, and is no sentence: at pauses, and behind so many words. */
function cutsIn(run: Run, index: number, segment: string, words: Intl.Segmenter): number[] {
  if (isSentence(segment, words)) return [];
  const cuts: number[] = [];
  let cue = run.cue;
  while (startOf(run, cue + 1) <= index) cue += 1;
  let count = 0;
  let wordEnd = index;
  for (const word of words.segment(segment)) {
    if (!word.isWordLike) continue;
    const at = index + word.index;
    const pause = cue;
    while (startOf(run, cue + 1) <= at) cue += 1;
    const cut =
      pauseIn(run, pause, cue) ?? (count >= MOST_WORDS ? borderIn(run.text, wordEnd, at) : undefined);
    if (cut !== undefined && count > 0) {
      cuts.push(cut);
      count = 0;
    }
    count += 1;
    wordEnd = at + word.segment.length;
  }
  return cuts;
}

function isSentence(segment: string, words: Intl.Segmenter): boolean {
  if (!SENTENCE_END.test(segment.trimEnd().slice(-10))) return false;
  if (segment.length <= MOST_WORDS_OF_A_SENTENCE) return true;
  let count = 0;
  for (const { isWordLike } of words.segment(segment)) {
    if (isWordLike) count += 1;
    if (count > MOST_WORDS_OF_A_SENTENCE) return false;
  }
  return true;
}

const SENTENCE_END = /[\p{STerm}…]["'\p{Pe}\p{Pf}]{0,5}$/u;

/** Where the last cue begins, of those up to `last`, that has a pause before it. */
function pauseIn({ cues, starts }: Run, first: number, last: number): number | undefined {
  for (let cue = last; cue > first; cue -= 1) {
    const silence = (cues[cue]?.startMs ?? 0) - (cues[cue - 1]?.endMs ?? 0);
    if (silence >= PAUSE_MS) return starts[cue];
  }
  return undefined;
}

/** Where between two words a line could break. */
function borderIn(text: string, wordEnd: number, nextWord: number): number | undefined {
  const space = text.slice(wordEnd, nextWord).indexOf(" ");
  if (space >= 0) return wordEnd + space + 1;
  return isUnspaced(text.charAt(nextWord - 1)) ? nextWord : undefined;
}

function startOf({ starts }: Run, cue: number): number {
  return starts[cue] ?? Number.POSITIVE_INFINITY;
}

/** Undefined where nothing is said. Moves on in the run: the next one must not begin before this one's end. */
function passageOf(run: Run, from: number, to: number): Passage | undefined {
  const untrimmed = run.text.slice(from, to);
  const text = untrimmed.trim();
  if (text === "") return undefined;
  const start = from + untrimmed.indexOf(text);
  const end = start + text.length;
  while (startOf(run, run.cue + 1) <= start) run.cue += 1;
  const first = run.cue;
  const startMs = timeAt(run, first, start);
  let endMs = startMs;
  while (startOf(run, run.cue + 1) < end) {
    endMs = Math.max(endMs, run.cues[run.cue]?.endMs ?? 0);
    run.cue += 1;
  }
  return {
    text,
    speaker: run.cues[first]?.speaker ?? null,
    startMs,
    endMs: Math.max(endMs, timeAt(run, run.cue, end)),
    firstCue: run.cues[first]?.position ?? 0,
    lastCue: run.cues[run.cue]?.position ?? 0,
  };
}

/** What is said in a cue is taken to be said before the next one starts, also where they overlap. */
function timeAt({ cues, starts, ends }: Run, index: number, at: number): number {
  const cue = cues[index];
  const start = starts[index] ?? 0;
  const end = ends[index] ?? 0;
  if (!cue || at >= end) return cue?.endMs ?? 0;
  const lasts = Math.min(cue.endMs, cues[index + 1]?.startMs ?? cue.endMs) - cue.startMs;
  return cue.startMs + Math.round((lasts * (at - start)) / (end - start));
}
