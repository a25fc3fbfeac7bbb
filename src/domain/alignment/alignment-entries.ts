import type { AlignmentEntry, CueOutcome, CueSpan } from "./alignment.ts";
import type { CueLinks } from "./cue-links.ts";

/**
 * Tells an alignment by runs: see `Alignment.entries`. A new cue that holds words of several old ones is told with the
 * one that gives it most words, and an old cue that gives none most of its words with the first that holds its own.
 */
export function alignmentEntries(outcomes: readonly CueOutcome[], links: CueLinks): AlignmentEntry[] {
  const { firstNew, owner } = links;
  const owners = ownersOf(links);
  const entries: AlignmentEntry[] = [];
  let nextNew = 0;
  for (let low = 0, high = 0; low < owners.length; low = high) {
    const common = owners[low] ?? -1;
    while (high < owners.length && owners[high] === common) high += 1;
    if (common === -1) {
      append(entries, { kind: "vanished", before: spanOf(low, high) });
      continue;
    }
    const from = owner.indexOf(common, firstNew[common]);
    let to = from;
    while (owner[to] === common) to += 1;
    if (nextNew < from) append(entries, { kind: "added", after: spanOf(nextNew, from) });
    append(entries, {
      kind: mostChanged(outcomes.slice(low, high)),
      before: spanOf(low, high),
      after: spanOf(from, to),
    });
    nextNew = to;
  }
  if (nextNew < owner.length) append(entries, { kind: "added", after: spanOf(nextNew, owner.length) });
  return entries;
}

/** For each old cue the one it is told with: itself, if it has a new cue of its own; -1 where it vanished. */
function ownersOf({ firstNew, lastNew, owner }: CueLinks): Int32Array {
  const owners = new Int32Array(firstNew.length).fill(-1);
  /** What vanished since the last counterpart. */
  let vanishedFrom = 0;
  let lastHeld = -1;
  firstNew.forEach((first, oldCue) => {
    const last = lastNew[oldCue] ?? -1;
    if (first === -1) return;
    const isOwner = owner.subarray(first, last + 1).includes(oldCue);
    owners[oldCue] = isOwner ? oldCue : (owner[first] ?? -1);
    // What vanished from the middle of a merged cue.
    if (first === lastHeld) owners.fill(owner[first] ?? -1, vanishedFrom, oldCue);
    vanishedFrom = oldCue + 1;
    lastHeld = last;
  });
  return owners;
}

/** Adds an entry, to the last one if that is of its kind: nothing lies between them. */
function append(entries: AlignmentEntry[], entry: AlignmentEntry): void {
  const last = entries.at(-1);
  if (last?.kind !== entry.kind) {
    entries.push(entry);
    return;
  }
  if (last.before && entry.before) last.before.lastCue = entry.before.lastCue;
  if (last.after && entry.after) last.after.lastCue = entry.after.lastCue;
}

function mostChanged(outcomes: readonly CueOutcome[]): "same" | "moved" | "changed" {
  if (outcomes.includes("changed") || outcomes.includes("vanished")) return "changed";
  return outcomes.includes("moved") ? "moved" : "same";
}

/** Of the indices [low, high). */
function spanOf(low: number, high: number): CueSpan {
  return { firstCue: low + 1, lastCue: high };
}
