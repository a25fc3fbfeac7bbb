import { describe, expect, it } from "vitest";
import { writeWebVtt } from "../../../../../src/domain/transcript-formats/writers/web-vtt-writer.ts";
import { plain, transcript } from "./support.ts";

describe("WebVTT", () => {
  it("has voices for speakers, and references for what would be markup", () => {
    const written = writeWebVtt(
      transcript(
        { startMs: 0, endMs: 1500, speaker: "Ann", text: "Mind the gap." },
        { startMs: 3_600_001, endMs: 3_600_002, speaker: "R&D <x>", text: "a --> b\n<i> & &amp;" },
      ),
      plain,
    );
    expect(written).toEqual({
      text: `WEBVTT

00:00:00.000 --> 00:00:01.500
<v Ann>Mind the gap.

01:00:00.001 --> 01:00:00.002
<v R&amp;D &lt;x&gt;>a --&gt; b
&lt;i&gt; &amp; &amp;amp;
`,
      dropped: [],
    });
  });

  it("has no blank lines in a cue", () => {
    const { text, dropped } = writeWebVtt(transcript("one\n\n \ntwo"), plain);
    expect(text).toContain("\none\ntwo\n");
    expect(dropped).toEqual(["blank-lines"]);
  });

  it("says where names at the beginning of cues would be taken for speakers", () => {
    expect(writeWebVtt(transcript("Ann: hello", "Ann: again"), plain).dropped).toEqual(["speakers"]);
    expect(
      writeWebVtt(transcript("Ann: hello", { speaker: "Bo", text: "Ann: again" }), plain).dropped,
    ).toEqual([]);
  });

  it("leaves out the speakers that nobody asked for", () => {
    const { text, dropped } = writeWebVtt(transcript({ speaker: "Ann", text: "Hello." }), {
      ...plain,
      speakers: false,
    });
    expect(text).not.toContain("Ann");
    expect(dropped).toEqual([]);
  });
});
