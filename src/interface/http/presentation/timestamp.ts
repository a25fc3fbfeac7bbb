/** Milliseconds as people write times: `m:ss`, or `h:mm:ss` from an hour on. */
export function timestamp(ms: number): string {
  const whole = wholeSeconds(ms);
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** From one time to another; a passage within one second is one time. */
export function timeSpan(startMs: number, endMs: number): string {
  const [from, to] = [timestamp(startMs), timestamp(endMs)];
  return from === to ? from : `${from}–${to}`;
}

/** Milliseconds as machines read durations (ISO 8601), to the second as `timestamp` shows them. */
export function isoDuration(ms: number): string {
  return `PT${wholeSeconds(ms)}S`;
}

/** Cut, never rounded up: a link that begins late has missed the first word. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}
