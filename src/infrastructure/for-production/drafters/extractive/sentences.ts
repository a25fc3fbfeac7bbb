import type { Cue } from "../../../../domain/value-objects/cue.ts";
import { ABBREVIATIONS } from "./english.ts";

/** A stretch of speech that is kept or left out as a whole, word for word as the cues have it, and where it stands. */
export type Sentence = {
  /** White space is folded to single spaces, so that the text stands in the citation's quote folded likewise. */
  text: string;
  firstCue: number;
  lastCue: number;
  speaker: string | null;
  /** Silence before it in milliseconds; 0 inside a cue and where cues overlap. */
  pauseMs: number;
};

/** One speaker's cues in a row, joined. `starts` holds where in the text each cue begins. */
type Turn = { text: string; starts: number[]; firstCue: number; speaker: string | null; pauses: number[] };

type Habits = {
  /** Marks end sentences; without them only pauses and length can. */
  punctuated: boolean;
  /** Sentences begin with capitals, so that a small letter after a full stop goes on with the same sentence. */
  capitalised: boolean;
  /** Written without spaces between words (Chinese, Japanese, Thai …): few characters say much. */
  dense: boolean;
  /** Sentences shorter than this are not cut off: a bound on the work, which normal speech never comes near. */
  shortest: number;
};

const ENDS = /[.!?…؟।։۔。！？｡]/g;
/** Those that end a sentence with no space behind them. */
const ENDS_ANYWHERE = new Set("。！？｡");
const ENDS_AND_CLOSERS = new Set(".!?…؟।։۔。！？｡\"'”’»)]」』）】");
const CLAUSE_MARKS = new Set(",;:—–，、；：،؛");
const DENSE_LETTER =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const DENSE_LETTERS = new RegExp(DENSE_LETTER, "gu");
/** A sentence longer than this is cut, best at a pause. */
const LONGEST = { punctuated: 420, unpunctuated: 140 };
const DENSE_LONGEST = { punctuated: 140, unpunctuated: 40 };
/** Silence that ends a sentence without a mark. */
const LONG_PAUSE_MS = { punctuated: 2000, unpunctuated: 700 };

const MOST_SENTENCES = 50_000;
/** Blanks in a cue; with more it stands alone, for no sentence's quote may grow beyond what a citation holds. */
const MOST_PADDING = 100;

/** Whether a text is in a script that puts no spaces between words. */
export function isDense(text: string): boolean {
  return (text.match(DENSE_LETTERS)?.length ?? 0) * 3 > text.length;
}

/**
 * Cuts cues into sentences: at the marks of many scripts, at changes of speaker, and at long pauses. Speech without
 * marks is cut into pieces of sentence length where it pauses best.
 */
export function sentencesOf(cues: readonly Cue[], hints: Partial<Hints> = {}): Sentence[] {
  const { goesOn = () => false, opens = () => false } = hints;
  const turns = turnsOf(cues);
  const habits = habitsOf(turns);
  return turns.flatMap((turn) => {
    const ends = farApart(sentenceEnds(turn, habits, opens), habits.shortest, turn.text.length);
    return inCues(turn, cutLong(turn, mended(turn.text, ends, goesOn, longest(habits)), habits));
  });
}

/** What a language knows of where sentences end. */
type Hints = {
  /** Whether a sentence broke off; it is then mended with the next one, where that is not too long. */
  goesOn(text: string, next: string): boolean;
  /** Whether a cue's words begin a sentence, though no mark says so. */
  opens(text: string): boolean;
};

function turnsOf(cues: readonly Cue[]): Turn[] {
  const turns: { turn: Turn; texts: string[]; length: number; padded: boolean }[] = [];
  let endMs = cues[0]?.startMs ?? 0;
  cues.forEach((cue, at) => {
    const text = folded(cue.text);
    const pause = Math.max(0, cue.startMs - endMs);
    endMs = Math.max(endMs, cue.endMs);
    let last = turns.at(-1);
    const padded = cue.text.length - text.length > MOST_PADDING;
    if (last === undefined || last.turn.speaker !== cue.speaker || padded || last.padded) {
      last = {
        turn: { text: "", starts: [], firstCue: at + 1, speaker: cue.speaker, pauses: [] },
        texts: [],
        length: 0,
        padded,
      };
      turns.push(last);
    }
    last.turn.starts.push(last.length);
    last.turn.pauses.push(pause);
    last.texts.push(text);
    last.length += text.length + 1;
  });
  return turns.map(({ turn, texts }) => ({ ...turn, text: texts.join(" ") }));
}

function folded(text: string): string {
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/gu, " ") : text).trim();
}

function habitsOf(turns: readonly Turn[]): Habits {
  let [characters, marks, large, small, dense] = [0, 0, 0, 0, 0];
  for (const { text } of turns) {
    characters += text.length + 1;
    dense += text.match(DENSE_LETTERS)?.length ?? 0;
    for (const { 0: mark, index } of text.matchAll(ENDS)) {
      const anywhere = ENDS_ANYWHERE.has(mark);
      if (!anywhere && !atSpace(text, index + 1)) continue;
      marks++;
      if (anywhere) continue;
      const next = text.charAt(index + 2);
      if (isSmall(next)) small++;
      else if (isLarge(next)) large++;
    }
  }
  const isDenseText = dense * 3 > characters;
  return {
    punctuated: marks * (isDenseText ? 120 : 400) >= characters,
    capitalised: large > small,
    dense: isDenseText,
    shortest: characters / MOST_SENTENCES,
  };
}

const isSmall = (character: string) => /\p{Ll}/u.test(character);
const isLarge = (character: string) => /\p{Lu}/u.test(character);
const longest = ({ dense, punctuated }: Habits) =>
  (dense ? DENSE_LONGEST : LONGEST)[punctuated ? "punctuated" : "unpunctuated"];

/** Where sentences end in a turn, by marks and by silence. */
function sentenceEnds({ text, starts, pauses }: Turn, habits: Habits, opens: Hints["opens"]): number[] {
  const ends: number[] = [];
  const longPause = LONG_PAUSE_MS[habits.punctuated ? "punctuated" : "unpunctuated"];
  let cue = 1;
  const endAtCues = (upTo: number) => {
    for (let at = starts[cue]; at !== undefined && at <= upTo; at = starts[++cue]) {
      const silent = (pauses[cue] ?? 0) >= longPause;
      if (silent || (!habits.punctuated && opens(text.slice(at, starts[cue + 1])))) ends.push(at);
    }
  };
  let end = 0;
  for (const { 0: mark, index } of text.matchAll(ENDS)) {
    if (index < end) continue;
    endAtCues(index);
    end = index + 1;
    while (ENDS_AND_CLOSERS.has(text.charAt(end))) end++;
    const anywhere = ENDS_ANYWHERE.has(mark);
    if (anywhere || (atSpace(text, end) && !isInside(text, index, end, habits))) ends.push(end);
  }
  endAtCues(text.length - 1);
  if (ends.at(-1) !== text.length) ends.push(text.length);
  return ends;
}

const atSpace = (text: string, at: number) => at >= text.length || text.charAt(at) === " ";

/** A full stop that ends no sentence: before a small letter, after an initial, an abbreviation or an ordinal. */
function isInside(text: string, at: number, end: number, { capitalised }: Habits): boolean {
  if (capitalised && isSmall(text.charAt(end + 1))) return true;
  if (text.charAt(at) !== "." || end !== at + 1) return false;
  const word = text.slice(Math.max(text.lastIndexOf(" ", at - 1) + 1, at - 12), at);
  return /^(?:\p{Lu}|\d{1,2})$/u.test(word) || ABBREVIATIONS.has(word.toLowerCase());
}

function farApart(ends: readonly number[], least: number, last: number): number[] {
  let start = 0;
  return ends.filter((end) => {
    if (end - start < least && end !== last) return false;
    start = end;
    return true;
  });
}

/** Joins what broke off with what follows, while the whole stays of a sentence's length. */
function mended(text: string, ends: readonly number[], goesOn: Hints["goesOn"], most: number): number[] {
  const kept: number[] = [];
  let start = 0;
  ends.forEach((end, at) => {
    const next = ends[at + 1];
    if (next !== undefined && next - start <= most && goesOn(text.slice(start, end), text.slice(end, next)))
      return;
    kept.push(end);
    start = end;
  });
  return kept;
}

/** Cuts what is too long for a sentence: at the longest silence, else after a clause, between cues, between words. */
function cutLong({ text, starts, pauses }: Turn, ends: readonly number[], habits: Habits): number[] {
  const most = longest(habits);
  const least = Math.floor(most / 3);
  const pauseAt = new Map(starts.map((start, cue) => [start, pauses[cue] ?? 0]));
  const worth = (at: number) => {
    const pause = pauseAt.get(at);
    if (pause !== undefined) return 3 + Math.min(pause, 3000) / 1000;
    const before = text.charAt(at - 1);
    if (CLAUSE_MARKS.has(before)) return 4;
    if (before !== " ") return 0;
    return CLAUSE_MARKS.has(text.charAt(at - 2)) ? 4 : 1;
  };
  const cuts: number[] = [];
  let start = 0;
  for (const end of ends) {
    while (end - start > most) {
      let cut = start + most;
      let highest = worth(cut);
      for (let at = cut - 1; at > start + least; at--) {
        const value = worth(at);
        if (value > highest) [cut, highest] = [at, value];
      }
      // Nothing to choose from: not inside a grapheme at least.
      if (highest === 0) cut = graphemeStart(text, start, cut);
      cuts.push(cut);
      start = cut;
    }
    cuts.push(end);
    start = end;
  }
  return cuts;
}

/** Made when it is needed, which is seldom: the first takes longer than most drafts. */
let graphemes: Intl.Segmenter | undefined;

function graphemeStart(text: string, start: number, at: number): number {
  graphemes ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  const window = text.slice(start, at + 50);
  const index = graphemes.segment(window).containing(at - start)?.index;
  if (index !== undefined && index > 0) return start + index;
  // A grapheme of a sentence's length is no text: the halves of a character still stay together.
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
}

function inCues({ text, starts, pauses, firstCue, speaker }: Turn, ends: readonly number[]): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  let cue = 0;
  for (const end of ends) {
    while (text.charAt(start) === " ") start++;
    if (start >= end) continue;
    while ((starts[cue + 1] ?? Number.POSITIVE_INFINITY) <= start) cue++;
    const first = cue;
    const words = text.slice(start, end).trimEnd();
    while ((starts[cue + 1] ?? Number.POSITIVE_INFINITY) < start + words.length) cue++;
    sentences.push({
      text: words,
      firstCue: firstCue + first,
      lastCue: firstCue + cue,
      speaker,
      pauseMs: starts[first] === start ? (pauses[first] ?? 0) : 0,
    });
    start = end;
  }
  return sentences;
}
