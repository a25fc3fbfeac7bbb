/** Captions that nobody said, always the same: what is measured must not change between two runs. */

const WORDS =
  "open the terminal and type this command then wait until it says that everything is installed now we look at every file which has changed since yesterday because one of them broke our build again".split(
    " ",
  );

type Caption = { startMs: number; endMs: number; lines: string[] };

function captions(count: number): Caption[] {
  const next = randomNumbers(20_261_123);
  let at = 0;
  return Array.from({ length: count }, () => {
    const startMs = at;
    const endMs = startMs + 1200 + next(2800);
    at = endMs + next(400);
    return { startMs, endMs, lines: Array.from({ length: 1 + next(2) }, () => lineOf(next)) };
  });
}

/** Mostly words, sometimes a mark, a tag or a reference, as in captions of talks. */
function lineOf(next: (below: number) => number): string {
  const words = Array.from({ length: 4 + next(5) }, () => WORDS[next(WORDS.length)] ?? "");
  const line = `${words.join(" ")}${[".", ",", "", "?"][next(4)]}`;
  const extra = next(20);
  if (extra === 0) return `<i>${line}</i>`;
  return extra === 1 ? `${line} &amp; so on` : line;
}

/** A linear congruential generator (Numerical Recipes): enough for captions. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function webVttOf(count: number): string {
  const cues = captions(count).map(
    ({ startMs, endMs, lines }, at) =>
      `${at + 1}\n${timestamp(startMs, ".")} --> ${timestamp(endMs, ".")}\n${lines.join("\n")}\n`,
  );
  return `WEBVTT\n\n${cues.join("\n")}`;
}

export function subRipOf(count: number): string {
  return captions(count)
    .map(
      ({ startMs, endMs, lines }, at) =>
        `${at + 1}\n${timestamp(startMs, ",")} --> ${timestamp(endMs, ",")}\n${lines.join("\n")}\n`,
    )
    .join("\n");
}

function timestamp(ms: number, point: string): string {
  const pad = (value: number, length = 2) => String(Math.floor(value)).padStart(length, "0");
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}${point}${pad(ms % 1000, 3)}`;
}
