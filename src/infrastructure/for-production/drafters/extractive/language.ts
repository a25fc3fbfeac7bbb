import type { LanguageTag } from "../../../../domain/value-objects/language-tag.ts";
import {
  ACTION_LEADS,
  ACTIONS,
  DANGLING_WORDS,
  FILLERS,
  GOODBYES,
  SMALL_TALK,
  STOP_WORDS,
  TOPIC_OPENINGS,
  VAGUE_WORDS,
} from "./english.ts";
import { isDense } from "./sentences.ts";
import { stem } from "./stem.ts";
import { phraseFinder, type Word, wordsOf } from "./words.ts";

/** What drafting asks of a language. The general one answers from the writing alone, whatever the language. */
export type Language = {
  isEnglish: boolean;
  /** What lexical cohesion counts: stems of words with a meaning, or pairs of characters. */
  termsOf(words: readonly Word[]): string[];
  /** Filler, false starts, greetings: nothing that a reader would miss. */
  isNoise(words: readonly Word[]): boolean;
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
  const words = wordsOf(sample.slice(0, 20_000));
  const common = words.filter(({ lower }) =>
    /^(?:the|and|to|of|is|you|that|it|this|we|so|have|i'm)$/.test(lower),
  );
  return common.length * 8 >= words.length;
}

const general: Language = {
  isEnglish: false,
  termsOf: (words) =>
    words.flatMap(({ lower }) => (isDense(lower) ? pairsOf(lower) : [lower.normalize("NFC")])),
  // One word on its own is a murmur; in scripts without spaces a word is as long as its run of characters.
  isNoise: (words) => words.length === 0 || (words.length === 1 && (words[0]?.text.length ?? 0) < 5),
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
const goodbyes = phraseFinder(GOODBYES);
const openings = TOPIC_OPENINGS.map(([strength, list]) => ({ strength, phrases: phraseFinder(list) }));
export const actionLeads = phraseFinder(ACTION_LEADS);

const english: Language = {
  isEnglish: true,
  termsOf: (words) => words.filter(hasMeaning).map(({ lower }) => stem(lower)),
  isNoise(words) {
    const from = afterFillers(words);
    const rest = words.slice(from);
    if (rest.length < 12 && smallTalk.startAt(words, from)) return true;
    const meaning = rest.filter(hasMeaning).length;
    return meaning === 0 || rest.length < 3 || (rest.length < 4 && meaning < 2);
  },
  isGoodbye: (words) => goodbyes.startAt(words, 0) || goodbyes.startAt(words, afterFillers(words)),
  opening(words) {
    const last = afterFillers(words);
    for (const { strength, phrases } of openings) {
      for (let from = 0; from <= last; from++) if (phrases.startAt(words, from)) return strength;
    }
    return 0;
  },
  instructs: (words) =>
    ACTIONS.has(words[afterFillers(words)]?.lower ?? "") ||
    words.some(({ lower }, at) => ACTIONS.has(lower) && actionLeads.endBefore(words, at)),
  goesOn(text, next) {
    const last = wordsOf(text.slice(-24)).at(-1);
    const first = wordsOf(next.slice(0, 24))[0];
    if (last === undefined || first === undefined || /[?!]\W*$/.test(text)) return false;
    return DANGLING_WORDS.has(last.lower) && !FILLERS.has(first.lower) && first.lower !== "all";
  },
  leadIn(text) {
    const length = LEAD_IN.exec(text)?.[0].length ?? 0;
    return /^\p{Lu}/u.test(text.slice(length)) ? length : 0;
  },
};

/** Whether a word tells of a topic, in English. */
export function hasMeaning({ lower }: Word): boolean {
  const word = lower.endsWith("'s") ? lower.slice(0, -2) : lower;
  return (
    word.length > 1 &&
    !/^\d+$/.test(word) &&
    ![STOP_WORDS, FILLERS, VAGUE_WORDS].some((list) => list.has(word) || list.has(lower))
  );
}

/** Where an English sentence begins once "okay, yeah, and so" is past. */
export function afterFillers(words: readonly Word[]): number {
  let from = 0;
  while (from < words.length - 1 && isLeadIn(words[from]?.lower ?? "")) from++;
  return from;
}

const isLeadIn = (word: string) =>
  FILLERS.has(word) || word === "and" || word === "so" || word === "but" || word === "actually";
