import { Title } from "../../../../domain/value-objects/title.ts";
import { ACTIONS, CLAUSE_ENDS, DETERMINERS, FILLERS, SUBJECTS } from "./english.ts";
import { actionLeads, afterFillers, hasMeaning, type Language } from "./language.ts";
import { isDense } from "./sentences.ts";
import { stem } from "./stem.ts";
import type { Told } from "./told.ts";
import { type Word, wordsOf } from "./words.ts";

type Candidate = { text: string; stems: readonly string[]; repeated: boolean; score: number };
type Section = readonly Told[];
type Weights = ReadonlyMap<string, number>;
type Nounness = (word: Word) => number;
type Spelling = (words: readonly Word[]) => string;

const LONGEST_TITLE = 80;
const LONGEST_CLAUSE = 60;
/** Characters of a script without spaces. */
const LONGEST_DENSE_TITLE = 28;
const LONGEST_PHRASE = 4;
const LONGEST_OBJECT = 7;
/** How much more an action tells where a section opens with it, and where the words before it say so. */
const OPENING = 2;
const ANNOUNCED = 4;

/**
 * A title for each section, no two alike: the action that it asks for or the topic that it speaks of, whichever tells
 * more of it. Both are phrases out of its sentences, weighed by `weights`; see docs/drafting.md.
 */
export function titlesOf(
  sections: readonly Section[],
  weights: readonly Weights[],
  language: Language,
  fallback: Title,
): Title[] {
  const candidatesIn = language.isEnglish
    ? englishCandidates(sections)
    : (section: Section, weights: Weights) => generalCandidates(section, weights, language);
  const used = new Set<string>();
  return sections.map((section, at) => {
    const candidates = candidatesIn(section, weights[at] ?? new Map()).sort((a, b) => b.score - a.score);
    const shared = (text: string) => used.has(key(text));
    const titles = candidates.map(({ text }) => tidy(text)).filter((text) => text !== "");
    const best = titles.find((text) => !shared(text)) ?? titles[0];
    const title = distinct(best ?? (tidy(section[0]?.text ?? "") || tidy(fallback) || "1"), shared);
    used.add(key(title));
    return Title.parse(title);
  });
}

/** Titles that differ only in marks and capitals are alike. */
const key = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function distinct(title: string, isUsed: (title: string) => boolean): string {
  for (let part = 2, numbered = title; ; part++) {
    if (!isUsed(numbered)) return numbered;
    numbered = `${title} (${part})`;
  }
}

/** Capitalised, no mark at either end, short, and one line: what a title looks like in any language. */
function tidy(text: string): string {
  const bare = cutAtWord(text.normalize("NFC").replace(/\p{Cc}+/gu, " "))
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .replace(/[\p{P}\p{Z}\p{C}]+$/u, "");
  const firstWord = /^\S*/.exec(bare)?.[0] ?? "";
  // Not `iPhone`: a capital further on says that the word is spelt so.
  if (/\p{Lu}/u.test(firstWord.slice(1))) return bare;
  const first = String.fromCodePoint(bare.codePointAt(0) ?? 0x20);
  return (first.toUpperCase() + bare.slice(first.length)).trim();
}

/** The beginning of a text, whole words, short enough to be a title. */
function cutAtWord(text: string): string {
  const longest = isDense(text) ? LONGEST_DENSE_TITLE : LONGEST_TITLE;
  if (text.length <= longest) return text;
  const space = text.lastIndexOf(" ", longest);
  if (space > longest / 2) return text.slice(0, space);
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter("und", { granularity: "word" }).segment(
    text.slice(0, longest + 20),
  )) {
    if (index + segment.length > longest) break;
    end = index + segment.length;
  }
  return end > 0 ? text.slice(0, end) : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "");
}

// --- English -------------------------------------------------------------------------------------------------------

function englishCandidates(sections: readonly Section[]) {
  const nouns = nounness(sections);
  const spelt = spellings(sections);
  return (section: Section, weights: Weights): Candidate[] => {
    const topics = topicCandidates(section, weights, nouns, spelt);
    return [...paired(topics), ...topics, ...actionCandidates(section, weights, nouns, spelt)];
  };
}

/**
 * How likely each stem is a noun, from 0 to 1, by the company it keeps in this transcript: articles and prepositions
 * come before nouns, pronouns and auxiliaries before verbs, and articles after verbs.
 */
function nounness(sections: readonly Section[]): Nounness {
  const seen = new Map<string, { noun: number; verb: number }>();
  for (const { words } of sections.flat()) {
    words.forEach((word, at) => {
      if (!hasMeaning(word)) return;
      const stemmed = stem(word.lower);
      const count = seen.get(stemmed) ?? { noun: 0, verb: 0 };
      seen.set(stemmed, count);
      const before = word.linked ? words[at - 1] : undefined;
      const next = words[at + 1]?.linked ? words[at + 1] : undefined;
      if (before && SUBJECTS.has(before.lower)) count.verb += 1;
      else if (before && DETERMINERS.has(before.lower)) count.noun += 1;
      else if (before && hasMeaning(before)) count.noun += 0.5;
      if (next && /^(?:the|a|an|this|it|them|my|your|our|up|out|off|into)$/.test(next.lower)) count.verb += 1;
      if (next && /^(?:is|are|was|were|has|of)$/.test(next.lower)) count.noun += 1;
    });
  }
  return ({ lower }) => {
    const { noun, verb } = seen.get(stem(lower)) ?? { noun: 0, verb: 0 };
    const looks = /(?:tion|ment|ness|ity|ship|ance|ence|ism|er|or)s?$/.test(lower) ? 1 : 0;
    const doubts = (ACTIONS.has(lower) ? 0.5 : 0) + (/(?:ed|ing)$/.test(lower) ? 1 : 0);
    return /ly$/.test(lower) ? 0 : (noun + looks + 0.5) / (noun + looks + verb + doubts + 1);
  };
}

/** Runs of words with a meaning that end in a noun, scored by what their words weigh and how often they come. */
function topicCandidates(section: Section, weights: Weights, nouns: Nounness, spelt: Spelling): Candidate[] {
  const found = new Map<string, { words: readonly Word[]; name: string; times: number; early: boolean }>();
  section.forEach(({ words, noise }, sentence) => {
    if (noise) return;
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_PHRASE); to++) {
        const last = words[to - 1];
        if (!last || !hasMeaning(last) || /ly$/.test(last.lower) || (to - 1 > from && !last.linked)) break;
        if (nouns(last) < 0.5) continue;
        const phrase = words.slice(from, to);
        const first = phrase[0];
        if (!first || (phrase.length > 1 && nouns(first) < 0.4)) continue;
        const stems = phrase.map(({ lower }) => stem(lower));
        if (new Set(stems).size < stems.length || first.lower.length < 3) continue;
        const id = stems.join(" ");
        const known = found.get(id);
        if (known) known.times++;
        else found.set(id, { words: phrase, name: nameBefore(words, from), times: 1, early: sentence < 3 });
      }
    }
  });
  return [...found].map(([id, { words, name, times, early }]) => ({
    text: name + spelt(words),
    stems: id.split(" "),
    repeated: times > 1,
    score:
      weightOf(words, weights, nouns) *
      (words.length > 1 ? 1 + Math.log(times) / 2 : 0.5) *
      (early ? 1.2 : 1),
  }));
}

/** The "New" of "New Zealand": a word that tells nothing but, with its capital inside a sentence, belongs to a name. */
function nameBefore(words: readonly Word[], from: number): string {
  const [before, first] = [words[from - 1], words[from]];
  if (!before?.linked || !first?.linked || hasMeaning(before)) return "";
  return /^\p{Lu}\p{Ll}{2}/u.test(before.text) && /^\p{Lu}/u.test(first.text) ? `${before.text} ` : "";
}

/** "X and Y" of the two best topics that share no word, where the second one tells nearly as much. */
function paired(topics: readonly Candidate[]): Candidate[] {
  const [first, ...rest] = topics.toSorted((a, b) => b.score - a.score);
  const second = rest.find(
    ({ stems, repeated }) =>
      (repeated || stems.length > 1) && !stems.some((one) => first?.stems.includes(one)),
  );
  if (!first || !second || second.score < first.score * 0.6) return [];
  const [lengths, least] = [
    first.stems.length + second.stems.length,
    Math.min(first.stems.length, second.stems.length),
  ];
  // A single word beside a phrase says little; two single words that keep coming back may.
  if (lengths > 5 || (least === 1 && (lengths > 2 || !first.repeated))) return [];
  return [
    {
      text: `${first.text} and ${second.text}`,
      stems: [...first.stems, ...second.stems],
      repeated: true,
      score: first.score * 1.05,
    },
  ];
}

/** "Open the settings" out of "so now you want to open the settings because …". */
function actionCandidates(section: Section, weights: Weights, nouns: Nounness, spelt: Spelling): Candidate[] {
  return section.flatMap(({ words, noise, opening }, sentence) => {
    if (noise) return [];
    const start = afterFillers(words);
    // "Next, we run the Worker": a sentence that opens a section often says what it is about to do.
    const announces = sentence === 0 || (sentence === 1 && opening > 0);
    return words.flatMap((verb, at) => {
      if (!ACTIONS.has(verb.lower)) return [];
      const imperative = at === start;
      const leads = actionLeads.endBefore(words, at) || (announces && words[at - 1]?.lower === "we");
      if (!imperative && !(verb.linked && leads)) return [];
      const object = objectAfter(words, at);
      const telling = object.filter((word) => hasMeaning(word) && !/ly$/.test(word.lower));
      if (telling.length === 0 || SUBJECTS.has(object[0]?.lower ?? "") || nouns(object.at(-1) as Word) < 0.4)
        return [];
      const score =
        weightOf([verb, ...telling], weights, () => 1) *
        (imperative ? 1.1 : 0.9) *
        (announces ? (opening > 0 ? ANNOUNCED : OPENING) : 1);
      return [
        {
          text: spelt([verb, ...object]),
          stems: telling.map(({ lower }) => stem(lower)),
          repeated: false,
          score,
        },
      ];
    });
  });
}

/** What a verb is done to: the words up to the clause's end, without those that only fill. */
function objectAfter(words: readonly Word[], verb: number): Word[] {
  const object: Word[] = [];
  for (const word of words.slice(verb + 1, verb + 1 + LONGEST_OBJECT)) {
    if (!word.linked || CLAUSE_ENDS.has(word.lower) || /ly$/.test(word.lower)) break;
    object.push(word);
  }
  while (object.length > 0 && !hasMeaning(object.at(-1) as Word)) object.pop();
  return object.filter(
    ({ lower }) => !FILLERS.has(lower) && !/^(?:just|actually|basically|really|some|also)$/.test(lower),
  );
}

function weightOf(words: readonly Word[], weights: Weights, nouns: Nounness): number {
  const sum = words.reduce(
    (total, word) => total + (weights.get(stem(word.lower)) ?? 0) * (0.5 + nouns(word) / 2),
    0,
  );
  return sum / words.length ** 0.6;
}

/** How each word is written inside sentences, where a capital means a name. */
function spellings(sections: readonly Section[]): Spelling {
  const seen = new Map<string, Map<string, number>>();
  for (const { words } of sections.flat()) {
    for (const { text, lower, linked } of words) {
      const forms = seen.get(lower) ?? new Map<string, number>();
      seen.set(lower, forms);
      forms.set(text, (forms.get(text) ?? 0) + (linked ? 1 : 0.1));
    }
  }
  const usual = ({ text, lower }: Word) =>
    [...(seen.get(lower) ?? [])].reduce((best, form) => (form[1] > best[1] ? form : best), [text, 0] as [
      string,
      number,
    ])[0];
  return (words) => words.map(usual).join(" ");
}

// --- Any language --------------------------------------------------------------------------------------------------

/**
 * Whole clauses, between marks, that say much of the section in few words; and, where speech has no marks, runs of its
 * weightiest words.
 */
function generalCandidates(section: Section, weights: Weights, language: Language): Candidate[] {
  const score = (words: readonly Word[]) => {
    const terms = [...new Set(language.termsOf(words))];
    return terms.reduce((sum, term) => sum + (weights.get(term) ?? 0), 0) / (terms.length + 2) ** 0.7;
  };
  const told = section.filter(({ noise }) => !noise);
  return (told.length > 0 ? told : section).flatMap(({ text }, at) =>
    text.split(CLAUSE_BORDER).flatMap((part) => {
      const clause = part.trim();
      const words = wordsOf(clause);
      const dense = isDense(clause);
      const fits = dense
        ? clause.length >= 4 && clause.length <= LONGEST_DENSE_TITLE
        : words.length >= 2 && clause.length <= LONGEST_CLAUSE;
      // What opens a section often names its topic.
      const weight = score(words) * (at < 2 ? 1.2 : 1);
      if (fits) return [{ text: clause, stems: [], repeated: false, score: weight }];
      return [{ text: cutAtWord(clause), stems: [], repeated: false, score: weight / 3 }];
    }),
  );
}

const CLAUSE_BORDER =
  /[,;:.!?…，、；：。！？؟،؛।«»„“”"()（）「」『』]+(?:\s+|$)|[，、；：。！？「」『』（）]+/u;
