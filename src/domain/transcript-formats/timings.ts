type Times = { startMs: number; endMs: number };

export const ARROW = "-->";

/** The times in a match whose groups are hours, minutes, seconds and fraction, twice. */
export function timesOf(match: RegExpExecArray | null): Times | undefined {
  if (!match) return undefined;
  const startMs = milliseconds(match.slice(1, 5));
  const endMs = milliseconds(match.slice(5, 9));
  return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
}

function milliseconds([hours, minutes, seconds, fraction = "0"]: (string | undefined)[]): number | undefined {
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
