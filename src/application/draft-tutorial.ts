import { DraftingUnavailable } from "../domain/exceptions/tutorial.ts";
import {
  cite,
  type DraftingMethod,
  type NewTutorial,
  newTutorial,
  type Tutorial,
} from "../domain/models/tutorial.ts";
import type { AttemptOf } from "../domain/repositories/attempt.ts";
import type { TranscriptRepository } from "../domain/repositories/transcript-repository.ts";
import type { TutorialRepository } from "../domain/repositories/tutorial-repository.ts";
import { StepId, type TranscriptId, TutorialId } from "../domain/value-objects/ids.ts";
import type { Title } from "../domain/value-objects/title.ts";
import type { Clock } from "./ports/clock.ts";
import type { Drafter } from "./ports/drafter.ts";
import type { IdSource } from "./ports/id-source.ts";

/** `llm` is there where a deployment has configured a model. */
export type Drafters = { extractive: Drafter; llm?: Drafter | undefined };

/**
 * Makes a tutorial from a transcript. Reads the transcript, computes, and writes only if the transcript is still the
 * same: two calls to the database, for the Worker has to think in between.
 *
 * @throws DraftingUnavailable, TranscriptNotFound, TranscriptChanged
 */
export async function draftTutorial(
  dependencies: {
    transcripts: TranscriptRepository;
    tutorials: TutorialRepository;
    drafters: Drafters;
    clock: Clock;
    ids: IdSource;
  },
  input: {
    transcriptId: TranscriptId;
    /** Without one, the tutorial takes the transcript's. */
    title?: Title | undefined;
    drafting: { method: DraftingMethod; steps?: number | undefined };
  },
  attemptOf?: AttemptOf<NewTutorial>,
): Promise<Tutorial> {
  const { transcripts, tutorials, drafters, clock, ids } = dependencies;
  const { method, steps: count } = input.drafting;
  const drafter = method === "none" ? blank : drafters[method];
  if (drafter === undefined) throw new DraftingUnavailable();
  const transcript = await transcripts.get(input.transcriptId);
  const { steps, notes } = await drafter.draft(transcript, count === undefined ? {} : { steps: count });
  const tutorial = newTutorial(
    {
      id: TutorialId.parse(ids.next()),
      transcriptId: transcript.id,
      title: input.title ?? transcript.title,
      language: transcript.language,
      drafting: { method, notes },
      steps: steps.map(({ title, body, citations }) => ({
        id: StepId.parse(ids.next()),
        title,
        body,
        citations: citations.map((range) => cite(transcript.cues, range)),
      })),
    },
    clock.now(),
  );
  return tutorials.add(tutorial, transcript, await attemptOf?.(tutorial));
}

const blank: Drafter = { draft: async () => ({ steps: [], notes: [] }) };
