import type { LanguageTag } from "../../../../domain/value-objects/language-tag.ts";
import {
  ACTION_LEADS,
  ACTIONS,
  ANNOUNCEMENTS,
  ATTENTION,
  ATTENTION_GOING,
  BEFORE_SEQUENCE,
  COMMON_WORDS,
  DANGLING_WORDS,
  FAINT_OPENINGS,
  FILLERS,
  GOODBYES,
  GREETINGS,
  SEQUENCE,
  SMALL_TALK,
  STOP_WORDS,
  TOPIC_OPENINGS,
  VAGUE_WORDS,
} from "./english.ts";
import { isDense } from "./sentences.ts";
import { loweredWords, phraseFinder, stemOf, type Word } from "./words.ts";

/** What drafting asks of a language. The general one answers from the writing alone, whatever the language. */
export type Language = {
  isEnglish: boolean;
  /** What lexical cohesion counts: stems of words with a meaning, or pairs of characters. */
  termsOf(words: readonly Word[]): string[];
  /** Filler, false starts, greetings: nothing that a reader would miss. */
  isNoise(words: readonly Word[]): boolean;
  isGreeting(words: readonly Word[]): boolean;
  isGoodbye(words: readonly Word[]): boolean;
  /** From 0 to 1: how much a sentence sounds like the beginning of a topic. */
  opening(words: readonly Word[]): number;
  /** Whether it tells somebody to do something. */
  instructs(words: readonly Word[]): boolean;
  /** Whether a sentence was cut off and its next words are `next`. */
  goesOn(text: string, next: string): boolean;
  /** How many characters at the start of a sentence only take a breath: "Okay, " before a capital. */
  leadIn(text: string): number;
};

/** English where it is named, or where nothing is named and the words are English; the general path otherwise. */
export function languageFor(tag: LanguageTag | null, sample: string): Language {
  return (tag === null ? looksEnglish(sample) : /^en(?:-|$)/i.test(tag)) ? english : general;
}

function looksEnglish(sample: string): boolean {
  const words = loweredWords(sample.slice(0, 20_000));
  const common = words.filter((word) => COMMON_WORDS.has(word));
  return common.length * 8 >= words.length;
}

const general: Language = {
  isEnglish: false,
  termsOf: (words) =>
    words.flatMap(({ lower }) => (isDense(lower) ? pairsOf(lower) : [lower.normalize("NFC")])),
  // One word on its own is a murmur; in scripts without spaces a word is as long as its run of characters.
  isNoise: (words) => words.length === 0 || (words.length === 1 && (words[0]?.text.length ?? 0) < 5),
  isGreeting: () => false,
  isGoodbye: () => false,
  opening: () => 0,
  instructs: () => false,
  goesOn: () => false,
  leadIn: () => 0,
};

/** Overlapping pairs of characters stand for words where words are not set apart. */
function pairsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
}

const LEAD_IN = /^(?:(?:yeah|okay|ok|alright|right|yes|well|so|um|uh|and)[,.] )+/i;
const smallTalk = phraseFinder(SMALL_TALK);
const greetings = phraseFinder(GREETINGS);
const goodbyes = phraseFinder(GOODBYES);
const announcements = phraseFinder(ANNOUNCEMENTS);
const openings = phraseFinder(TOPIC_OPENINGS);
const faintOpenings = phraseFinder(FAINT_OPENINGS);
export const actionLeads = phraseFinder(ACTION_LEADS);

const english: Language = {
  isEnglish: true,
  termsOf: (words) => words.filter(hasMeaning).map(stemOf),
  isNoise(words) {
    const from = afterFillers(words);
    const rest = words.slice(from);
    if (rest.length < 12 && smallTalk.startAt(words, from)) return true;
    const meaning = rest.filter(hasMeaning).length;
    return meaning === 0 || rest.length < 3 || (rest.length < 4 && meaning < 2);
  },
  isGreeting: (words) => greetings.startAt(words, afterFillers(words)),
  isGoodbye: (words) => goodbyes.startAt(words, 0) || goodbyes.startAt(words, afterFillers(words)),
  opening(words) {
    const start = afterFillers(words);
    // "Now I'm going to show": what follows may open a topic more clearly.
    const last = /^(?:now|then|today)$/.test(words[start]?.lower ?? "") ? start + 1 : start;
    for (let at = 0; at <= last; at++) if (opensTopic(words, at)) return 1;
    for (let at = 0; at <= last; at++) if (opensFaintly(words, at)) return 0.5;
    return 0;
  },
  instructs: (words) =>
    ACTIONS.has(words[afterFillers(words)]?.lower ?? "") ||
    words.some(({ lower }, at) => ACTIONS.has(lower) && actionLeads.endBefore(words, at)),
  goesOn(text, next) {
    const last = loweredWords(text.slice(-24)).at(-1);
    if (last === undefined || !DANGLING_WORDS.has(last) || /[?!][^?!\w]*$/.test(text)) return false;
    const first = loweredWords(next.slice(0, 24))[0];
    return first !== undefined && !FILLERS.has(first) && first !== "all";
  },
  leadIn(text) {
    const length = LEAD_IN.exec(text)?.[0].length ?? 0;
    return length > 0 && /^\p{Lu}/u.test(text.slice(length)) ? length : 0;
  },
};

/** "Let's look at", "moving on", "the next piece": cue phrases of the kinds that Hirschberg & Litman (1993) describe. */
function opensTopic(words: readonly Word[], at: number): boolean {
  if (openings.startAt(words, at) || ATTENTION_GOING.has(words[at]?.lower ?? "")) return true;
  if (announcements.startAt(words, at)) {
    return words.slice(at + 1, at + LONGEST_ANNOUNCEMENT).some(({ lower }) => ATTENTION.has(lower));
  }
  let place = at;
  while (place < at + LONGEST_LEAD && BEFORE_SEQUENCE.has(words[place]?.lower ?? "")) place++;
  return SEQUENCE.has(words[place]?.lower ?? "");
}

const opensFaintly = (words: readonly Word[], at: number) =>
  announcements.startAt(words, at) || faintOpenings.startAt(words, at);

/** Words of "I would like to just show", at most. */
const LONGEST_ANNOUNCEMENT = 6;

/** Words of "on to the" before "second part", at most. */
const LONGEST_LEAD = 3;

const MEANINGLESS = new Set([...STOP_WORDS, ...FILLERS, ...VAGUE_WORDS]);

/** Whether a word tells of a topic, in English. */
export function hasMeaning(word: Word): boolean {
  word.hasMeaning ??= tells(word.lower);
  return word.hasMeaning;
}

function tells(lower: string): boolean {
  const word = lower.endsWith("'s") ? lower.slice(0, -2) : lower;
  return word.length > 1 && !MEANINGLESS.has(word) && !MEANINGLESS.has(lower) && !/^\d+$/.test(word);
}

/** Where an English sentence begins once "okay, yeah, and so" is past. */
export function afterFillers(words: readonly Word[]): number {
  let from = 0;
  while (from < words.length - 1 && isLeadIn(words[from]?.lower ?? "")) from++;
  return from;
}

const isLeadIn = (word: string) =>
  FILLERS.has(word) || word === "and" || word === "so" || word === "but" || word === "actually";
