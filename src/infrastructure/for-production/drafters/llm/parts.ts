import type { Cue } from "../../../../domain/value-objects/cue.ts";

/** A stretch of cues that a model is asked about at once, and a little of what was said around it. */
export type Part = {
  /** Positions in the whole transcript; both ends are included. */
  firstCue: number;
  lastCue: number;
  cues: readonly Cue[];
  /** What was said just before and after: for understanding alone, and so without numbers to cite. */
  before: string[];
  after: string[];
  /** Bytes of its cues, as they are sent. */
  bytes: number;
};

/** Bytes rather than characters, for tokens follow them more evenly across scripts: about four bytes a token. */
const COMFORTABLE_BYTES = 24_000;
/** Were each of `limits.draftedSteps` to quote the whole of its part, `limits.quotesPerTutorial` would hold it. */
const LARGEST_BYTES = 96_000;
/** How far a border may lie from where parts would be even, as a share of a part. */
const SLACK = 0.2;
const CONTEXT_CUES = 3;
const CONTEXT_CHARACTERS = 500;
const SENTENCE_END = /[.!?…。！？｡؟।۔]["'”’»)\]」』）]{0,3}\s*$/u;

/** Cues as a model sees them. */
export function toldCue({ position, speaker, text }: Cue) {
  return { cue: position, ...(speaker !== null && { speaker }), text };
}

/**
 * Cuts cues into parts of about even size, at most `most`, where a sentence ends, the speaker changes or a silence
 * lies. Undefined where so few parts would be too large to ask about.
 */
export function partsOf(cues: readonly Cue[], most: number): Part[] | undefined {
  const upTo = [0];
  for (const cue of cues) upTo.push((upTo.at(-1) ?? 0) + bytesOf(cue));
  const total = upTo.at(-1) ?? 0;
  const count = Math.min(Math.max(1, Math.ceil(total / COMFORTABLE_BYTES)), most, cues.length);
  const starts = startsOf(cues, upTo, count);
  const parts = starts.map((start, at): Part => {
    const end = starts[at + 1] ?? cues.length;
    return {
      firstCue: start + 1,
      lastCue: end,
      cues: cues.slice(start, end),
      before: cues.slice(Math.max(0, start - CONTEXT_CUES), start).map(({ text }) => clipped(text)),
      after: cues.slice(end, end + CONTEXT_CUES).map(({ text }) => clipped(text)),
      bytes: (upTo[end] ?? 0) - (upTo[start] ?? 0),
    };
  });
  return parts.every(({ bytes }) => bytes <= LARGEST_BYTES) ? parts : undefined;
}

function startsOf(cues: readonly Cue[], upTo: readonly number[], count: number): number[] {
  const even = (upTo.at(-1) ?? 0) / count;
  const starts = [0];
  for (let part = 1; part < count; part++) {
    const [least, last] = [(starts.at(-1) ?? 0) + 1, cues.length - (count - part)];
    const farness = (at: number) => Math.abs((upTo[at] ?? 0) - part * even) / even;
    let best = least;
    for (let at = least + 1; at <= last; at++) {
      if (farness(at) <= SLACK && farness(best) <= SLACK) {
        if (borderWorth(cues, at) - farness(at) > borderWorth(cues, best) - farness(best)) best = at;
      } else if (farness(at) < farness(best)) best = at;
    }
    starts.push(best);
  }
  return starts;
}

/** How well the cues part before the one at an index: 0 to 3. */
function borderWorth(cues: readonly Cue[], at: number): number {
  const [before, after] = [cues[at - 1], cues[at]];
  if (!before || !after) return 0;
  const pause = Math.min(Math.max(0, after.startMs - before.endMs), 3_000) / 3_000;
  return (
    pause + (SENTENCE_END.test(before.text.slice(-8)) ? 1 : 0) + (before.speaker === after.speaker ? 0 : 1)
  );
}

const encoder = new TextEncoder();
const bytesOf = (cue: Cue) => encoder.encode(`${JSON.stringify(toldCue(cue))},`).length;

/** Its beginning, with no half of a character at the end. */
const clipped = (text: string) => text.slice(0, CONTEXT_CHARACTERS).replace(/[\uD800-\uDBFF]$/, "");

/** Deals steps out to parts by their sizes: at least one to each, and `steps` in all, where there are so many. */
export function sharesOf(steps: number, parts: readonly Part[]): number[] {
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const spare = Math.max(0, steps - parts.length);
  let [upTo, dealt] = [0, 0];
  return parts.map(({ bytes }) => {
    upTo += bytes;
    const more = Math.round((spare * upTo) / total) - dealt;
    dealt += more;
    return 1 + more;
  });
}
