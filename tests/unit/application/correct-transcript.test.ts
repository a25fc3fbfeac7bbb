import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctTranscript } from "../../../src/application/correct-transcript.ts";
import { submitTranscript } from "../../../src/application/submit-transcript.ts";
import { TranscriptVersionStale } from "../../../src/domain/exceptions/transcript.ts";
import { quoteOf } from "../../../src/domain/models/tutorial.ts";
import { Title } from "../../../src/domain/value-objects/title.ts";
import { someTutorial, stepCiting } from "../../support/fixtures.ts";
import { startWorldWithTranscript } from "./support/world.ts";

const WORDS = "open close pour lid water kettle wait slowly then again".split(" ");
type Line = { text: string; startMs: number };

function webVtt(lines: readonly Line[]): string {
  const time = (ms: number) => new Date(ms).toISOString().slice(11, 23);
  return `WEBVTT\n\n${lines
    .map(({ text, startMs }) => `${time(startMs)} --> ${time(startMs + 900)}\n${text}\n`)
    .join("\n")}`;
}

async function start(lines: readonly Line[]) {
  const world = await startWorldWithTranscript();
  const { id } = await submitTranscript(world, {
    title: Title.parse("Tea"),
    language: null,
    mediaUrl: null,
    content: webVtt(lines),
  });
  const transcript = await world.transcripts.get(id);
  const steps = transcript.cues.map(({ position }) => stepCiting(transcript.cues, position));
  const tutorial = await world.tutorials.add(someTutorial(transcript, steps), transcript);
  const correct = (content: string, expectedVersion?: number) =>
    correctTranscript(world, { id, content, expectedVersion });
  return { ...world, id, transcript, tutorial, correct };
}

const sample = ["Open the lid.", "Pour the water.", "Wait.", "Close the lid."].map((text, at) => ({
  text,
  startMs: at * 1_000,
}));

describe("a corrected upload", () => {
  it("tells what moved, changed and vanished, and has the citations follow", async () => {
    const { correct, tutorials, tutorial, transcripts, id } = await start(sample);
    const [open, pour, , close] = sample as [Line, Line, Line, Line];
    const shifted = (line: Line, text = line.text) => ({ text, startMs: line.startMs + 5_000 });
    const lines = [
      { text: "Welcome to all of you.", startMs: 0 },
      shifted(open),
      shifted(pour, "Pour the hot water."),
      shifted(close),
    ];
    const correction = await correct(webVtt(lines), 1);
    expect(correction.alignment?.counts).toEqual({ same: 0, moved: 2, changed: 1, vanished: 1, added: 1 });
    expect(correction.tutorials).toMatchObject([
      { id: tutorial.id, version: 2, citations: { verified: 2, moved: 2, stale: 1, missing: 1 } },
    ]);
    const { steps } = await tutorials.get(tutorial.id);
    expect(steps.map(({ citations: [one] }) => [one?.firstCue, one?.quote, one?.state])).toEqual([
      [2, "Open the lid.", "verified"],
      [3, "Pour the water.", "stale"],
      [3, "Wait.", "missing"],
      [4, "Close the lid.", "verified"],
    ]);
    expect((await tutorials.citations(tutorial.id)).citations[1]?.currentQuote).toBe("Pour the hot water.");
    expect(await transcripts.content(id)).toMatchObject({ version: 2, content: webVtt(lines) });
  });

  it("of the same content changes nothing, and says so", async () => {
    const { correct, transcripts, tutorials, tutorial, id } = await start(sample);
    const { alignment, transcript, tutorials: cited } = await correct(webVtt(sample));
    expect(alignment).toBe(undefined);
    expect(transcript.version).toBe(1);
    expect(cited).toMatchObject([{ version: 1, citations: { verified: 4, moved: 0, stale: 0, missing: 0 } }]);
    expect((await transcripts.get(id)).version).toBe(1);
    expect((await tutorials.get(tutorial.id)).version).toBe(1);
  });

  it("makes no new version of a tutorial whose citations stay as they are", async () => {
    const { correct, tutorials, tutorial } = await start(sample);
    await correct(webVtt([...sample, { text: "Thank you.", startMs: 9_000 }]));
    expect((await tutorials.get(tutorial.id)).version).toBe(1);
  });

  it("is refused for a version that has passed, changing nothing", async () => {
    const { correct, transcripts, id } = await start(sample);
    await expect(correct(webVtt(sample.slice(1)), 7)).rejects.toThrow(TranscriptVersionStale);
    expect((await transcripts.get(id)).cues).toHaveLength(4);
  });

  it("never has a citation verified that its cues do not say, however much is corrected", async () => {
    const text = fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
      .map((some) => some.join(" "));
    const content = fc
      .array(text, { minLength: 1, maxLength: 12 })
      .map((texts) => texts.map((text, at) => ({ text, startMs: at * 1_000 })));
    await fc.assert(
      fc.asyncProperty(
        content,
        fc.array(content, { minLength: 1, maxLength: 3 }),
        async (first, corrections) => {
          const { correct, transcripts, tutorials, tutorial, id } = await start(first);
          for (const lines of corrections) {
            await correct(webVtt(lines));
            const { cues } = await transcripts.get(id);
            const { steps } = await tutorials.get(tutorial.id);
            expect(steps.map(({ id }) => id)).toEqual(tutorial.steps.map(({ id }) => id));
            for (const { quote, state, firstCue, lastCue } of steps.flatMap(({ citations }) => citations)) {
              if (state === "verified") expect(quote).toBe(quoteOf(cues.slice(firstCue - 1, lastCue)));
            }
          }
        },
      ),
    );
  });
});
