import type { Tutorial, TutorialStatus } from "../domain/models/tutorial.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import type { TutorialId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

/**
 * Publishes a tutorial as it is now, or takes it back. What already is so stays as it is, its version included.
 *
 * @throws TutorialNotFound, TutorialVersionStale, TutorialNotPublishable
 */
export async function changeTutorialStatus(
  { tutorials, clock }: { tutorials: TutorialRepository; clock: Clock },
  input: {
    id: TutorialId;
    status: TutorialStatus;
    /** Why it may be published although not every citation is verified. */
    override?: string | undefined;
    expectedVersion?: number | undefined;
  },
): Promise<Tutorial> {
  const { id, status, override = null, expectedVersion } = input;
  return tutorials.setStatus(id, status, { expectedVersion, at: clock.now() }, override);
}
