import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readTranscript } from "../../src/domain/transcript-formats/read-transcript.ts";
import type { Cue } from "../../src/domain/value-objects/cue.ts";
import type { Titled } from "./titles.ts";

/** A recording with the sections that people made of it, at two levels. */
export type Recording = { name: string; cues: Cue[]; coarse: Titled[]; fine: Titled[] };

/**
 * Reads every `NAME.vtt` of a directory beside its `NAME.segments.json`, by name.
 *
 * @throws Error where there are none, or where a transcript has other cues than its segments count
 */
export function readRecordings(directory: string): Recording[] {
  const files = existsSync(directory) ? readdirSync(directory) : [];
  const names = files
    .filter((file) => file.endsWith(".segments.json"))
    .map((file) => file.slice(0, -".segments.json".length))
    .filter((name) => files.includes(`${name}.vtt`))
    .sort();
  if (names.length === 0) {
    throw new Error(
      `No recordings in ${directory}: name a directory that holds NAME.vtt and NAME.segments.json files.`,
    );
  }
  return names.map((name) => readRecording(directory, name));
}

function readRecording(directory: string, name: string): Recording {
  const { cues } = readTranscript(readFileSync(join(directory, `${name}.vtt`), "utf8"));
  const segments: { cues: number; coarse: Titled[]; fine: Titled[] } = JSON.parse(
    readFileSync(join(directory, `${name}.segments.json`), "utf8"),
  );
  if (segments.cues !== cues.length) {
    throw new Error(`${name}: segments of ${segments.cues} cues, but the transcript has ${cues.length}.`);
  }
  return { name, cues, coarse: segments.coarse, fine: segments.fine };
}
