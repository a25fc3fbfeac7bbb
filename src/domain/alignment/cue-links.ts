/** Which old cues and which new ones hold one another's words, by index; -1 is none. Links never cross. */
export type CueLinks = {
  /** For each old cue the first and the last of the new ones that hold its words. */
  firstNew: Int32Array;
  lastNew: Int32Array;
  /** For each new cue the first and the last of the old ones whose words it holds. */
  firstOld: Int32Array;
  lastOld: Int32Array;
  /** For each new cue the old one that gives it most words, and how many. */
  owner: Int32Array;
  ownerWords: Int32Array;
  /** For each old cue 1 where all of its words were found. */
  isWhole: Uint8Array;
};

export function noLinks(oldCount: number, newCount: number): CueLinks {
  return {
    firstNew: new Int32Array(oldCount).fill(-1),
    lastNew: new Int32Array(oldCount).fill(-1),
    firstOld: new Int32Array(newCount).fill(-1),
    lastOld: new Int32Array(newCount).fill(-1),
    owner: new Int32Array(newCount).fill(-1),
    ownerWords: new Int32Array(newCount),
    isWhole: new Uint8Array(oldCount),
  };
}

/** Notes that so many words of an old cue stand in a new one. The new ones of an old cue are linked in their order. */
export function link(links: CueLinks, oldCue: number, newCue: number, words: number): void {
  if (links.firstNew[oldCue] === -1) links.firstNew[oldCue] = newCue;
  links.lastNew[oldCue] = newCue;
  if (links.firstOld[newCue] === -1) links.firstOld[newCue] = oldCue;
  links.lastOld[newCue] = oldCue;
  if (words > (links.ownerWords[newCue] ?? 0)) {
    links.owner[newCue] = oldCue;
    links.ownerWords[newCue] = words;
  }
}

/** Whole cues have one another's text. */
export function linkWhole(links: CueLinks, oldCue: number, newCue: number): void {
  link(links, oldCue, newCue, 1);
  links.isWhole[oldCue] = 1;
}

/** New cues without words of the old, but between those of one old cue, are counted to it. */
export function linkEnclosed({ firstNew, lastNew, firstOld, lastOld, owner }: CueLinks): void {
  firstNew.forEach((first, oldCue) => {
    for (let newCue = first; first >= 0 && newCue <= (lastNew[oldCue] ?? -1); newCue += 1) {
      if (firstOld[newCue] === -1) firstOld[newCue] = lastOld[newCue] = owner[newCue] = oldCue;
    }
  });
}

/** Where old cues without counterpart have new ones opposite, between the same neighbours: [low, high) of either. */
type FreeCues = { oldLow: number; oldHigh: number; newLow: number; newHigh: number };

export function freeCues({ firstNew, lastNew }: CueLinks, newCount: number): FreeCues[] {
  const found: FreeCues[] = [];
  let newLow = 0;
  let oldLow = 0;
  for (let oldHigh = 0; oldHigh <= firstNew.length; oldHigh += 1) {
    const isEnd = oldHigh === firstNew.length;
    if (!isEnd && firstNew[oldHigh] === -1) continue;
    const newHigh = isEnd ? newCount : (firstNew[oldHigh] ?? newCount);
    if (oldLow < oldHigh && newLow < newHigh) found.push({ oldLow, oldHigh, newLow, newHigh });
    oldLow = oldHigh + 1;
    newLow = Math.max(newLow, (lastNew[oldHigh] ?? -1) + 1);
  }
  return found;
}
