import type { StepId, TranscriptId, TutorialId } from "../value-objects/ids.ts";
import type { SearchTerm } from "../value-objects/search-query.ts";
import type { SnippetPart } from "../value-objects/snippet.ts";

/** Where to look. A speaker is compared without regard to case. */
export type SearchFilter = {
  kind?: "cue" | "step" | undefined;
  transcriptId?: TranscriptId | undefined;
  speaker?: string | undefined;
};

/** What was found in a transcript, or in a tutorial that was made from it. A higher rank is a better find. */
type Find = {
  transcript: { id: TranscriptId; title: string };
  snippet: SnippetPart[];
  rank: number;
};

/** A cue that was found. Times are milliseconds of the recording. */
export type CueFind = Find & {
  kind: "cue";
  position: number;
  startMs: number;
  endMs: number;
  speaker: string | null;
};

/** A step that was found. Its times are those of its first citation; null where it cites nothing. */
export type StepFind = Find & {
  kind: "step";
  tutorial: { id: TutorialId; title: string };
  step: { id: StepId; title: string };
  startMs: number | null;
  endMs: number | null;
};

export type SearchFind = CueFind | StepFind;

/** Where a page of finds ended. Opaque to all but the repository. */
export type SearchPosition = { rank: string; id: string };

/** What the caller owns, by its words. */
export interface SearchRepository {
  /**
   * The best finds first. A find begins in its cue and may run on into the next one; all terms stand in the two.
   *
   * @throws TranscriptNotFound where the filter names one that is not the caller's
   */
  find(
    terms: readonly SearchTerm[],
    filter: SearchFilter,
    page: { limit: number; after?: SearchPosition | undefined },
  ): Promise<{ items: SearchFind[]; next: SearchPosition | null }>;
}
