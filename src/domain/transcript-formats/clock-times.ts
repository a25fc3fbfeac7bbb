/** A time as people write it: `1:02`, `00:01:02`, `1:02.5`. Its groups are hours, minutes, seconds and fraction. */
export const CLOCK_TIME = String.raw`(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,9}))?`;

const WHOLE = new RegExp(`^${CLOCK_TIME}$`);

/** Milliseconds; undefined where the text is no time. */
export function parseClockTime(text: string): number | undefined {
  return clockMilliseconds(WHOLE.exec(text.trim())?.slice(1) ?? []);
}

/** Milliseconds of the groups of a match. Minutes may count beyond an hour only where no hours are written. */
export function clockMilliseconds([hours, minutes, seconds, fraction = "0"]: readonly (string | undefined)[]):
  | number
  | undefined {
  if (minutes === undefined || Number(seconds) > 59) return undefined;
  if (hours !== undefined && Number(minutes) > 59) return undefined;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}
