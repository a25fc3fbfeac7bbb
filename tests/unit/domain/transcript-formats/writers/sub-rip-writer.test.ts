import { describe, expect, it } from "vitest";
import { writeSubRip } from "../../../../../src/domain/transcript-formats/writers/sub-rip-writer.ts";
import { plain, transcript } from "./support.ts";

describe("SubRip", () => {
  it("numbers its cues and puts names before a colon, where they can be told from words", () => {
    const said = [1, 2].map((at) => ({ speaker: "Ann Lee", text: `Point ${at}.` }));
    expect(writeSubRip(transcript(...said, "And so on."), plain)).toEqual({
      text: `1
00:00:00,000 --> 00:00:02,000
Ann Lee: Point 1.

2
00:00:02,000 --> 00:00:04,000
Ann Lee: Point 2.

3
00:00:04,000 --> 00:00:06,000
And so on.
`,
      dropped: [],
    });
  });

  it.each([
    ["who speaks once", [{ speaker: "Ann", text: "Hello." }]],
    ["whose name is written small", Array(2).fill({ speaker: "ann", text: "Hello." })],
    ["whose name is a word of speech", Array(2).fill({ speaker: "Note", text: "Hello." })],
    [
      "where somebody else's words have such a name before them",
      [...Array(2).fill({ speaker: "Ann", text: "Hello." }), "Ann: no."],
    ],
  ])("has no speakers, and says so, for one %s", (_, said) => {
    const { text, dropped } = writeSubRip(transcript(...said), plain);
    expect(text).toMatch(/^1\n[^\n]+\nHello\.\n/);
    expect(dropped).toEqual(["speakers"]);
  });

  it("keeps words that look like another cue or like markup", () => {
    const { text, dropped } = writeSubRip(
      transcript("1\n00:00:01,000 --> 00:00:02,000\na -> b --> c\n<i> 1 < 2 &amp; & {\\an8} {x}\n7"),
      plain,
    );
    expect(text).toBe(`1
00:00:00,000 --> 00:00:02,000
1
00:00:01,000 --&gt; 00:00:02,000
a -> b --> c
&lt;i> 1 < 2 &amp;amp; & &#123;\\an8} {x}
7
`);
    expect(dropped).toEqual([]);
  });

  it("has no blank lines, and no white space around lines", () => {
    expect(writeSubRip(transcript("one\n\n  two"), plain)).toMatchObject({
      text: expect.stringContaining("\none\ntwo\n"),
      dropped: ["blank-lines", "white-space"],
    });
  });
});
