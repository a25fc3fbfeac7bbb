import type { CueRange } from "../../domain/value-objects/citation.ts";
import type { Cue } from "../../domain/value-objects/cue.ts";
import type { LanguageTag } from "../../domain/value-objects/language-tag.ts";
import type { Title } from "../../domain/value-objects/title.ts";

/** What a drafter works from: the cues of a transcript in their order, at least one. */
export type DraftingSource = { title: Title; language: LanguageTag | null; cues: readonly Cue[] };

/** A step as a drafter proposes it. `body` is CommonMark. It names cues; the quotes are copied by the use case. */
export type DraftedStep = {
  title: Title;
  body: string;
  citations: readonly Pick<CueRange, "firstCue" | "lastCue">[];
};

/** The steps in their order. `notes` say, in English, what a reader of the draft should know of how it was made. */
export type Draft = { steps: DraftedStep[]; notes: string[] };

/** Makes the steps of a tutorial out of a transcript. */
export interface Drafter {
  /** `steps` asks for a number of steps; where the transcript cannot give so many, fewer come back. */
  draft(source: DraftingSource, options: { steps?: number }): Promise<Draft>;
}
