import {
  CitationNotInTranscript,
  QuoteDiffers,
  StepDuplicated,
  StepUnknown,
  TutorialVersionStale,
} from "../domain/exceptions/tutorial.ts";
import {
  cite,
  editTutorial as edited,
  type Step,
  sameWords,
  type Tutorial,
} from "../domain/models/tutorial.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import type { Citation } from "../domain/value-objects/citation.ts";
import type { Cue } from "../domain/value-objects/cue.ts";
import { StepId, type TutorialId } from "../domain/value-objects/ids.ts";
import type { Slug } from "../domain/value-objects/slug.ts";
import type { Title } from "../domain/value-objects/title.ts";
import type { Clock } from "./ports/clock.ts";
import type { IdSource } from "./ports/id-source.ts";

/** A step as an editor sends it. Without an id it is a new one; a quote, if sent, must be what the cues say. */
export type EditedStep = {
  id?: StepId | undefined;
  title: Title;
  body: string;
  citations: readonly { firstCue: number; lastCue: number; quote?: string | undefined }[];
};

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
    changes: { title?: Title; slug?: Slug; steps?: readonly EditedStep[] };
  },
): Promise<Tutorial> {
  const { steps, ...changes } = input.changes;
  // Only steps cite cues: without them the transcript need not travel.
  const { tutorial, cues } = steps
    ? await withCues(tutorials, input.id)
    : await withoutCues(tutorials, input.id);
  if (input.expectedVersion !== undefined && input.expectedVersion !== tutorial.version) {
    throw new TutorialVersionStale();
  }
  const changed = edited(
    tutorial,
    steps ? { ...changes, steps: resolveSteps(steps, tutorial, cues, ids) } : changes,
    clock.now(),
  );
  await tutorials.save(changed);
  return changed;
}

async function withCues(tutorials: TutorialRepository, id: TutorialId) {
  const { tutorial, transcript } = await tutorials.getWithSource(id);
  return { tutorial, cues: transcript.cues };
}

async function withoutCues(tutorials: TutorialRepository, id: TutorialId) {
  return { tutorial: await tutorials.get(id), cues: [] };
}

function resolveSteps(
  steps: readonly EditedStep[],
  tutorial: Tutorial,
  cues: readonly Cue[],
  ids: IdSource,
): Step[] {
  const known = new Set(tutorial.steps.map(({ id }) => id));
  const used = new Set<StepId>();
  return steps.map(({ id, title, body, citations }, at) => {
    if (id !== undefined) {
      if (!known.has(id)) throw new StepUnknown(`/steps/${at}/id`);
      if (used.has(id)) throw new StepDuplicated(`/steps/${at}/id`);
      used.add(id);
    }
    return {
      id: id ?? StepId.parse(ids.next()),
      title,
      body,
      citations: citations.map((citation, nth) =>
        resolveCitation(citation, cues, `/steps/${at}/citations/${nth}`),
      ),
    };
  });
}

function resolveCitation(
  { quote, ...range }: EditedStep["citations"][number],
  cues: readonly Cue[],
  pointer: string,
): Citation {
  const citation = citeAt(cues, range, pointer);
  if (quote !== undefined && !sameWords(quote, citation.quote)) {
    throw new QuoteDiffers(`${pointer}/quote`, quote, citation.quote);
  }
  return citation;
}

function citeAt(
  cues: readonly Cue[],
  range: { firstCue: number; lastCue: number },
  pointer: string,
): Citation {
  try {
    return cite(cues, range);
  } catch (error) {
    throw error instanceof CitationNotInTranscript ? error.at(pointer) : error;
  }
}
