import { endBefore } from "./overlaps.ts";
import { type PlacedCue, type Repaired, repairOf } from "./placed-cue.ts";

/** Two cues touch where no more than this lies between them. */
const TOUCHING_MS = 50;
/** A cue that lasts no longer is not there to be read: it only holds a line until the next cue has it. */
const BRIDGE_MS = 50;
/** A file rolls where at least so many of its pairs of cues do, and this part of all of them. */
const ROLLING_PAIRS = 2;
const ROLLING_PART = 0.5;

/**
 * Takes out of rolling captions what they say again, so that each line is left where it appeared first. Captions roll
 * where a cue begins with the last whole lines of the cue before it, at once and by the same speaker, and goes on with
 * new ones, as in the automatic captions of YouTube. That may as well be a line said twice: so nothing is taken out but
 * next to a bridge, or where the whole file rolls. Looks at every line twice at most.
 */
export function withoutRolling(cues: readonly PlacedCue[]): Repaired {
  let fileRolls: boolean | undefined;
  const repairs: Repaired["repairs"] = [];
  const kept: PlacedCue[] = [];
  /** What the next cue may repeat: the latest cue that is kept, as the file has it. Those dropped since prolong it. */
  let shown: Caption | undefined;
  /** Whether that one is a bridge, or one of those dropped since. */
  let isBridged = false;
  for (const [at, placed] of cues.entries()) {
    const caption = captionOf(placed, at, cues);
    const { lines } = caption;
    const repeated = shown ? repeatedLines(shown, caption) : 0;
    const isOld = repeated === lines.length;
    if (repeated > 0) fileRolls ??= isRolling(cues);
    const rolls = repeated > 0 && (fileRolls || isBridged || caption.isBridge);
    if (shown && isOld && rolls) {
      // Of a cue with several voices, the others stay.
      const isWhole = placed.number !== cues[at - 1]?.number && placed.number !== cues[at + 1]?.number;
      repairs.push(
        isWhole
          ? repairOf(placed, "rolling-caption-dropped", "the cue only repeats lines of the one before it")
          : trimming(placed),
      );
      const endMs = Math.max(shown.endMs, caption.endMs);
      const last = kept.at(-1);
      // A bridge that came first lasts as long as what it led to.
      if (last && shown.isBridge) kept[kept.length - 1] = { ...last, cue: { ...last.cue, endMs } };
      shown = { ...shown, endMs };
      isBridged ||= caption.isBridge;
      continue;
    }
    shown = caption;
    isBridged = caption.isBridge;
    if (!rolls || isOld) {
      kept.push(placed);
      continue;
    }
    repairs.push(trimming(placed));
    kept.push({ ...placed, cue: { ...placed.cue, text: lines.slice(repeated).join("\n") } });
  }
  return { cues: kept, repairs };
}

/** A cue as the screen shows it: its lines without white space around them, none of them blank. */
type Caption = { placed: PlacedCue; lines: readonly string[]; endMs: number; isBridge: boolean };

function captionOf(placed: PlacedCue, at: number, cues: readonly PlacedCue[]): Caption {
  const { cue } = placed;
  const lines = cue.text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => VISIBLE.test(line));
  return {
    placed,
    lines,
    endMs: cue.endMs,
    isBridge: isBrief(cue.startMs, endBefore(cue, cues[at + 1]?.cue)),
  };
}

/** A character that can be seen: lines that only keep a place, as a zero-width space does, say nothing. */
const VISIBLE = /[^\s\p{Cf}]/u;

/** Whether this is a time, but none to read in. Where a file gives no ends, cues may last no time at all. */
function isBrief(startMs: number, endMs: number): boolean {
  return startMs < endMs && endMs - startMs <= BRIDGE_MS;
}

/**
 * How many lines at the beginning of a caption are the last ones of that before it; 0 where they do not touch. None
 * where the line that would be new is the old one again, as in a refrain.
 */
function repeatedLines(shown: Caption, { placed: { cue }, lines }: Caption): number {
  const before = shown.placed.cue;
  if (cue.speaker !== before.speaker || cue.startMs <= before.startMs) return 0;
  if (cue.startMs - shown.endMs > TOUCHING_MS) return 0;
  const count = lines.lastIndexOf(shown.lines.at(-1) ?? "") + 1;
  const last = shown.lines.slice(-count);
  return count > 0 && last.length === count && last.every((line, at) => line === lines[at]) ? count : 0;
}

/** What is said twice in full tells nothing: a chorus does that, too. */
function isRolling(cues: readonly PlacedCue[]): boolean {
  let rolling = 0;
  // Captions are made one by one, here too: in the largest files, the lines of all at once would be too much to hold.
  let before: Caption | undefined;
  for (const [at, placed] of cues.entries()) {
    const caption = captionOf(placed, at, cues);
    const repeated = before ? repeatedLines(before, caption) : 0;
    if (repeated > 0 && (repeated < caption.lines.length || caption.isBridge)) rolling += 1;
    before = caption;
  }
  return rolling >= ROLLING_PAIRS && rolling >= ROLLING_PART * (cues.length - 1);
}

function trimming(placed: PlacedCue) {
  return repairOf(placed, "rolling-caption-trimmed", "the cue began with lines of the one before it");
}
