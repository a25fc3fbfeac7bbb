import type { Attributes } from "./markup.ts";

/** How a document counts frames and ticks: the parameters of its root (TTML2, section 7.2), without their prefix. */
export type Clock = { framesPerSecond: number; subFramesPerFrame: number; ticksPerSecond: number };

export function clockOf(root: Attributes): Clock {
  const frameRate = positive(root.get("frameRate"));
  const [numerator, denominator] = (root.get("frameRateMultiplier") ?? "").split(/[\s:]/, 2);
  const multiplier = (positive(numerator) ?? 1) / (positive(denominator) ?? 1);
  const framesPerSecond = (frameRate ?? 30) * multiplier;
  const subFramesPerFrame = positive(root.get("subFrameRate")) ?? 1;
  const ticks = frameRate === undefined ? 1 : framesPerSecond * subFramesPerFrame;
  return { framesPerSecond, subFramesPerFrame, ticksPerSecond: positive(root.get("tickRate")) ?? ticks };
}

function positive(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value.trim()) && Number(value) > 0
    ? Number(value)
    : undefined;
}

const CLOCK = /^(\d{2,6}):(\d\d):(\d\d)(?:\.(\d{1,20})|:(\d{2,4})(?:\.(\d{1,4}))?)?$/;
const OFFSET = /^(\d{1,15}(?:\.\d{1,20})?)(h|ms|m|s|f|t)$/;
/** No hours, single digits, a comma, seconds alone. */
const LENIENT = /^(?:(?:(\d{1,6}):)?(\d{1,2}):)?(\d{1,9})(?:[.,](\d{1,20}))?$/;

/**
 * A time expression (TTML2, section 12.3), in milliseconds; one that is not written in this way, but can be understood,
 * is `isMended`.
 */
export function parseTimeExpression(
  expression: string,
  clock: Clock,
): { ms: number; isMended: boolean } | undefined {
  const text = expression.trim();
  const ms = clockTime(text, clock) ?? offsetTime(text, clock);
  if (ms !== undefined) return { ms, isMended: false };
  const mended = lenientTime(text);
  return mended === undefined ? undefined : { ms: mended, isMended: true };
}

function clockTime(text: string, { framesPerSecond, subFramesPerFrame }: Clock): number | undefined {
  const [match, hours, minutes, seconds, fraction = "0", frames = "0", subFrames = "0"] =
    CLOCK.exec(text) ?? [];
  // A leap second may count to 60.
  if (match === undefined || Number(minutes) > 59 || Number(seconds) > 60) return undefined;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const frame = Number(frames) + Number(subFrames) / subFramesPerFrame;
  return whole * 1000 + Number(`0.${fraction}`) * 1000 + (frame / framesPerSecond) * 1000;
}

function offsetTime(text: string, clock: Clock): number | undefined {
  const [match, count, metric] = OFFSET.exec(text) ?? [];
  if (match === undefined) return undefined;
  return Number(count) * millisecondsOf(metric, clock);
}

function millisecondsOf(metric: string | undefined, { framesPerSecond, ticksPerSecond }: Clock): number {
  if (metric === "h") return 3_600_000;
  if (metric === "m") return 60_000;
  if (metric === "s") return 1000;
  if (metric === "f") return 1000 / framesPerSecond;
  if (metric === "t") return 1000 / ticksPerSecond;
  return 1;
}

function lenientTime(text: string): number | undefined {
  const [match, hours = "0", minutes, seconds, fraction = "0"] = LENIENT.exec(text) ?? [];
  if (match === undefined || Number(minutes ?? 0) > 59) return undefined;
  if (minutes !== undefined && Number(seconds) > 59) return undefined;
  const whole = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return (whole + Number(`0.${fraction}`)) * 1000;
}
