import type { ReadCue } from "../format-reader.ts";
import { cueOf, type TimedText } from "./timed-text.ts";

/** A word; or a punctuation mark, which stands right behind the word before it and is that word's speaker's. */
export type TimedWord = TimedText & { isPunctuation?: boolean };

/**
 * Two lines of 42 characters, and seven seconds, are the most that Netflix takes in a subtitle; five sixths of a second
 * the least (Timed Text Style Guide, General Requirements, and for the 42 its English part).
 * https://partnerhelp.netflixstudios.com/hc/en-us/articles/215758617-Timed-Text-Style-Guide-General-Requirements
 */
const MOST_CHARACTERS = 2 * 42;
const MOST_MS = 7_000;
const LEAST_MS = 833;
/**
 * The shortest pause in which a subtitle may be taken off (BBC Subtitle Guidelines, section 4.5).
 * https://www.bbc.co.uk/accessibility/forproducts/guides/subtitles/#Gaps
 */
const PAUSE_MS = 1_000;

/**
 * Groups words to cues. A cue ends where the speaker changes, where a sentence ends (unless that would make a cue too
 * short to read), at a pause, and where a caption would be full. Words without times go with those before them.
 *
 * @param text the same words with their punctuation, where the document has them. Where it does say the same, it is
 * what the cues are cut from; if not, the words are joined.
 */
export function* cuesFromWords(words: readonly TimedWord[], text = ""): Generator<ReadCue> {
  let cue: Draft | undefined;
  for (const word of spaced(words, text)) {
    if (cue && beginsAnother(cue, word)) {
      yield cueOf(cue);
      cue = undefined;
    }
    cue ??= {
      text: "",
      width: 0,
      endsSentence: false,
      speaker: word.speaker,
      startMs: undefined,
      endMs: undefined,
    };
    extend(cue, word);
  }
  if (cue) yield cueOf(cue);
}

/** The cues of one speaker's turn: its words are grouped where any of them is timed; where none is, it is one cue. */
export function* cuesFromTurn(turn: TimedText, words: readonly TimedWord[]): Generator<ReadCue> {
  const isTimed = words.some(
    ({ text, startMs, endMs }) => text.trim() !== "" && startMs !== undefined && endMs !== undefined,
  );
  if (isTimed) yield* cuesFromWords(words, turn.text);
  else yield cueOf(turn);
}

type Draft = TimedText & { width: number; endsSentence: boolean };

function extend(cue: Draft, word: TimedWord): void {
  const text = cue.text === "" ? word.text.trimStart() : word.text;
  cue.text += text;
  cue.width += widthOf(text);
  cue.endsSentence = SENTENCE_END.test(text.trimEnd().slice(-10));
  if (word.startMs === undefined || word.endMs === undefined) return;
  cue.startMs ??= word.startMs;
  cue.endMs = Math.max(cue.endMs ?? 0, word.endMs);
}

function beginsAnother(cue: Draft, word: TimedWord): boolean {
  if (word.isPunctuation) return false;
  if (word.speaker !== cue.speaker) return true;
  if (cue.width + widthOf(word.text) > MOST_CHARACTERS) return true;
  if (cue.startMs === undefined || cue.endMs === undefined) return false;
  if (cue.endsSentence && cue.endMs - cue.startMs >= LEAST_MS) return true;
  if (word.startMs === undefined || word.endMs === undefined) return false;
  // Time that runs backwards is another cue's, too.
  if (word.startMs < cue.startMs || word.startMs - cue.endMs >= PAUSE_MS) return true;
  return word.endMs - cue.startMs > MOST_MS;
}

const SENTENCE_END = /[\p{STerm}…]["'\p{Pe}\p{Pf}]{0,5}$/u;

/**
 * How much of a line a text takes. Where a line has 42 characters of English, Netflix gives 16 to Chinese and Korean
 * and 13 to Japanese, so each of theirs counts as three.
 */
function widthOf(text: string): number {
  // More than a caption holds in any script.
  if (text.length > MOST_CHARACTERS) return text.length;
  return text.length + 2 * (text.match(WIDE)?.length ?? 0);
}

const WIDE = /[\p{sc=Han}\p{sc=Hangul}\p{scx=Hira}\p{scx=Kana}\uFF00-\uFFEF]/gu;

/** Whether texts are single words rather than captions, as far as the first of them tell. */
export function areWords(texts: readonly string[]): boolean {
  const said = texts.map((text) => text.trim()).filter((text) => text !== "");
  const single = said.filter((text) => !/\s/.test(text));
  const width = single.reduce((sum, text) => sum + widthOf(text), 0);
  // Nearly all without a space, and on average no wider than a long word: four characters of Chinese or Japanese.
  return said.length > 1 && single.length >= 0.9 * said.length && width <= 12 * single.length;
}

/** The words with the white space that belongs before them; those of white space alone are left out. */
function spaced(words: readonly TimedWord[], text: string): readonly TimedWord[] {
  const said = words.filter((word) => word.text.trim() !== "");
  const pieces = cutByWords(text, said);
  if (pieces) return said.map((word, at) => ({ ...word, text: pieces[at] ?? word.text }));
  // Some recognisers write " so", " well" and "-known": then what has no space wants none.
  if (2 * said.filter(({ text }) => /^\s|\s$/.test(text)).length >= said.length) return said;
  return said.map((word, at) => {
    const before = said[at - 1];
    return before && needsSpace(before.text, word) ? { ...word, text: ` ${word.text}` } : word;
  });
}

function needsSpace(before: string, word: TimedWord): boolean {
  if (word.isPunctuation || /\s$/.test(before.slice(-1)) || /^\s/.test(word.text)) return false;
  return !(UNSPACED_END.test(before.slice(-2)) && UNSPACED_START.test(word.text));
}

/** Scripts that put no spaces between words, and the punctuation that goes with them. */
const UNSPACED_START =
  /^[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u3000-\u303F\uFF00-\uFFEF]/u;
const UNSPACED_END =
  /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u3000-\u303F\uFF00-\uFFEF]$/u;

/** Cuts a text into a piece for each word, with the punctuation at it; undefined where it says other words. */
function cutByWords(text: string, words: readonly TimedWord[]): string[] | undefined {
  const pieces: string[] = [];
  let start = 0;
  let end = 0;
  for (const word of words) {
    const said = word.text.trim();
    const at = text.indexOf(said, end);
    if (at < 0) return undefined;
    const between = text.slice(end, at);
    if (SPEECH.test(between)) return undefined;
    if (end > 0) {
      const cut = end + cutOf(between);
      pieces.push(text.slice(start, cut));
      start = cut;
    }
    end = at + said.length;
  }
  if (SPEECH.test(text.slice(end))) return undefined;
  pieces.push(text.slice(start));
  return pieces;
}

const SPEECH = /[\p{L}\p{N}]/u;

/** Where, in what stands between two words, the second one's piece begins: at the last space or an opening mark. */
function cutOf(between: string): number {
  const space = between.search(/\s\S*$/);
  if (space >= 0) return space;
  const opening = between.search(/[\p{Ps}\p{Pi}]/u);
  return opening >= 0 ? opening : between.length;
}
