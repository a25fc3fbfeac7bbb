export type Times = { startMs: number; endMs: number };

export const ARROW = "-->";

/**
 * The times of a line such as `00:00:01.000 --> 00:00:02.000`, as nearly every file writes them; undefined of any other
 * line. It spares the expressions that read every kind of timing line, on which a reader would spend half its time.
 *
 * @param point what stands before the milliseconds
 */
export function usualTimes(line: string, point: "." | ","): Times | undefined {
  if (!line.startsWith(" --> ", 12) || isDigitOrColon(line.charCodeAt(29))) return undefined;
  const startMs = usualTime(line, 0, point.charCodeAt(0));
  const endMs = usualTime(line, 17, point.charCodeAt(0));
  return Number.isNaN(startMs + endMs) ? undefined : { startMs, endMs };
}

/** NaN where it is written in another way, or is none. */
function usualTime(line: string, at: number, point: number): number {
  if (line.charCodeAt(at + 2) !== COLON || line.charCodeAt(at + 5) !== COLON) return Number.NaN;
  if (line.charCodeAt(at + 8) !== point) return Number.NaN;
  const minutes = twoDigits(line, at + 3);
  const seconds = twoDigits(line, at + 6);
  if (minutes > 59 || seconds > 59) return Number.NaN;
  const milliseconds = twoDigits(line, at + 9) * 10 + digit(line, at + 11);
  return ((twoDigits(line, at) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
}

const COLON = 0x3a;

function twoDigits(line: string, at: number): number {
  return digit(line, at) * 10 + digit(line, at + 1);
}

function digit(line: string, at: number): number {
  const value = line.charCodeAt(at) - 0x30;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

function isDigitOrColon(code: number): boolean {
  return code >= 0x30 && code <= COLON;
}

/** The times in a match whose groups are hours, minutes, seconds and fraction, twice. */
export function timesOf(match: RegExpExecArray | null): Times | undefined {
  if (!match) return undefined;
  const startMs = milliseconds(match[1], match[2], match[3], match[4]);
  const endMs = milliseconds(match[5], match[6], match[7], match[8]);
  return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
}

function milliseconds(
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
  fraction = "0",
): number | undefined {
  // Seconds may count beyond a minute only where no minutes are written.
  if (Number(minutes ?? 0) > 59 || (minutes !== undefined && Number(seconds) > 59)) return undefined;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}

/** Whether a line was meant to give times, readable or not: speech rarely has a time of day at an arrow. */
export function isMeantAsTimings(line: string): boolean {
  return line.includes(ARROW) && MEANT_AS_TIMINGS.test(line);
}

const MEANT_AS_TIMINGS = /^[ \t]*\d{1,9}[:.,;]\S{0,20}[ \t]*-->|-->[ \t]*\d{1,9}[:.,;]\d\S{0,20}[ \t]*$/;
