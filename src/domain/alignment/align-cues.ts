import { sameWords } from "../value-objects/citation.ts";
import { alignPhrases, alignSequences, type Sequence } from "./align-sequences.ts";
import type { AlignableCue, Alignment, CueOutcome } from "./alignment.ts";
import { alignmentEntries } from "./alignment-entries.ts";
import { type CueLinks, freeCues, link, linkEnclosed, linkWhole, noLinks } from "./cue-links.ts";
import { keepSupported } from "./keep-supported.ts";
import { offsetOf } from "./offsets.ts";
import { spaced, wordsOf } from "./words.ts";

/** Cues in a row that make sure that equal texts are no coincidence. */
const IN_A_ROW = 3;
/** Between two linked cues; more than fifty hours of speech have. Beyond it, only whole cues are compared. */
const MOST_WORDS = 500_000;

/**
 * Finds for each cue of a transcript what became of it in a corrected one, by words rather than cues: a correction may
 * fix words, rename speakers, insert, delete, split and merge cues, segment all anew, shift and re-time.
 *
 * 1. Cues at either end that have the same text and times are paired; then any three in a row whose texts stand in that
 *    order nowhere else.
 * 2. The words between are aligned (`alignSequences` names the method), and pairs that are but a coincidence are
 *    dropped (`keepSupported`).
 * 3. Of cues that are left without counterpart between the same neighbours, those are paired that have the same text;
 *    then those that have the same times but for the offset: each word of such a cue was rewritten.
 *
 * Order is kept throughout: of two passages that change places, one moves; the other one vanishes, and is added where
 * it stands now. Repeated lines go to the ones nearest in time. Steps: O(n log n) in the number of words.
 */
export function alignCues(before: readonly AlignableCue[], after: readonly AlignableCue[]): Alignment {
  const links = noLinks(before.length, after.length);
  linkEnds(before, after, links);
  linkInARow(before, after, links);
  linkByWords(before, after, links);
  linkFree(before, after, links, linkWhole, ({ text }) => spaced(text));
  linkFree(before, after, links, linkRewritten, timesKey);
  linkEnclosed(links);
  const outcomes = outcomesOf(before, after, links);
  const { firstNew, lastNew, firstOld } = links;
  const counts = { same: 0, moved: 0, changed: 0, vanished: 0, added: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  counts.added = firstOld.filter((oldCue) => oldCue === -1).length;
  return {
    cues: outcomes.map((outcome, at) => ({
      outcome,
      after:
        outcome === "vanished"
          ? null
          : { firstCue: (firstNew[at] ?? 0) + 1, lastCue: (lastNew[at] ?? 0) + 1 },
    })),
    counts,
    entries: alignmentEntries(outcomes, links),
    offsetMs: offsetOf(before, after, links),
  };
}

function linkEnds(before: readonly AlignableCue[], after: readonly AlignableCue[], links: CueLinks): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isUntouched(before[start], after[start])) {
    linkWhole(links, start, start);
    start += 1;
  }
  for (let end = 1; end <= shorter - start && isUntouched(before.at(-end), after.at(-end)); end += 1) {
    linkWhole(links, before.length - end, after.length - end);
  }
}

function isUntouched(a: AlignableCue | undefined, b: AlignableCue | undefined): boolean {
  return a?.text === b?.text && a?.startMs === b?.startMs && a?.endMs === b?.endMs;
}

/** Most of a correction is as it was: only for the rest are words looked at. */
function linkInARow(before: readonly AlignableCue[], after: readonly AlignableCue[], links: CueLinks): void {
  const ids = new Map<string, number>();
  const idsOf = (cues: readonly AlignableCue[]) => Int32Array.from(cues, ({ text }) => idOf(text, ids));
  for (const { oldLow, oldHigh, newLow, newHigh } of freeCues(links, after.length)) {
    const partners = alignPhrases(
      idsOf(before.slice(oldLow, oldHigh)),
      idsOf(after.slice(newLow, newHigh)),
      IN_A_ROW,
    );
    partners.forEach((partner, at) => {
      if (partner >= 0) linkWhole(links, oldLow + at, newLow + partner);
    });
  }
}

function linkByWords(before: readonly AlignableCue[], after: readonly AlignableCue[], links: CueLinks): void {
  const ids = new Map<string, number>();
  const offsetMs = offsetOf(before, after, links);
  for (const free of freeCues(links, after.length)) {
    const a = wordSequence(before, free.oldLow, free.oldHigh, ids);
    const b = wordSequence(after, free.newLow, free.newHigh, ids);
    if (!a || !b) continue;
    const { partners } = alignSequences(a, b, offsetMs);
    keepSupported(a, b, partners, { before: free.oldLow > 0, behind: free.oldHigh < before.length });
    linkWords(links, a, b, partners);
  }
}

function linkWords(links: CueLinks, a: Sequence, b: Sequence, partners: Int32Array): void {
  for (const oldCue of a.cues) links.isWhole[oldCue] = 1;
  for (let from = 0, to = 0; from < partners.length; from = to) {
    const [oldCue = 0, newCue] = [a.cues[from], cueAt(b, partners[from])];
    while (to < partners.length && a.cues[to] === oldCue && cueAt(b, partners[to]) === newCue) to += 1;
    if (newCue === undefined) links.isWhole[oldCue] = 0;
    else link(links, oldCue, newCue, to - from);
  }
}

function cueAt({ cues }: Sequence, at: number | undefined): number | undefined {
  return at === undefined || at < 0 ? undefined : cues[at];
}

/** The words of the cues [low, high); undefined where they are too many. A cue's words are spread over its time. */
function wordSequence(
  all: readonly AlignableCue[],
  low: number,
  high: number,
  known: Map<string, number>,
): Sequence | undefined {
  const ids: number[] = [];
  /** For each cue where its words begin. */
  const starts: number[] = [];
  for (let at = low; at < high; at += 1) {
    starts.push(ids.length);
    for (const word of wordsOf(all[at]?.text ?? "")) ids.push(idOf(word, known));
    if (ids.length > MOST_WORDS) return undefined;
  }
  const cues = new Int32Array(ids.length);
  const times = new Float64Array(ids.length);
  let latest = 0;
  starts.forEach((start, nth) => {
    const { startMs = 0, endMs = 0 } = all[low + nth] ?? {};
    const end = starts[nth + 1] ?? ids.length;
    for (let at = start; at < end; at += 1) {
      // Cues that overlap must not make time run backwards.
      latest = Math.max(latest, startMs + ((endMs - startMs) * (at - start)) / (end - start));
      cues[at] = low + nth;
      times[at] = latest;
    }
  });
  return { ids: Int32Array.from(ids), cues, times };
}

function idOf(word: string, known: Map<string, number>): number {
  const id = known.get(word) ?? known.size;
  if (id === known.size) known.set(word, id);
  return id;
}

/** Pairs the cues of one key that have no counterpart yet. */
function linkFree(
  before: readonly AlignableCue[],
  after: readonly AlignableCue[],
  links: CueLinks,
  linkPair: (links: CueLinks, oldCue: number, newCue: number) => void,
  keyOf: (cue: AlignableCue, offsetMs: number) => string,
): void {
  const ids = new Map<string, number>();
  const offsetMs = offsetOf(before, after, links);
  for (const { oldLow, oldHigh, newLow, newHigh } of freeCues(links, after.length)) {
    const a = cueSequence(before, oldLow, oldHigh, (cue) => idOf(keyOf(cue, offsetMs), ids));
    const b = cueSequence(after, newLow, newHigh, (cue) => idOf(keyOf(cue, 0), ids));
    alignSequences(a, b, offsetMs).partners.forEach((partner, at) => {
      if (partner >= 0) linkPair(links, oldLow + at, newLow + partner);
    });
  }
}

function cueSequence(
  all: readonly AlignableCue[],
  low: number,
  high: number,
  id: (cue: AlignableCue) => number,
): Sequence {
  const cues = all.slice(low, high);
  let latest = 0;
  return {
    ids: Int32Array.from(cues, id),
    cues: Int32Array.from(cues.keys()),
    times: Float64Array.from(cues, ({ startMs }) => {
      latest = Math.max(latest, startMs);
      return latest;
    }),
  };
}

/** A cue that lasts no time has no times to know it by, as in a text without any. */
function timesKey({ startMs, endMs, text }: AlignableCue, offsetMs: number): string {
  return endMs > startMs ? `at ${startMs + offsetMs} ${endMs + offsetMs}` : `says ${text}`;
}

function linkRewritten(links: CueLinks, oldCue: number, newCue: number): void {
  link(links, oldCue, newCue, 1);
}

function outcomesOf(
  before: readonly AlignableCue[],
  after: readonly AlignableCue[],
  { firstNew, lastNew, firstOld, lastOld, isWhole }: CueLinks,
): CueOutcome[] {
  const squeezed = after.map(() => undefined as string | undefined);
  const squeezedAt = (at: number) => (squeezed[at] ??= squeeze(after[at]?.text ?? ""));
  return before.map((cue, oldCue) => {
    const [first = -1, last = -1] = [firstNew[oldCue], lastNew[oldCue]];
    if (first === -1) return "vanished";
    const counterparts = after.slice(first, last + 1);
    if (counterparts.some(({ speaker }) => speaker !== cue.speaker)) return "changed";
    const isAlone = firstOld[first] === oldCue && lastOld[last] === oldCue;
    const [counterpart] = counterparts;
    if (isAlone && counterpart && first === last) {
      if (cue.text !== counterpart.text && !sameWords(cue.text, counterpart.text)) return "changed";
      const isInPlace =
        first === oldCue && cue.startMs === counterpart.startMs && cue.endMs === counterpart.endMs;
      return isInPlace ? "same" : "moved";
    }
    if (isWhole[oldCue] === 0) return "changed";
    const held = counterparts.map((_, nth) => squeezedAt(first + nth)).join("");
    const said = squeeze(cue.text);
    return (isAlone ? held === said : held.includes(said)) ? "moved" : "changed";
  });
}

/** Where a text is broken into cues, white space comes and goes. */
function squeeze(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, "");
}
