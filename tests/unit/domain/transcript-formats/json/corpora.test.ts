import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonReaders } from "../../../../../src/domain/transcript-formats/json/index.ts";
import { podcastingJson } from "../../../../../src/domain/transcript-formats/json/podcasting-json.ts";
import { readTranscript } from "../../../../../src/domain/transcript-formats/read-transcript.ts";

/** Transcripts from elsewhere, which are no part of the repository. */
const folder = join(import.meta.dirname, "../../../../../../shared/corpora/podcasting");
const reason = existsSync(folder) ? "" : ` (skipped: there are none in ${folder})`;
if (reason) console.warn(`JSON transcripts from elsewhere are not tested${reason}`);

const text = (file: string) => readFileSync(join(folder, file), "utf8");
const cuesOf = (file: string) =>
  Array.from(podcastingJson.read(JSON.parse(text(file))), ({ startMs, endMs, spans }) => ({
    startMs,
    endMs,
    speaker: spans[0]?.speaker ?? null,
    text: spans[0]?.text ?? "",
  }));
const words = (cues: readonly { text: string }[]) => cues.flatMap(({ text }) => text.split(/\s+/));

describe.skipIf(reason)(`JSON transcripts from elsewhere${reason}`, () => {
  it.each(["buzzcast.json", "namespace-example.json"])("%s is recognised by one reader", (file) => {
    const document = JSON.parse(text(file));
    const names = Object.entries(jsonReaders).filter(([, reader]) => reader.recognises(document));
    expect(names.map(([name]) => name)).toEqual(["podcasting-json"]);
  });

  it("buzzcast.json says the same words as buzzcast.srt, a cue a line", () => {
    const read = cuesOf("buzzcast.json");
    const { cues } = readTranscript(text("buzzcast.srt"));
    expect(read).toHaveLength(JSON.parse(text("buzzcast.json")).segments.length);
    expect(words(read)).toEqual(words(cues));
    expect(read.filter(({ startMs, endMs }) => startMs === undefined || endMs === undefined)).toEqual([]);
    const speakers = (cues: readonly { speaker: string | null }[]) =>
      new Set(cues.map(({ speaker }) => speaker).filter((speaker) => speaker !== null));
    expect(speakers(read)).toEqual(speakers(cues));
  });

  it("namespace-example.json says its words, which stand alone, by speaker", () => {
    const bodies: { body: string }[] = JSON.parse(text("namespace-example.json")).segments;
    const read = cuesOf("namespace-example.json");
    expect(words(read)).toEqual(bodies.map(({ body }) => body));
    expect(read.map(({ startMs, endMs, speaker }) => `${startMs}-${endMs} ${speaker}`)).toEqual([
      "500-2500 Darth Vader",
      "2750-3000 Luke",
    ]);
  });
});
