import type { Draft, DraftedStep } from "../../../../src/application/ports/drafter.ts";
import { Cue } from "../../../../src/domain/value-objects/cue.ts";
import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import { createExtractiveDrafter } from "../../../../src/infrastructure/for-production/drafters/extractive/extractive-drafter.ts";

export type Spoken = string | { text: string; speaker?: string; startMs?: number; endMs?: number };

/** Cues of five seconds each, one after the other, where a line says nothing else. */
export function cuesOf(lines: readonly Spoken[]): Cue[] {
  return lines.map((line, at) =>
    Cue.parse({
      position: at + 1,
      startMs: at * 5000,
      endMs: at * 5000 + 5000,
      speaker: null,
      ...(typeof line === "string" ? { text: line } : line),
    }),
  );
}

type Options = { steps?: number; language?: string | null };

export async function draft(cues: readonly Cue[], options: Options = {}): Promise<DraftedStep[]> {
  return (await draftWithNotes(cues, options)).steps;
}

export function draftWithNotes(
  cues: readonly Cue[],
  { language = null, ...options }: Options = {},
): Promise<Draft> {
  const source = {
    title: Title.parse("A recording"),
    language: language === null ? null : LanguageTag.parse(language),
    cues,
  };
  return createExtractiveDrafter().draft(source, options);
}

export const PYTHON = [
  "Hello everyone, and welcome back.",
  "First, open the terminal in your project folder.",
  "In the terminal, type the command that creates a virtual environment.",
  "The virtual environment keeps the packages of this project apart.",
  "Um.",
  "Okay, so next we need to install the requirements file.",
  "The requirements file names every package with its version.",
  "Pip reads the requirements file and downloads each package.",
  "Now let's write a small unit test.",
  "The unit test imports the package and checks its version.",
  "Run the unit test with pytest, and watch it turn green.",
  "Thank you very much for watching.",
  "See you next time.",
];
