import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
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

type Scores = { pk: number; windowDiff: number; f1: number };

/** Pk (Beeferman and others 1999), WindowDiff (Pevzner & Hearst 2002), and F1 of borders within two cues. */
function scoresOf(people: readonly number[], drafted: readonly number[], cues: number): Scores {
  const between = (borders: readonly number[], from: number, to: number) =>
    borders.filter((at) => at > from && at <= to).length;
  const window = Math.max(2, Math.round(cues / (people.length + 1) / 2));
  let [pk, windowDiff] = [0, 0];
  for (let from = 1; from + window <= cues; from++) {
    const [theirs, ours] = [between(people, from, from + window), between(drafted, from, from + window)];
    if (theirs > 0 !== ours > 0) pk++;
    if (theirs !== ours) windowDiff++;
  }
  const free = new Set(people);
  const hits = drafted.filter((at) => {
    const near = [...free].find((border) => Math.abs(border - at) <= 2);
    return near !== undefined && free.delete(near);
  }).length;
  const places = cues - window;
  return {
    pk: pk / places,
    windowDiff: windowDiff / places,
    f1: (2 * hits) / (people.length + drafted.length || 1),
  };
}

const mean = (scores: readonly Scores[], measure: keyof Scores) =>
  scores.reduce((sum, score) => sum + score[measure], 0) / scores.length;

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

  test("have borders nearer to people's than none, and than even ones of as many sections as people made", async () => {
    const [drafted, none, even]: [Scores[], Scores[], Scores[]] = [[], [], []];
    for (const file of FILES.slice(0, 5)) {
      const cues = readCues(file);
      const { fine } = JSON.parse(
        readFileSync(new URL(file.replace(".vtt", ".segments.json"), CORPORA), "utf8"),
      ) as {
        fine: { firstCue: number }[];
      };
      const people = fine.slice(1).map(({ firstCue }) => firstCue);
      const steps = await draft(cues);
      const starts = steps.slice(1).map(({ citations }) => citations[0]?.firstCue ?? 0);
      drafted.push(scoresOf(people, starts, cues.length));
      none.push(scoresOf(people, [], cues.length));
      even.push(
        scoresOf(
          people,
          people.map((_, at) => Math.round(((at + 1) * cues.length) / fine.length) + 1),
          cues.length,
        ),
      );
    }
    for (const baseline of [none, even]) {
      expect(mean(drafted, "pk")).toBeLessThan(mean(baseline, "pk"));
      expect(mean(drafted, "windowDiff")).toBeLessThan(mean(baseline, "windowDiff"));
      expect(mean(drafted, "f1")).toBeGreaterThan(mean(baseline, "f1"));
    }
  });
});
