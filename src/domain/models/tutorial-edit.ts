import {
  CitationNotInTranscript,
  QuoteDiffers,
  SlugOfPublishedTutorial,
  StepEditInvalid,
  StepUnknown,
  TutorialTooLarge,
  tooMany,
} from "../exceptions/tutorial.ts";
import { type Citation, type CueRange, sameWords } from "../value-objects/citation.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { StepId } from "../value-objects/ids.ts";
import { limits } from "../value-objects/limits.ts";
import type { Slug } from "../value-objects/slug.ts";
import type { Title } from "../value-objects/title.ts";
import { cite, nextVersion, type Step, type Tutorial } from "./tutorial.ts";

/** A citation as an editor sends it. A quote, if sent, must be what the cues say. */
export type SentCitation = { firstCue: number; lastCue: number; quote?: string | undefined };

/** A step as an editor sends it. */
export type EditedStep = {
  id: StepId;
  /** Whether the id was made for this edit, rather than sent by the editor. */
  isNew: boolean;
  title: Title;
  body: string;
  citations: readonly SentCitation[];
};

/** One change of the steps, each named by its id. `after` is the step to stand behind; null is the beginning. */
export type StepOperation =
  | {
      op: "insert";
      /** Without it, the new step is the last one. */
      after?: StepId | null | undefined;
      id: StepId;
      title: Title;
      body: string;
      citations: readonly SentCitation[];
    }
  | {
      op: "update";
      stepId: StepId;
      title?: Title | undefined;
      body?: string | undefined;
      citations?: readonly SentCitation[] | undefined;
    }
  | { op: "move"; stepId: StepId; after: StepId | null }
  | {
      op: "split";
      stepId: StepId;
      /** Of the second part; the first keeps its own. */
      id: StepId;
      title: Title;
      /** How many characters of the body, and how many of the citations, stay in the first part. */
      bodyOffset: number;
      citationOffset: number;
    }
  | {
      op: "merge";
      stepId: StepId;
      /** The step whose body and citations are put behind, and which is no more. */
      with: StepId;
      title?: Title | undefined;
    }
  | { op: "delete"; stepId: StepId };

/**
 * What an editor may change. `steps` are all of them in their new order: one that is left out is deleted.
 * `operations` change single steps, one after the other, and leave the others as they are. One or the other.
 */
export type TutorialChanges = {
  title?: Title;
  slug?: Slug;
  steps?: readonly EditedStep[];
  operations?: readonly StepOperation[];
};

/**
 * Changes what an editor may change. A published tutorial keeps its slug, for its readers hold links to it; what they
 * read stays as it was published.
 *
 * @param cues the transcript's, in their order from position 1
 * @throws StepUnknown, StepEditInvalid, CitationNotInTranscript, QuoteDiffers, TutorialTooLarge with a pointer to the
 *   first step that is wrong
 * @throws SlugOfPublishedTutorial
 */
export function editTutorial(
  tutorial: Tutorial,
  { steps, operations, ...changes }: TutorialChanges,
  cues: readonly Cue[],
  now: Date,
): Tutorial {
  if (changes.slug !== undefined && changes.slug !== tutorial.slug && tutorial.status === "published") {
    throw new SlugOfPublishedTutorial();
  }
  const edited = steps
    ? ofSentSteps(steps, tutorial.steps)
    : operations && applyStepOperations(tutorial.steps, operations);
  return nextVersion(
    tutorial,
    "edited",
    { ...changes, ...(edited && { steps: resolveSteps(edited, cues) }) },
    now,
  );
}

/** A citation that is still to be quoted, and where in the request it stands. */
type Unquoted = SentCitation & { pointer: string };
/** A step some of whose citations are still to be quoted. */
type Unresolved = { id: StepId; title: Title; body: string; citations: readonly (Citation | Unquoted)[] };

function ofSentSteps(sent: readonly EditedStep[], present: readonly Step[]): Unresolved[] {
  const known = new Set(present.map(({ id }) => id));
  return sent.map(({ isNew, ...step }, at) => {
    if (!isNew && !known.has(step.id)) throw new StepUnknown(`/steps/${at}/id`);
    return { ...step, citations: unquoted(step.citations, `/steps/${at}`) };
  });
}

function unquoted(citations: readonly SentCitation[], pointer: string): Unquoted[] {
  return citations.map(({ firstCue, lastCue, quote }, nth) => ({
    firstCue,
    lastCue,
    quote,
    pointer: `${pointer}/citations/${nth}`,
  }));
}

function applyStepOperations(present: readonly Step[], operations: readonly StepOperation[]): Unresolved[] {
  const steps = operations.reduce<Unresolved[]>(
    (before, operation, at) => applyStepOperation(before, operation, `/operations/${at}`),
    [...present],
  );
  if (steps.length > limits.stepsPerTutorial) {
    throw new StepEditInvalid(
      "/operations",
      tooMany("tutorial", steps.length, "steps", limits.stepsPerTutorial),
    );
  }
  return steps;
}

function applyStepOperation(steps: Unresolved[], operation: StepOperation, pointer: string): Unresolved[] {
  const find = (id: StepId, name: string): { step: Unresolved; at: number } => {
    const at = steps.findIndex((step) => step.id === id);
    const step = steps[at];
    if (!step) throw new StepUnknown(`${pointer}/${name}`);
    return { step, at };
  };
  switch (operation.op) {
    case "insert": {
      const { id, title, body, citations, after } = operation;
      const at = after === undefined ? steps.length : after === null ? 0 : find(after, "after").at + 1;
      return steps.toSpliced(at, 0, { id, title, body, citations: unquoted(citations, pointer) });
    }
    case "update": {
      const { step, at } = find(operation.stepId, "stepId");
      const { title = step.title, body = step.body, citations } = operation;
      const cited = citations ? unquoted(citations, pointer) : step.citations;
      return steps.with(at, { id: step.id, title, body, citations: cited });
    }
    case "move": {
      const { step, at } = find(operation.stepId, "stepId");
      if (operation.after === step.id) throw new StepEditInvalid(`${pointer}/after`, "is the step itself");
      const behind = operation.after === null ? -1 : find(operation.after, "after").at;
      return steps.toSpliced(at, 1).toSpliced(behind < at ? behind + 1 : behind, 0, step);
    }
    case "split": {
      const { step, at } = find(operation.stepId, "stepId");
      return steps.toSpliced(at, 1, ...split(step, operation, pointer));
    }
    case "merge": {
      const { step, at } = find(operation.stepId, "stepId");
      if (operation.with === step.id) throw new StepEditInvalid(`${pointer}/with`, "is the step itself");
      const other = find(operation.with, "with");
      return steps.with(at, merge(step, other.step, operation.title, pointer)).toSpliced(other.at, 1);
    }
    case "delete":
      return steps.toSpliced(find(operation.stepId, "stepId").at, 1);
  }
}

function split(
  step: Unresolved,
  { id, title, bodyOffset, citationOffset }: Extract<StepOperation, { op: "split" }>,
  pointer: string,
): Unresolved[] {
  const body = [...step.body];
  if (bodyOffset > body.length)
    throw new StepEditInvalid(`${pointer}/bodyOffset`, `the body has ${body.length} characters`);
  const { citations } = step;
  if (citationOffset > citations.length)
    throw new StepEditInvalid(`${pointer}/citationOffset`, `the step has ${citations.length} citations`);
  const before = body.slice(0, bodyOffset);
  while (before.at(-1) === "\n") before.pop();
  const behind = body.slice(bodyOffset);
  const text = behind.findIndex((character) => character !== "\n");
  return [
    { ...step, body: before.join(""), citations: citations.slice(0, citationOffset) },
    {
      id,
      title,
      body: text < 0 ? "" : behind.slice(text).join(""),
      citations: citations.slice(citationOffset),
    },
  ];
}

/** Puts a step behind another; what both cite is cited once. */
function merge(step: Unresolved, other: Unresolved, title: Title | undefined, pointer: string): Unresolved {
  const body = [step.body, other.body].filter((part) => part !== "").join("\n\n");
  const isCited = ({ firstCue, lastCue }: SentCitation) =>
    step.citations.some((cited) => cited.firstCue === firstCue && cited.lastCue === lastCue);
  const citations = [...step.citations, ...other.citations.filter((cited) => !isCited(cited))];
  const length = [...body].length;
  if (length > limits.stepBodyLength)
    throw new StepEditInvalid(pointer, tooMany("body", length, "characters", limits.stepBodyLength));
  if (citations.length > limits.citationsPerStep)
    throw new StepEditInvalid(
      pointer,
      tooMany("step", citations.length, "citations", limits.citationsPerStep),
    );
  return { id: step.id, title: title ?? step.title, body, citations };
}

function resolveSteps(edited: readonly Unresolved[], cues: readonly Cue[]): Step[] {
  const resolved = edited.map(({ citations, ...step }) => ({
    ...step,
    citations: citations.map((given) => ("pointer" in given ? quoted(given, cues) : given)),
  }));
  const characters = resolved
    .flatMap(({ citations }) => citations)
    .reduce((sum, { quote }) => sum + [...quote].length, 0);
  if (characters > limits.quotesPerTutorial) throw new TutorialTooLarge(characters);
  return resolved;
}

function quoted({ quote, pointer, ...range }: Unquoted, cues: readonly Cue[]): Citation {
  const citation = citeAt(cues, range, pointer);
  if (quote !== undefined && !sameWords(quote, citation.quote)) {
    throw new QuoteDiffers(`${pointer}/quote`, quote, citation.quote);
  }
  return citation;
}

function citeAt(
  cues: readonly Cue[],
  range: Pick<CueRange, "firstCue" | "lastCue">,
  pointer: string,
): Citation {
  try {
    return cite(cues, range);
  } catch (error) {
    throw error instanceof CitationNotInTranscript ? error.at(pointer) : error;
  }
}
