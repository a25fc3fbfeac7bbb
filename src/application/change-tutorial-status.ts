import { TutorialVersionStale } from "../domain/exceptions/tutorial.ts";
import { publishTutorial, type Tutorial, unpublishTutorial } from "../domain/models/tutorial.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import type { TutorialId } from "../domain/value-objects/ids.ts";
import type { Clock } from "./ports/clock.ts";

/**
 * Publishes a tutorial or takes it back. What already is so stays as it is, its version included.
 *
 * @throws TutorialNotFound, TutorialVersionStale, TutorialNotPublishable
 */
export async function changeTutorialStatus(
  { tutorials, clock }: { tutorials: TutorialRepository; clock: Clock },
  input: { id: TutorialId; expectedVersion?: number | undefined; status: Tutorial["status"] },
): Promise<Tutorial> {
  const tutorial = await tutorials.get(input.id);
  if (input.expectedVersion !== undefined && input.expectedVersion !== tutorial.version) {
    throw new TutorialVersionStale();
  }
  const change = input.status === "published" ? publishTutorial : unpublishTutorial;
  const changed = change(tutorial, clock.now());
  if (changed !== tutorial) await tutorials.save(changed);
  return changed;
}
