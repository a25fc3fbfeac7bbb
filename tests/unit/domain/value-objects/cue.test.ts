import { describe, expect, it } from "vitest";
import { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { limits } from "../../../../src/domain/value-objects/limits.ts";

const cue = { position: 1, startMs: 0, endMs: 1_000, speaker: "Ada", text: "Hello." };
const complaints = (changes: object) =>
  Cue.safeParse({ ...cue, ...changes }).error?.issues.map(({ path }) => path.join("."));

describe("a cue", () => {
  it("has a position, times, a speaker and a text", () => {
    expect(Cue.parse(cue)).toEqual(cue);
  });

  it("may have no speaker, and last no time", () => {
    const silent = { ...cue, speaker: null, startMs: 5, endMs: 5 };
    expect(Cue.parse(silent)).toEqual(silent);
  });

  it("keeps its text as it was said, line breaks and all, but for the way they are written", () => {
    expect(Cue.parse({ ...cue, text: " one\r\ntwo e\u0301 " }).text).toBe(" one\ntwo e\u0301 ");
  });

  it("keeps its speaker in one line", () => {
    expect(Cue.parse({ ...cue, speaker: " Ada\n Lovelace " }).speaker).toBe("Ada Lovelace");
  });

  it("may be as large as the limits say", () => {
    const largest = {
      position: limits.cuesPerTranscript,
      startMs: limits.timeMs,
      endMs: limits.timeMs,
      speaker: "s".repeat(limits.speakerLength),
      text: "t".repeat(limits.cueTextLength),
    };
    expect(Cue.parse(largest)).toEqual(largest);
  });

  it.each([
    ["a position before the first", { position: 0 }, "position"],
    ["a position beyond the limit", { position: limits.cuesPerTranscript + 1 }, "position"],
    ["half a position", { position: 1.5 }, "position"],
    ["times in the wrong order", { startMs: 2_000 }, "endMs"],
    ["a time before the recording", { startMs: -1 }, "startMs"],
    ["a time beyond the limit", { endMs: limits.timeMs + 1 }, "endMs"],
    ["a blank speaker", { speaker: " " }, "speaker"],
    ["a speaker beyond the limit", { speaker: "s".repeat(limits.speakerLength + 1) }, "speaker"],
    ["a speaker with NUL", { speaker: "a\u0000" }, "speaker"],
    ["no text", { text: "" }, "text"],
    ["a blank text", { text: " \n\t\u00a0" }, "text"],
    ["a text beyond the limit", { text: "t".repeat(limits.cueTextLength + 1) }, "text"],
    ["a text with NUL", { text: "a\u0000" }, "text"],
    ["a text with a lone surrogate", { text: "a\udc00" }, "text"],
  ])("is refused with %s", (_, changes, at) => {
    expect(complaints(changes)).toEqual([at]);
  });

  it.each(["position", "startMs", "endMs", "speaker", "text"])("is refused without %s", (name) => {
    expect(complaints({ [name]: undefined })).toContain(name);
  });
});
