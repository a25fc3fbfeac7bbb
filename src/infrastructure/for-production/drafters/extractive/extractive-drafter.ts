import type { Draft, Drafter, DraftingSource } from "../../../../application/ports/drafter.ts";
import type { Cue } from "../../../../domain/value-objects/cue.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { bodyOf, citedRanges, usefulSentences } from "./bodies.ts";
import { type Language, languageFor } from "./language.ts";
import { BORDER_WEIGHTS, type BorderWeights, sectionStarts } from "./sections.ts";
import { isDense, sentencesOf } from "./sentences.ts";
import { titlesOf } from "./titles.ts";
import { type Told, termCounts, termWeights, told } from "./told.ts";
import { newVocabulary, wordsOf } from "./words.ts";

const MOST_STEPS_UNASKED = 100;
const WORDS_PER_MINUTE = 150;
const DENSE_CHARACTERS_PER_MINUTE = 350;
/** A goodbye takes this many sentences at most. */
const GOODBYE = 6;

/** What may be tuned, and what `npm run eval:drafting` tunes for its cross-validation. */
export type ExtractiveSettings = {
  weights: BorderWeights;
  /** Steps for a recording of one minute, where no number is asked for. */
  density: number;
};
export const USUAL_SETTINGS: ExtractiveSettings = { weights: BORDER_WEIGHTS, density: 2.45 };

/**
 * Drafts tutorials out of the transcript's own sentences: deterministic, with no model and no network. The method,
 * and the papers that it rests on, are in docs/drafting.md.
 */
export function createExtractiveDrafter(settings: ExtractiveSettings = USUAL_SETTINGS): Drafter {
  return { draft: async (source, options) => draft(source, options.steps, settings) };
}

function draft(
  { title, language: tag, cues }: DraftingSource,
  steps: number | undefined,
  { weights: borderWeights, density }: ExtractiveSettings,
): Draft {
  const language = languageFor(tag, sampleOf(cues));
  const sentences = tellingSentences(cues, language, steps ?? 0);
  const count = Math.min(
    steps ?? usualCount(cues, sentences, density),
    limits.stepsPerTutorial,
    sentences.length,
  );
  const starts = sectionStarts(sentences, count, borderWeights);
  const sections = starts.map((start, at) => sentences.slice(start, starts[at + 1]));
  const counts = termCounts(sections);
  const weights = termWeights(counts);
  const titles = titlesOf(sections, counts, language, title);
  const textLength = quoteLengths(cues);
  const drafted = sections.map((section, at) => {
    const useful = usefulSentences(section, weights[at] ?? new Map());
    const { ranges, cited } = citedRanges(useful, textLength);
    return { title: titles[at] ?? title, body: bodyOf(cited), citations: ranges };
  });
  return { steps: drafted, notes: language.isEnglish ? [] : [GENERAL_PATH] };
}

const GENERAL_PATH =
  "No word lists for this language: fillers, greetings and openings of topics are not recognised, and titles are clauses.";

/** The sentences without the goodbye, unless `atLeast` so many are asked for: then down to the last fragment. */
function tellingSentences(cues: readonly Cue[], language: Language, atLeast: number): Told[] {
  const vocabulary = newVocabulary();
  const opens = (text: string) => language.opening(wordsOf(text.slice(0, 60), vocabulary)) > 0;
  const mended = sentencesOf(cues, { goesOn: language.goesOn, opens });
  const sentences = (mended.length >= atLeast ? mended : sentencesOf(cues, { opens })).map((one) =>
    told(one, language, vocabulary),
  );
  const goodbye = sentences.findIndex(
    (one, at) => one.goodbye && at >= sentences.length - GOODBYE && at * 10 >= sentences.length * 7,
  );
  return goodbye >= Math.max(atLeast, 1) ? sentences.slice(0, goodbye) : sentences;
}

/**
 * How many steps a reader would like: about 4 for three minutes, 10 for ten, 30 for an hour. Time and words both
 * count, for a recording may be silent and its times may be missing; and a step needs two sentences worth reading.
 */
function usualCount(cues: readonly Cue[], sentences: readonly Told[], density: number): number {
  const startMs = cues.reduce((first, cue) => Math.min(first, cue.startMs), Number.POSITIVE_INFINITY);
  const endMs = cues.reduce((last, cue) => Math.max(last, cue.endMs), 0);
  const spoken = sentences.reduce(
    (minutes, { text, words }) =>
      minutes + (isDense(text) ? text.length / DENSE_CHARACTERS_PER_MINUTE : words.length / WORDS_PER_MINUTE),
    0,
  );
  const minutes = endMs > startMs ? Math.sqrt(spoken * ((endMs - startMs) / 60_000)) : spoken;
  const useful = sentences.filter(({ noise }) => !noise).length;
  return Math.max(
    1,
    Math.min(Math.round(density * minutes ** 0.61), Math.floor(useful / 2), MOST_STEPS_UNASKED),
  );
}

/** Enough of the text to tell its language by. */
function sampleOf(cues: readonly Cue[]): string {
  return cues
    .slice(0, 400)
    .map(({ text }) => text)
    .join(" ");
}

/** The length of the quote of any range of cues, without building it. */
function quoteLengths(cues: readonly Cue[]): (range: { firstCue: number; lastCue: number }) => number {
  const upTo = new Float64Array(cues.length + 1);
  cues.forEach(({ text }, at) => {
    upTo[at + 1] = (upTo[at] ?? 0) + text.length + 1;
  });
  return ({ firstCue, lastCue }) => (upTo[lastCue] ?? 0) - (upTo[firstCue - 1] ?? 0) - 1;
}
