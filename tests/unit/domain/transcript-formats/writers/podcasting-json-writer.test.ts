import { describe, expect, it } from "vitest";
import { writePodcastingJson } from "../../../../../src/domain/transcript-formats/writers/podcasting-json-writer.ts";
import { plain, transcript } from "./support.ts";

describe("Podcasting 2.0 JSON", () => {
  it("has seconds, and speakers where there are any", () => {
    const { text, dropped } = writePodcastingJson(
      transcript({ startMs: 1, endMs: 2147483647, speaker: "Ann", text: "Mind the\n\ngap." }, "Thank you."),
      plain,
    );
    expect(JSON.parse(text)).toEqual({
      version: "1.0.0",
      segments: [
        { speaker: "Ann", startTime: 0.001, endTime: 2147483.647, body: "Mind the\n\ngap." },
        { startTime: 2, endTime: 4, body: "Thank you." },
      ],
    });
    expect(dropped).toEqual([]);
  });

  it("says where cues of a word each would be grouped by readers", () => {
    expect(writePodcastingJson(transcript("Mind", "the", "gap."), plain).dropped).toEqual(["cues"]);
  });
});
