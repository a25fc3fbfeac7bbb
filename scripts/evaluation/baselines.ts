import { type BorderScores, borderScores } from "./borders.ts";
import { mean } from "./statistics.ts";

/** Borders of sections of equally many cues, as nearly as whole cues allow. */
export function equidistant(cues: number, sections: number): number[] {
  const borders = Array.from({ length: Math.max(0, sections - 1) }, (_, at) =>
    Math.round(((at + 1) * cues) / sections + 1),
  );
  return [...new Set(borders)].filter((border) => border >= 2 && border <= cues);
}

/** Distinct borders drawn at random, each as likely as any other. */
export function randomBorders(cues: number, sections: number, random: () => number): number[] {
  const places = Array.from({ length: Math.max(0, cues - 1) }, (_, at) => at + 2);
  const count = Math.min(Math.max(0, sections - 1), places.length);
  // The first steps of a Fisher–Yates shuffle.
  for (let at = 0; at < count; at++) {
    const other = at + Math.floor(random() * (places.length - at));
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
  return places.slice(0, count).sort((a, b) => a - b);
}

/** The mean scores of many random draws, the same at every run. */
export function randomScores(
  people: readonly number[],
  cues: number,
  sections: number,
  draws = 500,
): BorderScores {
  const random = seededRandom(1);
  const scores = Array.from({ length: draws }, () =>
    borderScores(people, randomBorders(cues, sections, random), cues),
  );
  return {
    pk: mean(scores.map(({ pk }) => pk)),
    windowDiff: mean(scores.map(({ windowDiff }) => windowDiff)),
    f1: mean(scores.map(({ f1 }) => f1)),
  };
}

/** Numbers from 0 to below 1 out of a linear congruential generator (Numerical Recipes' constants): enough for draws. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
