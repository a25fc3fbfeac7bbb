import { StepDuplicated } from "../domain/exceptions/tutorial.ts";
import type { Tutorial } from "../domain/models/tutorial.ts";
import type { EditedStep, StepOperation } from "../domain/models/tutorial-edit.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import { StepId, type TutorialId } from "../domain/value-objects/ids.ts";
import type { Slug } from "../domain/value-objects/slug.ts";
import type { Title } from "../domain/value-objects/title.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdSource } from "./ports/id-source.ts";

/** A step as it is sent: without an id it is a new one. */
export type SentStep = Omit<EditedStep, "id" | "isNew"> & { id?: StepId | undefined };

/** An operation as it is sent: the steps that it makes have no id yet. */
export type SentOperation = StepOperation extends infer Operation
  ? Operation extends { op: "insert" | "split" }
    ? Omit<Operation, "id">
    : Operation
  : never;

/**
 * Changes a tutorial's title, slug or steps, all or nothing. `steps` are all the steps in their new order: one that
 * is left out is deleted, one that is kept keeps its id. `operations` change single steps instead, one after the other.
 *
 * @throws TutorialNotFound, TutorialVersionStale, SlugTaken, SlugOfPublishedTutorial, CitationNotInTranscript,
 *   QuoteDiffers, StepUnknown, StepDuplicated, StepEditInvalid, TutorialTooLarge
 */
export async function editTutorial(
  { tutorials, clock, ids }: { tutorials: TutorialRepository; clock: Clock; ids: IdSource },
  input: {
    id: TutorialId;
    expectedVersion?: number | undefined;
    changes: {
      title?: Title;
      slug?: Slug;
      steps?: readonly SentStep[];
      operations?: readonly SentOperation[];
    };
  },
): Promise<Tutorial> {
  const { steps, operations, ...changes } = input.changes;
  return tutorials.edit(
    input.id,
    {
      ...changes,
      ...(steps && { steps: withIds(steps, ids) }),
      ...(operations && { operations: operations.map((operation) => withId(operation, ids)) }),
    },
    { expectedVersion: input.expectedVersion, at: clock.now() },
  );
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

function withId(operation: SentOperation, ids: IdSource): StepOperation {
  return operation.op === "insert" || operation.op === "split"
    ? { ...operation, id: StepId.parse(ids.next()) }
    : operation;
}
