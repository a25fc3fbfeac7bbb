import { Title } from "../../../../domain/value-objects/title.ts";
import {
  ACTIONS,
  AFTER_NOUNS,
  AFTER_VERBS,
  ARTICLES,
  CLAUSE_ENDS,
  CLINGING,
  DETERMINERS,
  DOERS,
  FILLERS,
  PADDING,
  SUBJECTS,
} from "./english.ts";
import { actionLeads, afterFillers, hasMeaning, type Language } from "./language.ts";
import { isDense } from "./sentences.ts";
import { stem } from "./stem.ts";
import { type TermCounts, type Told, termWeights } from "./told.ts";
import { remembering, stemOf, type Word, wordsOf } from "./words.ts";

type Candidate = {
  text: string;
  stems: readonly string[];
  score: number;
  /** A noun on its own, a phrase of nouns, or a verb with what it is done to. */
  kind: "noun" | "phrase" | "action";
};
type Section = readonly Told[];
type Weights = ReadonlyMap<string, number>;
type Nounness = (word: Word) => number;
type Spelling = (words: readonly Word[]) => string;

const LONGEST_TITLE = 60;
const LONGEST_CLAUSE = 60;
/** Characters of a script without spaces. */
const LONGEST_DENSE_TITLE = 28;
const LONGEST_PHRASE = 4;
const LONGEST_OBJECT = 7;
/** How much more an action tells where a section opens with it, and where the words before it say so. */
const OPENING = 2;
const ANNOUNCED = 4;
/** How much a noun on its own counts against a phrase, and an action with and without words that lead to it. */
const ALONE = 0.35;
const IMPERATIVE = 1.6;
const LED = 1.4;

/**
 * A title for each section, no two alike: the action that it asks for or the topic that it speaks of, whichever tells
 * more of it. Both are phrases out of its sentences; see docs/drafting.md.
 */
export function titlesOf(
  sections: readonly Section[],
  counts: TermCounts,
  language: Language,
  fallback: Title,
): Title[] {
  const candidatesIn = language.isEnglish
    ? englishCandidates(sections)
    : (section: Section, weights: Weights) => generalCandidates(section, weights, language);
  const weights = termWeights(counts, (times) => times - 0.5);
  const used = new Set<string>();
  return sections.map((section, at) => {
    const candidates = candidatesIn(section, weights[at] ?? new Map()).sort((a, b) => b.score - a.score);
    const shared = (text: string) => used.has(key(text));
    const fullest = fullerFirst(candidates);
    // Not before they are asked for: there are hundreds.
    const titles = () =>
      fullest
        .values()
        .map(({ text }) => tidy(text))
        .filter((text) => text !== "");
    const best = titles().find((text) => !shared(text)) ?? titles().next().value;
    const title = distinct(best ?? (tidy(lastResort(section, language)) || tidy(fallback) || "1"), shared);
    used.add(key(title));
    return Title.parse(title);
  });
}

/**
 * "Review existing icons" rather than "Icons": where a noun on its own tells most, the best action or phrase that holds
 * it comes first, then an action that tells half as much, then the noun beside the next best topic.
 */
function fullerFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const noun = candidates[0];
  if (noun?.kind !== "noun") return candidates;
  const holds = ({ stems }: Candidate) => stems.some((one) => noun.stems.includes(one));
  const other = candidates.find(
    (one) => one.kind !== "action" && !holds(one) && joined(noun, one).text.length <= LONGEST_TITLE,
  );
  return [
    ...candidates.filter((one) => one.kind !== "noun" && holds(one)),
    ...candidates.filter(({ kind, score }) => kind === "action" && score >= noun.score / 2),
    ...(other ? [joined(noun, other)] : []),
    ...candidates,
  ];
}

const joined = (first: Candidate, second: Candidate): Candidate => ({
  text: `${first.text} and ${second.text}`,
  stems: [...first.stems, ...second.stems],
  kind: "phrase",
  score: first.score,
});

/** What to call a section without any topic or action. In English, its first words would be filler. */
function lastResort(section: Section, language: Language): string {
  if (!language.isEnglish) return section[0]?.text ?? "";
  if (section.some(({ greeting }) => greeting)) return "Greeting";
  if (section.some(({ goodbye }) => goodbye)) return "Goodbye";
  return "";
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
    .replace(/(?<![\p{P}\p{Z}\p{C}])[\p{P}\p{Z}\p{C}]+$/u, "");
  const firstWord = /^\S*/.exec(bare)?.[0] ?? "";
  // Not `iPhone`: a capital further on says that the word is spelt so.
  if (/\p{Lu}/u.test(firstWord.slice(1))) return bare;
  const first = String.fromCodePoint(bare.codePointAt(0) ?? 0x20);
  return (first.toUpperCase() + bare.slice(first.length)).trim();
}

/** Made when it is needed, which is seldom: the first takes longer than most drafts. */
let segmenter: Intl.Segmenter | undefined;

/** The beginning of a text, whole words, short enough to be a title. */
function cutAtWord(text: string): string {
  const longest = isDense(text) ? LONGEST_DENSE_TITLE : LONGEST_TITLE;
  if (text.length <= longest) return text;
  const space = text.lastIndexOf(" ", longest);
  if (space > longest / 2) return text.slice(0, space);
  segmenter ??= new Intl.Segmenter("und", { granularity: "word" });
  let end = 0;
  for (const { index, segment } of segmenter.segment(text.slice(0, longest + 20))) {
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
    return [
      ...topicCandidates(section, weights, nouns, spelt),
      ...actionCandidates(section, weights, nouns, spelt),
      // Cut short, a phrase would end in the air.
    ].filter(({ text }) => text.length <= LONGEST_TITLE);
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
      const count = seen.get(stemOf(word)) ?? { noun: 0, verb: 0 };
      seen.set(stemOf(word), count);
      const before = word.linked ? words[at - 1] : undefined;
      const next = words[at + 1]?.linked ? words[at + 1] : undefined;
      if (before && SUBJECTS.has(before.lower)) count.verb += 1;
      else if (before && DETERMINERS.has(before.lower)) count.noun += 1;
      else if (before && hasMeaning(before)) count.noun += 0.5;
      if (next && AFTER_VERBS.has(next.lower)) count.verb += 1;
      if (next && AFTER_NOUNS.has(next.lower)) count.noun += 1;
    });
  }
  return remembering((word) => likelihood(word.lower, seen.get(stemOf(word))));
}

function likelihood(lower: string, { noun, verb } = { noun: 0, verb: 0 }): number {
  const looks = /(?:tion|ment|ness|ity|ship|ance|ence|ism|er|or)s?$/.test(lower) ? 1 : 0;
  const doubts = (ACTIONS.has(lower) ? 0.5 : 0) + (/(?:ed|ing)$/.test(lower) ? 1 : 0);
  return lower.endsWith("ly") ? 0 : (noun + looks + 0.5) / (noun + looks + verb + doubts + 1);
}

/** Runs of words with a meaning that end in a noun, scored by what their words weigh and how often they come. */
function topicCandidates(section: Section, weights: Weights, nouns: Nounness, spelt: Spelling): Candidate[] {
  const found = new Map<string, { words: readonly Word[]; name: string; times: number; early: boolean }>();
  section.forEach(({ words, noise }, sentence) => {
    if (noise) return;
    words.forEach((first, from) => {
      if (first.lower.length < 3 || nouns(first) < 0.4) return;
      const stems: string[] = [];
      let id = "";
      for (let at = from; at < from + LONGEST_PHRASE; at++) {
        const last = words[at];
        if (!last || !hasMeaning(last) || last.lower.endsWith("ly") || (at > from && !last.linked)) break;
        if (stems.includes(stemOf(last))) break;
        stems.push(stemOf(last));
        id = at === from ? stemOf(last) : `${id} ${stemOf(last)}`;
        if (nouns(last) < 0.5) continue;
        const known = found.get(id);
        if (known) known.times++;
        else
          found.set(id, {
            words: words.slice(from, at + 1),
            name: nameBefore(words, from),
            times: 1,
            early: sentence < 3,
          });
      }
    });
  });
  return [...found.values()].map(({ words, name, times, early }) => ({
    text: name + spelt(words),
    stems: words.map(stemOf),
    kind: words.length > 1 ? "phrase" : "noun",
    score:
      weightOf(words, weights, nouns) *
      (words.length > 1 ? 1 + Math.log(times) / 2 : ALONE) *
      (early ? 1.2 : 1),
  }));
}

/** The "New" of "New Zealand": a word that tells nothing but, with its capital inside a sentence, belongs to a name. */
function nameBefore(words: readonly Word[], from: number): string {
  const [before, first] = [words[from - 1], words[from]];
  if (!before?.linked || !first?.linked || hasMeaning(before)) return "";
  return /^\p{Lu}\p{Ll}{2}/u.test(before.text) && /^\p{Lu}/u.test(first.text) ? `${before.text} ` : "";
}

/** "Open the settings" out of "so now you want to open the settings because …". */
function actionCandidates(section: Section, weights: Weights, nouns: Nounness, spelt: Spelling): Candidate[] {
  const found: Candidate[] = [];
  section.forEach(({ words, noise, opening }, sentence) => {
    if (noise) return;
    const start = afterFillers(words);
    // "Next, we run the Worker": a sentence that opens a section often says what it is about to do.
    const announces = sentence === 0 || (sentence === 1 && opening > 0);
    words.forEach((verb, at) => {
      const base = baseForm(words, at);
      if (base === undefined) return;
      const imperative = at === start && base === verb.lower;
      const leads =
        base !== verb.lower ||
        actionLeads.endBefore(words, at) ||
        (announces && words[at - 1]?.lower === "we");
      if (!imperative && !(verb.linked && leads)) return;
      const object = objectAfter(words, at);
      if (CLINGING.has(object[0]?.lower ?? "") || object.at(-1)?.lower.endsWith("ed")) return;
      if (repeatsItself(object)) return;
      const telling = object.filter((word) => hasMeaning(word) && !word.lower.endsWith("ly"));
      if (telling.length === 0 || SUBJECTS.has(object[0]?.lower ?? "") || nouns(object.at(-1) as Word) < 0.4)
        return;
      const score =
        weightOf([verb, ...telling], weights, () => 1) *
        (imperative ? IMPERATIVE : LED) *
        (announces ? (opening > 0 ? ANNOUNCED : OPENING) : 1);
      found.push({
        text: [base, spelt(object)].join(" "),
        stems: telling.map(stemOf),
        kind: "action",
        score,
      });
    });
  });
  return found;
}

/** "The view with the view": speech that starts anew. */
function repeatsItself(words: readonly Word[]): boolean {
  const stems = words.filter(hasMeaning).map(stemOf);
  return new Set(stems).size < stems.length;
}

/**
 * The verb that a word is a form of, where its place says that it is one: "open" wherever it stands, "adding the" but
 * not a "learning approach", "we added the" but not "added value".
 */
function baseForm(words: readonly Word[], at: number): string | undefined {
  const word = words[at];
  const next = words[at + 1];
  if (!word) return undefined;
  if (ACTIONS.has(word.lower)) return word.lower;
  if (!word.linked || !next?.linked || !ARTICLES.has(next.lower)) return undefined;
  const doing = word.lower.endsWith("ing");
  const did = word.lower.endsWith("ed") && DOERS.has(words[at - 1]?.lower ?? "");
  return doing || did ? BASE_FORMS.get(stemOf(word)) : undefined;
}

/** By both stems that a verb may have: "added" has lost a letter of "add". */
const BASE_FORMS = new Map(
  [...ACTIONS].flatMap((verb) => [verb, `${verb}ed`].map((form) => [stem(form), verb])),
);

/** What a verb is done to: the words up to the clause's end, without those that only fill. */
function objectAfter(words: readonly Word[], verb: number): Word[] {
  const object: Word[] = [];
  for (const word of words.slice(verb + 1, verb + 1 + LONGEST_OBJECT)) {
    if (!word.linked || CLAUSE_ENDS.has(word.lower) || word.lower.endsWith("ly")) break;
    object.push(word);
  }
  while (object.length > 0 && !hasMeaning(object.at(-1) as Word)) object.pop();
  return object.filter(({ lower }) => !FILLERS.has(lower) && !PADDING.has(lower));
}

function weightOf(words: readonly Word[], weights: Weights, nouns: Nounness): number {
  const sum = words.reduce(
    (total, word) => total + (weights.get(stemOf(word)) ?? 0) * (0.5 + nouns(word) / 2),
    0,
  );
  return sum / words.length ** 0.6;
}

/** How each word is written inside sentences, where a capital means a name. */
function spellings(sections: readonly Section[]): Spelling {
  const forms = new Map<string, { text: string; lower: string; weight: number }>();
  for (const { words } of sections.flat()) {
    for (const { text, lower, linked } of words) {
      let form = forms.get(text);
      if (form === undefined) {
        form = { text, lower, weight: 0 };
        forms.set(text, form);
      }
      form.weight += linked ? 1 : 0.1;
    }
  }
  const usual = new Map<string, { text: string; weight: number }>();
  for (const form of forms.values()) {
    if (form.weight > (usual.get(form.lower)?.weight ?? 0)) usual.set(form.lower, form);
  }
  return (words) => words.map(({ text, lower }) => usual.get(lower)?.text ?? text).join(" ");
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
      if (fits) return [{ text: clause, stems: [], kind: "phrase", score: weight }];
      return [{ text: cutAtWord(clause), stems: [], kind: "phrase", score: weight / 3 }];
    }),
  );
}

const CLAUSE_BORDER =
  /(?<![,;:.!?…，、；：。！？؟،؛।«»„“”"()（）「」『』])[,;:.!?…，、；：。！？؟،؛।«»„“”"()（）「」『』]+(?:\s+|$)|[，、；：。！？「」『』（）]+/u;
