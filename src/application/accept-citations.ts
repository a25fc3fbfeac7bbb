import type { Tutorial } from "../domain/models/tutorial.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import type { StepId, TutorialId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

/**
 * Takes what the cues say now for the quotes of stale citations, of all steps or of those that are named.
 *
 * @throws TutorialNotFound, TutorialVersionStale, StepUnknown, CitationNotInTranscript
 */
export async function acceptCitations(
  { tutorials, clock }: { tutorials: TutorialRepository; clock: Clock },
  input: {
    id: TutorialId;
    stepIds?: readonly StepId[] | undefined;
    expectedVersion?: number | undefined;
  },
): Promise<Tutorial> {
  const { id, stepIds, expectedVersion } = input;
  return tutorials.acceptCitations(id, stepIds, { expectedVersion, at: clock.now() });
}
