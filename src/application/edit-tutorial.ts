import { StepDuplicated } from "../domain/exceptions/tutorial.ts";
import type { EditedStep, Tutorial } from "../domain/models/tutorial.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import { StepId, type TutorialId } from "../domain/value-objects/ids.ts";
import type { Slug } from "../domain/value-objects/slug.ts";
import type { Title } from "../domain/value-objects/title.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdSource } from "./ports/id-source.ts";

/** A step as it is sent: without an id it is a new one. */
export type SentStep = Omit<EditedStep, "id" | "isNew"> & { id?: StepId | undefined };

/**
 * Changes a tutorial's title, slug or steps, all or nothing. `steps` are all the steps in their new order: one that
 * is left out is deleted, one that is kept keeps its id.
 *
 * @throws TutorialNotFound, TutorialVersionStale, SlugTaken, SlugOfPublishedTutorial, TutorialNotPublishable,
 *   CitationNotInTranscript, QuoteDiffers, StepUnknown, StepDuplicated
 */
export async function editTutorial(
  { tutorials, clock, ids }: { tutorials: TutorialRepository; clock: Clock; ids: IdSource },
  input: {
    id: TutorialId;
    expectedVersion?: number | undefined;
    changes: { title?: Title; slug?: Slug; steps?: readonly SentStep[] };
  },
): Promise<Tutorial> {
  const { steps, ...changes } = input.changes;
  return tutorials.edit(input.id, steps ? { ...changes, steps: withIds(steps, ids) } : changes, {
    expectedVersion: input.expectedVersion,
    at: clock.now(),
  });
}

function withIds(steps: readonly SentStep[], ids: IdSource): EditedStep[] {
  const used = new Set<StepId>();
  return steps.map(({ id, ...step }, at) => {
    if (id === undefined) return { ...step, id: StepId.parse(ids.next()), isNew: true };
    if (used.has(id)) throw new StepDuplicated(`/steps/${at}/id`);
    used.add(id);
    return { ...step, id, isNew: false };
  });
}
