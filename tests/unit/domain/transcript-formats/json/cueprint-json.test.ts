import { describe, expect, it } from "vitest";
import { cueprintJson } from "../../../../../src/domain/transcript-formats/json/cueprint-json.ts";
import { said } from "./said.ts";
import { sampleOf } from "./samples.ts";

const read = (...cues: unknown[]) => said(cueprintJson, { cues });

describe("Cueprint's own JSON", () => {
  it("reads cues", () => {
    expect(said(cueprintJson, sampleOf("cueprint-json", "a transcript of the API"))).toEqual([
      "0-1500 Ann|Open it.",
      "1500-3000 -|Now type.",
    ]);
  });

  it("needs no more of a transcript than that", () => {
    expect(read({ startMs: 0, endMs: 1.4, text: " Hi. " })).toEqual(["0-1 -|Hi."]);
  });

  it("does not lose the other cues for a bad one", () => {
    expect(
      read(
        { startMs: 0, endMs: 1, text: "Hi." },
        null,
        { startMs: "0", endMs: 1, text: "lost" },
        { startMs: -1, endMs: 1, text: "lost" },
        { startMs: 0, text: "lost" },
        { startMs: 0, endMs: 1, text: 5, speaker: 5 },
        { startMs: 2, endMs: 1, text: "Ho." },
      ),
    ).toEqual(["0-1 -|Hi.", "? -|", "? -|lost", "? -|lost", "? -|lost", "0-1 -|", "2-1 -|Ho."]);
  });
});
