import { limits } from "../../../../domain/value-objects/limits.ts";
import { escapeMarkdown } from "./markdown-escape.ts";
import type { Told } from "./told.ts";

type Range = { firstCue: number; lastCue: number };

/** A section up to this many characters is kept whole but for its noise; of a longer one its best sentences are. */
const WHOLE_BODY = 1500;
const SHORTENED_BODY = 1200;
const PARAGRAPH = 420;
const PARAGRAPH_PAUSE_MS = 2500;
/** A range that would quote more than this is split, if it can be. */
const COMFORTABLE_QUOTE = 3000;

/** The sentences of a section that are worth reading, in their order: at least one. */
export function usefulSentences(section: readonly Told[], weights: ReadonlyMap<string, number>): Told[] {
  const said = new Set<string>();
  const useful = section.filter(({ noise, text }) => !noise && !said.has(text) && said.add(text));
  if (useful.length === 0) return longestOf(section);
  if (lengthOf(useful) <= WHOLE_BODY) return useful;
  return bestOf(useful, weights);
}

/** Picks one sentence after the other; what is said counts half as much again (after SumBasic, Nenkova & Vanderwende 2005). */
function bestOf(sentences: readonly Told[], weights: ReadonlyMap<string, number>): Told[] {
  const unsaid = new Map([...weights].map(([term, weight]) => [term, { weight }]));
  const rest = new Map(sentences.map((sentence) => [sentence, weighed(sentence, unsaid)]));
  let room = SHORTENED_BODY;
  for (;;) {
    let [best, most]: [Told | undefined, number] = [undefined, Number.NEGATIVE_INFINITY];
    for (const [sentence, terms] of rest) {
      if (sentence.length > room) continue;
      const worth = worthOf(sentence, terms);
      if (worth > most) [best, most] = [sentence, worth];
    }
    if (best === undefined) return sentences.filter((sentence) => !rest.has(sentence));
    for (const term of rest.get(best) ?? []) term.weight /= 2;
    rest.delete(best);
    room -= best.length;
  }
}

/** What a sentence's terms weigh, each once. The weights are shared, and fall together. */
type Weighed = { weight: number };

const weighed = ({ terms }: Told, weights: ReadonlyMap<string, Weighed>) =>
  [...new Set(terms)].map((term) => weights.get(term) ?? { weight: 0 });

const lengthOf = (sentences: readonly Told[]) => sentences.reduce((sum, { length }) => sum + length, 0);

function longestOf(section: readonly Told[]): Told[] {
  const longest = section.reduce<Told | undefined>(
    (best, one) => (best && best.length >= one.length ? best : one),
    undefined,
  );
  return longest ? [longest] : [];
}

/** Instructions before remarks, and what speaks of the section's own topic before the rest. */
function worthOf({ instructs, opening, text }: Told, terms: readonly Weighed[]): number {
  const topical = terms.reduce((sum, { weight }) => sum + weight, 0) / Math.sqrt(terms.length + 3);
  return topical * (instructs ? 1.5 : 1) * (opening > 0 ? 1.2 : 1) * (text.endsWith("?") ? 0.7 : 1);
}

/**
 * The ranges of cues that hold the sentences, in order and apart: one where its quote is not too long. A sentence
 * that no range can hold is returned as left out.
 */
export function citedRanges(
  sentences: readonly Told[],
  textLength: (range: Range) => number,
): { ranges: Range[]; cited: Told[] } {
  const ranges: Range[] = [];
  const cited: Told[] = [];
  for (const sentence of sentences) {
    const last = ranges.at(-1);
    const { firstCue, lastCue } = sentence;
    const joined = last && { firstCue: last.firstCue, lastCue: Math.max(last.lastCue, lastCue) };
    const length = joined ? textLength(joined) : Number.POSITIVE_INFINITY;
    const shared = last !== undefined && firstCue <= last.lastCue;
    if (joined && (length <= COMFORTABLE_QUOTE || (shared && length <= limits.quoteLength))) {
      ranges[ranges.length - 1] = joined;
    } else if (
      !shared &&
      ranges.length < limits.citationsPerStep &&
      textLength(sentence) <= limits.quoteLength
    ) {
      ranges.push({ firstCue, lastCue });
    } else continue;
    cited.push(sentence);
  }
  return { ranges, cited };
}

/** The sentences as CommonMark paragraphs: word for word, with every mark of markup escaped. */
export function bodyOf(sentences: readonly Told[]): string {
  const paragraphs: string[] = [];
  let length = 0;
  sentences.forEach(({ text, speaker, pauseMs, opening, firstCue }, at) => {
    const before = sentences[at - 1];
    const together =
      before !== undefined &&
      before.speaker === speaker &&
      pauseMs < PARAGRAPH_PAUSE_MS &&
      firstCue - before.lastCue <= 3 &&
      length + text.length <= (opening === 1 ? PARAGRAPH / 2 : PARAGRAPH) &&
      // Without its mark a sentence would run into the next one.
      /\p{P}$/u.test(before.text);
    if (together) paragraphs.push(`${paragraphs.pop()} ${text}`);
    else paragraphs.push(text);
    length = together ? length + text.length : text.length;
  });
  return paragraphs.map(escapeMarkdown).join("\n\n");
}
