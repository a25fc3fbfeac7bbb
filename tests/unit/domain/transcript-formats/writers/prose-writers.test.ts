import fc from "fast-check";
import { micromark } from "micromark";
import { describe, expect, it } from "vitest";
import { writeMarkdown } from "../../../../../src/domain/transcript-formats/writers/markdown-writer.ts";
import { writePlainText } from "../../../../../src/domain/transcript-formats/writers/plain-text-writer.ts";
import { plain, transcript, transcripts } from "./support.ts";

const paragraphs = { ...plain, paragraphs: true };
const said = transcript(
  { speaker: "Ann", text: "Mind the" },
  { speaker: "Ann", text: "gap.\nAnd the door." },
  { speaker: "Bo", text: "Thanks." },
);

describe("plain text", () => {
  it("has a line a cue", () => {
    expect(writePlainText(said, plain)).toEqual({
      text: "Ann: Mind the\nAnn: gap. And the door.\nBo: Thanks.\n",
      dropped: ["line-breaks", "times"],
    });
  });

  it("has a paragraph a turn", () => {
    expect(writePlainText(said, paragraphs)).toEqual({
      text: "Ann: Mind the gap. And the door.\n\nBo: Thanks.\n",
      dropped: ["cues", "line-breaks", "times"],
    });
  });
});

describe("paragraphs", () => {
  it("are cues where each is one cue, so that nothing of these is lost", () => {
    const turns = transcript({ speaker: "Ann", text: "Yes?" }, { speaker: "Bo", text: "No." });
    expect(writeMarkdown(turns, paragraphs).dropped).toEqual(["times"]);
  });
});

describe("Markdown", () => {
  it("has the second at which a cue starts, as a link where it can be heard", () => {
    expect(writeMarkdown(said, plain)).toEqual({
      text: `# Deploy a Worker

0:00 **Ann:** Mind the

0:02 **Ann:** gap.\\
And the door.

0:04 **Bo:** Thanks.
`,
      dropped: ["times"],
    });
    const linkTo = (ms: number) => `https://media.example/a(1).mp4?x=1&copy;#t=${ms / 1000}`;
    const { text } = writeMarkdown(said, { ...paragraphs, linkTo });
    expect(text).toContain("[0:04](<https://media.example/a(1).mp4?x=1&amp;copy;#t=4>) **Bo:** Thanks.");
    expect(micromark(text)).toContain('<a href="https://media.example/a(1).mp4?x=1&amp;copy;#t=4">0:04</a>');
  });

  it("shows every text as it is", () => {
    fc.assert(
      fc.property(transcripts, fc.boolean(), (transcript, speakers) => {
        const { text } = writeMarkdown(transcript, { ...plain, speakers });
        const shown = micromark(text)
          .replace(/<\/?(?:h1|p|strong)>|<br \/>/g, "")
          .replace(
            /&(lt|gt|quot|amp);/g,
            (_, name) => ({ lt: "<", gt: ">", quot: '"' })[name as string] ?? "&",
          );
        const meant = transcript.cues.map(
          ({ startMs, speaker, text }) =>
            `${clock(startMs)}${speaker === null || !speakers ? "" : `${speaker}:`}${text}`,
        );
        const packed = (text: string) => text.replace(/\s/g, "");
        expect(packed(shown)).toBe(packed([transcript.title, ...meant].join("")));
      }),
      { numRuns: 500 },
    );
  });

  it("has hours where there are any", () => {
    const { text } = writeMarkdown(
      transcript({ startMs: 3_723_999, endMs: 3_724_000, text: "Late." }),
      plain,
    );
    expect(text).toContain("\n1:02:03 Late.\n");
  });
});

function clock(ms: number): string {
  const [hours, minutes, seconds] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map(Math.floor);
  const two = (value = 0) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
