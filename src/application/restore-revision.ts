import type { Tutorial } from "../domain/models/tutorial.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import type { TutorialId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

/**
 * Makes the title and the steps of a revision those of the next version.
 *
 * @throws TutorialNotFound, TutorialVersionStale, RevisionNotFound
 */
export async function restoreRevision(
  { tutorials, clock }: { tutorials: TutorialRepository; clock: Clock },
  input: { id: TutorialId; version: number; expectedVersion?: number | undefined },
): Promise<Tutorial> {
  const { id, version, expectedVersion } = input;
  return tutorials.restore(id, version, { expectedVersion, at: clock.now() });
}
