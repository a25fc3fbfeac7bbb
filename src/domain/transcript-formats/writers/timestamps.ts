const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** `01:02:03.004`, as caption files have it; hours grow beyond two digits. */
export function captionTime(ms: number, point: "." | ","): string {
  const [hours, minutes, seconds] = [ms / HOUR, (ms % HOUR) / MINUTE, (ms % MINUTE) / SECOND].map((part) =>
    String(Math.floor(part)).padStart(2, "0"),
  );
  return `${hours}:${minutes}:${seconds}${point}${String(ms % SECOND).padStart(3, "0")}`;
}

/** `0:12` or `1:02:03`, as people write it: the second that has begun. */
export function readableTime(ms: number): string {
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const seconds = String(Math.floor((ms % MINUTE) / SECOND)).padStart(2, "0");
  if (ms < HOUR) return `${minutes}:${seconds}`;
  return `${Math.floor(ms / HOUR)}:${String(minutes).padStart(2, "0")}:${seconds}`;
}
