/**
 * How near the extractive drafter comes to people: its borders against theirs, and its titles' words against theirs,
 * beside baselines. Prints a table of each, and one of how much hangs on each weight. Takes about half a minute.
 *
 *   npm run eval:drafting                        the recordings of ../shared/corpora/screencasts
 *   npm run eval:drafting -- DIRECTORY           others: NAME.vtt beside NAME.segments.json
 */
import { join } from "node:path";
import { LanguageTag } from "../src/domain/value-objects/language-tag.ts";
import { Title } from "../src/domain/value-objects/title.ts";
import {
  createExtractiveDrafter,
  type ExtractiveSettings,
  USUAL_SETTINGS,
} from "../src/infrastructure/for-production/drafters/extractive/extractive-drafter.ts";
import { hasMeaning } from "../src/infrastructure/for-production/drafters/extractive/language.ts";
import { stem } from "../src/infrastructure/for-production/drafters/extractive/stem.ts";
import { wordsOf } from "../src/infrastructure/for-production/drafters/extractive/words.ts";
import { equidistant, randomScores } from "./evaluation/baselines.ts";
import { type BorderScores, borderScores } from "./evaluation/borders.ts";
import { type Recording, readRecordings } from "./evaluation/recordings.ts";
import { mean, spread } from "./evaluation/statistics.ts";
import { firstWords, sharedTitleWords, type Titled } from "./evaluation/titles.ts";

const LEVELS = ["fine", "coarse"] as const;
type Level = (typeof LEVELS)[number];

/** About as many as a title has. */
const FIRST_WORDS = 8;

/** What cross-validation chooses from: half, once and twice each setting. Pauses are left as they are. */
const GRID: readonly ExtractiveSettings[] = [1 / 2, 1, 2].flatMap((opening) =>
  [1 / 2, 1, 2].flatMap((speaker) =>
    [1 / 2, 1, 2].flatMap((afterNoise) =>
      [1 / 2, 1, 2].flatMap((evenness) =>
        [0.8, 1, 1.25].map((density) => {
          const { weights, density: usual } = USUAL_SETTINGS;
          return {
            weights: {
              ...weights,
              opening: opening * weights.opening,
              speaker: speaker * weights.speaker,
              afterNoise: afterNoise * weights.afterNoise,
              evenness: evenness * weights.evenness,
            },
            density: density * usual,
          };
        }),
      ),
    ),
  ),
);

try {
  const directory = process.argv[2] ?? join(import.meta.dirname, "../../shared/corpora/screencasts");
  await evaluate(readRecordings(directory));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function evaluate(recordings: readonly Recording[]): Promise<void> {
  const drafts = await Promise.all(recordings.map((recording) => drafted(recording)));
  const general = await Promise.all(recordings.map((recording) => drafted(recording, { language: "und" })));
  const asked = {
    fine: await Promise.all(recordings.map((one) => drafted(one, { steps: one.fine.length }))),
    coarse: await Promise.all(recordings.map((one) => drafted(one, { steps: one.coarse.length }))),
  };
  const numbers = drafts.map(({ length }) => length);
  const candidates = await scoresOfGrid(recordings);
  const rows = new Map<string, BorderScores[][]>();
  const add = (name: string, scores: BorderScores[]) => rows.set(name, [...(rows.get(name) ?? []), scores]);
  for (const level of LEVELS) {
    const score = (borders: (recording: Recording, at: number) => number[]) =>
      recordings.map((recording, at) =>
        borderScores(bordersOf(recording[level]), borders(recording, at), recording.cues.length),
      );
    const random = (sections: (recording: Recording, at: number) => number) =>
      recordings.map((recording, at) =>
        randomScores(bordersOf(recording[level]), recording.cues.length, sections(recording, at)),
      );
    const byRule = (_: Recording, at: number) => numbers[at] ?? 1;
    const byDensity = (recording: Recording) => numberByDensity(recording, recordings, level);
    const byPeople = (recording: Recording) => recording[level].length;
    add(
      "drafted, settings as they are",
      score((_, at) => bordersOf(drafts[at] ?? [])),
    );
    add("drafted, settings tuned on the other files", crossValidated(candidates[level]));
    add(
      "drafted without what it knows of English",
      score((_, at) => bordersOf(general[at] ?? [])),
    );
    add(
      "drafted, people's number asked for",
      score((_, at) => bordersOf(asked[level][at] ?? [])),
    );
    add(
      "no border",
      score(() => []),
    );
    for (const [name, sections] of [
      ["the drafter's number", byRule],
      ["the other files' density", byDensity],
      ["people's number, which nobody knows", byPeople],
    ] as const) {
      add(
        `equidistant, ${name}`,
        score((recording, at) => equidistant(recording.cues.length, sections(recording, at))),
      );
      add(`random, ${name}`, random(sections));
    }
  }
  printBorders(rows);
  console.log(
    `\nSections drafted: ${numbers.join(", ")}. People's, fine: ${recordings.map(({ fine }) => fine.length).join(", ")}.\n`,
  );
  printTitles(recordings, drafts);
  await printSensitivity(recordings);
}

/** A draft's steps as people's sections are given: from the first cue that a step cites to the last. */
async function drafted(
  { cues }: Recording,
  options: { language?: string; settings?: ExtractiveSettings; steps?: number } = {},
): Promise<(Titled & { body: string })[]> {
  const { language = "en", settings = USUAL_SETTINGS, ...asked } = options;
  const source = { title: Title.parse("A recording"), language: LanguageTag.parse(language), cues };
  const { steps } = await createExtractiveDrafter(settings).draft(source, asked);
  return steps.map(({ title, body, citations }) => ({
    title,
    body,
    firstCue: citations[0]?.firstCue ?? 1,
    lastCue: citations.at(-1)?.lastCue ?? cues.length,
  }));
}

function bordersOf(sections: readonly Titled[]): number[] {
  return sections.slice(1).map(({ firstCue }) => firstCue);
}

/** The sections a minute that people made of the other recordings, in the mean, make so many of this one. */
function numberByDensity(recording: Recording, all: readonly Recording[], level: Level): number {
  const others = all.filter((one) => one !== recording);
  const density = mean(others.map((one) => one[level].length / minutesOf(one)));
  return Math.max(1, Math.round(density * minutesOf(recording)));
}

function minutesOf({ cues }: Recording): number {
  return ((cues.at(-1)?.endMs ?? 0) - (cues[0]?.startMs ?? 0)) / 60_000;
}

/** At each level, for each settings of the grid, the scores of each recording. */
async function scoresOfGrid(recordings: readonly Recording[]): Promise<Record<Level, BorderScores[][]>> {
  const scores: Record<Level, BorderScores[][]> = { fine: [], coarse: [] };
  for (const settings of GRID) {
    const borders = await Promise.all(
      recordings.map(async (recording) => bordersOf(await drafted(recording, { settings }))),
    );
    for (const level of LEVELS) {
      scores[level].push(
        recordings.map((recording, at) =>
          borderScores(bordersOf(recording[level]), borders[at] ?? [], recording.cues.length),
        ),
      );
    }
  }
  return scores;
}

/** Leave one file out: each is measured with the settings that do best on the others, all three measures alike. */
function crossValidated(candidates: readonly BorderScores[][]): BorderScores[] {
  return (candidates[0] ?? []).map((_, file) => {
    const loss = (scores: readonly BorderScores[]) =>
      mean(scores.filter((_, at) => at !== file).map(({ pk, windowDiff, f1 }) => pk + windowDiff - f1));
    const best = candidates.reduce((best, scores) => (loss(scores) < loss(best) ? scores : best));
    return best[file] as BorderScores;
  });
}

function printBorders(rows: ReadonlyMap<string, BorderScores[][]>): void {
  const measures = ["pk", "windowDiff", "f1"] as const;
  const names = ["Pk", "WindowDiff", "F1"];
  console.log(
    `Borders: mean ± standard deviation over files; less is better but for F1, which allows two cues.\n`,
  );
  console.log(`| | ${LEVELS.flatMap((level) => names.map((name) => `${level} ${name}`)).join(" | ")} |`);
  console.log(`|---|${"---|".repeat(LEVELS.length * names.length)}`);
  for (const [name, levels] of rows) {
    const cells = levels.flatMap((scores) =>
      measures.map((measure) => {
        const values = scores.map((score) => score[measure]);
        return `${mean(values).toFixed(3)} ± ${spread(values).toFixed(2)}`;
      }),
    );
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

function printTitles(
  recordings: readonly Recording[],
  drafts: readonly (readonly (Titled & { body: string })[])[],
): void {
  const stemsOf = (title: string) =>
    wordsOf(title)
      .filter(hasMeaning)
      .map(({ lower }) => stem(lower));
  const beginnings = drafts.map((steps) =>
    steps.map((step) => ({ ...step, title: firstWords(step.body, FIRST_WORDS) })),
  );
  console.log(
    "Titles: content words in common with people's fine title, mean ± standard deviation over files.\n",
  );
  console.log("| | share of the title's words | share of people's words |");
  console.log("|---|---|---|");
  for (const [name, titled] of [
    ["drafted", drafts],
    [`the first ${FIRST_WORDS} words of the body`, beginnings],
  ] as const) {
    const found = recordings.map(({ fine }, at) => sharedTitleWords(titled[at] ?? [], fine, stemsOf));
    const cells = [found.map(({ ofDrafted }) => ofDrafted), found.map(({ ofPeople }) => ofPeople)].map(
      (values) => `${mean(values).toFixed(3)} ± ${spread(values).toFixed(2)}`,
    );
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}

/** What becomes of the fine borders where one setting is another and the rest stay. */
async function printSensitivity(recordings: readonly Recording[]): Promise<void> {
  console.log("\nSensitivity: fine Pk / WindowDiff / F1 in the mean over files, with one setting changed.\n");
  console.log("| | left out | half | as it is | twice |");
  console.log("|---|---|---|---|---|");
  for (const name of ["opening", "speaker", "afterNoise", "pause", "evenness"] as const) {
    const cells: string[] = [];
    for (const factor of [0, 1 / 2, 1, 2]) {
      const { weights, density } = USUAL_SETTINGS;
      const settings = { weights: { ...weights, [name]: factor * weights[name] }, density };
      const scores = await Promise.all(
        recordings.map(async (recording) =>
          borderScores(
            bordersOf(recording.fine),
            bordersOf(await drafted(recording, { settings })),
            recording.cues.length,
          ),
        ),
      );
      const means = (["pk", "windowDiff", "f1"] as const).map((measure) =>
        mean(scores.map((score) => score[measure])).toFixed(3),
      );
      cells.push(means.join(" / "));
    }
    console.log(`| ${name} | ${cells.join(" | ")} |`);
  }
}
