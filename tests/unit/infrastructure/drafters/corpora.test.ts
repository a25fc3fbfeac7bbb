import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { equidistant, randomScores } from "../../../../scripts/evaluation/baselines.ts";
import { type BorderScores, borderScores } from "../../../../scripts/evaluation/borders.ts";
import { readRecordings } from "../../../../scripts/evaluation/recordings.ts";
import { mean } from "../../../../scripts/evaluation/statistics.ts";
import { cite } from "../../../../src/domain/models/tutorial.ts";
import type { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { cuesOf, draft } from "./samples.ts";

const CORPORA = new URL("../../../../../shared/corpora/", import.meta.url);
const missing = !existsSync(CORPORA);
const why = missing ? " (skipped: ../shared/corpora is not beside this repository)" : "";

const FILES = [
  ...[1, 2, 3, 4, 5].map((number) => `screencasts/screencast-0${number}.vtt`),
  "podcasting/buzzcast.srt",
  "podcasting/namespace-example.srt",
  "podcasting/namespace-example.vtt",
  "podcasting/podnews_daily_2024-01-25.vtt",
];

/** Enough of WebVTT and SRT for these files; the product's own reader has its own tests. */
function readCues(file: string): Cue[] {
  const blocks = readFileSync(new URL(file, CORPORA), "utf8")
    .replaceAll("\r", "")
    .split(/\n{2,}/);
  const milliseconds = (time: string) =>
    Math.round(
      time
        .replace(",", ".")
        .split(":")
        .reduce((sum, part) => sum * 60 + Number(part), 0) * 1000,
    );
  let speaker: string | undefined;
  return cuesOf(
    blocks.flatMap((block) => {
      const lines = block.split("\n");
      const at = lines.findIndex((line) => line.includes("-->"));
      const [start, end] = (lines[at] ?? "").split("-->").map((time) => time.trim());
      const said = lines.slice(at + 1).join("\n");
      const named = /^<v ([^>]+)>|^([A-Z]\w+): /.exec(said);
      speaker = named?.[1] ?? named?.[2] ?? speaker;
      const text = said
        .slice(named?.[0].length ?? 0)
        .replaceAll("&amp;", "&")
        .trim();
      if (at < 0 || start === undefined || end === undefined || text === "") return [];
      return [{ text, ...(speaker && { speaker }), startMs: milliseconds(start), endMs: milliseconds(end) }];
    }),
  );
}

const meanOf = (scores: readonly BorderScores[], measure: keyof BorderScores) =>
  mean(scores.map((score) => score[measure]));

describe.skipIf(missing)(`drafts of real recordings${why}`, () => {
  test.each(FILES)("%s", async (file) => {
    const cues = readCues(file);
    const steps = await draft(cues);
    expect(steps.length).toBeGreaterThanOrEqual(cues.length < 10 ? 1 : 4);
    expect(new Set(steps.map(({ title }) => title)).size).toBe(steps.length);
    for (const { title, body, citations } of steps) {
      expect(title).toMatch(/^[\p{L}\p{N}][^\n]{2,79}$/u);
      expect(title).toMatch(/[\p{L}\p{N}]$/u);
      expect(body.length).toBeGreaterThan(80);
      expect(body.length).toBeLessThan(2000);
      for (const range of citations) cite(cues, range);
    }
  });

  test("have borders nearer to people's than none, even ones and random ones, by all measures", async () => {
    const drafted: BorderScores[] = [];
    const none: BorderScores[] = [];
    const even: BorderScores[] = [];
    const random: BorderScores[] = [];
    for (const { cues, fine } of readRecordings(fileURLToPath(new URL("screencasts", CORPORA)))) {
      const people = fine.slice(1).map(({ firstCue }) => firstCue);
      const steps = await draft(cues);
      const starts = steps.slice(1).map(({ citations }) => citations[0]?.firstCue ?? 0);
      drafted.push(borderScores(people, starts, cues.length));
      none.push(borderScores(people, [], cues.length));
      // Nobody knows people's number beforehand: this even cut is stronger than one of the drafter's number.
      even.push(borderScores(people, equidistant(cues.length, fine.length), cues.length));
      random.push(randomScores(people, cues.length, fine.length));
    }
    for (const baseline of [none, even, random]) {
      expect(meanOf(drafted, "pk")).toBeLessThan(meanOf(baseline, "pk") - 0.03);
      expect(meanOf(drafted, "windowDiff")).toBeLessThan(meanOf(baseline, "windowDiff") - 0.03);
      expect(meanOf(drafted, "f1")).toBeGreaterThan(meanOf(baseline, "f1") + 0.05);
    }
  });
});
