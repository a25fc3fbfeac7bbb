import { quoteOf } from "../models/tutorial.ts";
import type { Citation } from "../value-objects/citation.ts";
import { sameWords } from "../value-objects/citation.ts";
import { limits } from "../value-objects/limits.ts";
import type { AlignableCue, Alignment, CueSpan } from "./alignment.ts";
import { spaced } from "./words.ts";

/** What re-anchoring looks at. The cues of one that is not `missing` are those of the transcript before. */
export type AnchoredCitation = Pick<Citation, "startMs" | "endMs" | "state"> & CueSpan & { quote: string };

/**
 * Where a citation points now. `verified`: `quote` is what the new cues say, and the old quote but for white space and
 * compatibility forms. `stale`: `quote` is the old one; the cues are those that hold what is left of it. `missing`:
 * nothing is left, and all is as it was.
 */
export type ReAnchoredCitation = AnchoredCitation & {
  /** What the cues say now; null where they are gone, or say more than a quote may. */
  currentQuote: string | null;
};

/** How many words of a quote may be its first cue's, to look for that cue by its text. */
const MOST_FIRST_WORDS = 64;
/** How many places of one text are tried, from the nearest in time on. */
const MOST_PLACES = 16;

/**
 * Points citations of a transcript to the cues of a corrected one. Cues are quoted whole: where the cues that hold a
 * quote's words hold others too, as after new segmentation, the citation is stale.
 *
 * Where the cues that the alignment gives do not say the quote, it is looked for in cues that belong to no other old
 * cue: what was moved out of its order is found again, and of several places the nearest in time is taken.
 */
export function reAnchor(
  citations: readonly AnchoredCitation[],
  after: readonly AlignableCue[],
  alignment: Alignment,
): ReAnchoredCitation[] {
  if (citations.length === 0) return [];
  const corrected = correctedTranscript(after, alignment);
  const quotes = new Map<string, string>();
  return citations.map((citation) => {
    // A missing one's cues are those of an older transcript.
    const held = citation.state === "missing" ? null : heldBy(citation, alignment);
    const wanted = spaced(citation.quote);
    const isSaid = held !== null && endOfQuote(wanted, held.firstCue - 1, corrected) === held.lastCue - 1;
    const span = isSaid ? held : (findQuote(citation, wanted, held, corrected, alignment.offsetMs) ?? held);
    if (!span) return { ...citation, state: "missing", currentQuote: null };
    const currentQuote = quoteAt(span, after, quotes);
    const isVerified = currentQuote !== null && sameWords(currentQuote, citation.quote);
    return {
      ...citation,
      ...span,
      ...timesOf(after.slice(span.firstCue - 1, span.lastCue)),
      quote: isVerified ? currentQuote : citation.quote,
      state: isVerified ? "verified" : "stale",
      currentQuote,
    };
  });
}

/** The new cues that hold words of the cited ones. */
function heldBy({ firstCue, lastCue }: CueSpan, { cues }: Alignment): CueSpan | null {
  const held = cues.slice(firstCue - 1, lastCue).flatMap(({ after }) => after ?? []);
  const [first, last] = [held[0], held.at(-1)];
  return first && last ? { firstCue: first.firstCue, lastCue: last.lastCue } : null;
}

type CorrectedTranscript = {
  cues: readonly AlignableCue[];
  /** What a quote has of each cue. */
  texts: readonly string[];
  /** By text the indices of the cues that have it, ascending. */
  places: ReadonlyMap<string, readonly number[]>;
  /** For each cue the positions of the old ones whose words it holds; undefined where there are none. */
  holds: readonly (CueSpan | undefined)[];
};

function correctedTranscript(cues: readonly AlignableCue[], alignment: Alignment): CorrectedTranscript {
  const texts = cues.map(({ text }) => spaced(text));
  const holds = cues.map((): CueSpan | undefined => undefined);
  alignment.cues.forEach(({ after }, at) => {
    for (let cue = after?.firstCue ?? 1; cue <= (after?.lastCue ?? 0); cue += 1) {
      holds[cue - 1] = { firstCue: holds[cue - 1]?.firstCue ?? at + 1, lastCue: at + 1 };
    }
  });
  return { cues, texts, places: Map.groupBy(texts.keys(), (at) => texts[at] ?? ""), holds };
}

/** Finds cues that say a quote and belong to no other old cue than its own; the nearest in time. */
function findQuote(
  citation: AnchoredCitation,
  wanted: string,
  held: CueSpan | null,
  corrected: CorrectedTranscript,
  offsetMs: number,
): CueSpan | null {
  const { cues, holds } = corrected;
  const isOwn = (at: number) => {
    const held = holds[at];
    if (!held) return true;
    return (
      citation.state !== "missing" && held.firstCue >= citation.firstCue && held.lastCue <= citation.lastCue
    );
  };
  const startMs = held ? (cues[held.firstCue - 1]?.startMs ?? 0) : citation.startMs + offsetMs;
  const distance = (at: number) => Math.abs((cues[at]?.startMs ?? 0) - startMs);
  let nearest: CueSpan | null = null;
  for (const start of possibleStarts(wanted, startMs, corrected)) {
    if (nearest && distance(start) >= distance(nearest.firstCue - 1)) continue;
    const end = endOfQuote(wanted, start, corrected);
    if (end === undefined) continue;
    const isFree = cues.slice(start, end + 1).every((_, nth) => isOwn(start + nth));
    if (isFree) nearest = { firstCue: start + 1, lastCue: end + 1 };
  }
  return nearest;
}

/** Cues whose whole text a quote begins with: of each such text the places nearest in time. */
function* possibleStarts(
  wanted: string,
  startMs: number,
  { cues, places }: CorrectedTranscript,
): Generator<number> {
  let end = 0;
  for (let words = 0; words < MOST_FIRST_WORDS && end < wanted.length; words += 1) {
    const space = wanted.indexOf(" ", end + 1);
    end = space === -1 ? wanted.length : space;
    const found = places.get(wanted.slice(0, end)) ?? [];
    yield* nearestOf(found, (at) => (cues[at]?.startMs ?? 0) - startMs);
  }
}

/** Some of the places around the first one that is not before its time. Cues that are out of order may be missed. */
function nearestOf(places: readonly number[], fromNow: (at: number) => number): readonly number[] {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fromNow(places[middle] ?? 0) < 0) low = middle + 1;
    else high = middle;
  }
  return places.slice(Math.max(0, low - MOST_PLACES / 2), low + MOST_PLACES / 2);
}

/** Where the cues from `start` on say a quote and no more, the last of them. */
function endOfQuote(wanted: string, start: number, { texts }: CorrectedTranscript): number | undefined {
  let said = 0;
  for (let at = start; at < texts.length; at += 1) {
    const text = texts[at] ?? "";
    if (!wanted.startsWith(text, said)) return undefined;
    said += text.length;
    if (said === wanted.length) return at;
    if (wanted[said] !== " ") return undefined;
    said += 1;
  }
  return undefined;
}

/** Citations often share their cues, and what is quoted can be long. */
function quoteAt(
  { firstCue, lastCue }: CueSpan,
  after: readonly AlignableCue[],
  quotes: Map<string, string>,
): string | null {
  const key = `${firstCue}-${lastCue}`;
  const quote = quotes.get(key) ?? quoteOf(after.slice(firstCue - 1, lastCue));
  quotes.set(key, quote);
  return quote.length > limits.quoteLength ? null : quote;
}

function timesOf(cues: readonly AlignableCue[]): { startMs: number; endMs: number } {
  return {
    startMs: cues.reduce((earliest, { startMs }) => Math.min(earliest, startMs), Number.POSITIVE_INFINITY),
    endMs: cues.reduce((latest, { endMs }) => Math.max(latest, endMs), 0),
  };
}
