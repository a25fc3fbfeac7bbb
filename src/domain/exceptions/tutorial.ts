import { limits } from "../value-objects/limits.ts";
import { DomainException } from "./domain-exception.ts";

const LONGEST_EXCERPT = 500;

export class TutorialNotFound extends DomainException {
  readonly code = "tutorial_not_found";
  constructor() {
    super("There is no such tutorial.");
  }
}

export class TutorialVersionStale extends DomainException {
  readonly code = "tutorial_version_stale";
  constructor() {
    super("The tutorial has changed since the version that the request names. Read it again.");
  }
}

/** The deployment has configured no language model. */
export class DraftingUnavailable extends DomainException {
  readonly code = "drafting_unavailable";
  constructor() {
    super("This server has no language model to draft with.", [
      {
        pointer: "/drafting/method",
        code: "drafting_unavailable",
        message: "cannot be llm here: no model is configured",
      },
    ]);
  }
}

export class SlugTaken extends DomainException {
  readonly code = "slug_taken";
  constructor() {
    super("Another tutorial has this slug.", [{ pointer: "/slug", code: "slug_taken", message: "is taken" }]);
  }
}

export class SlugOfPublishedTutorial extends DomainException {
  readonly code = "slug_of_published_tutorial";
  constructor() {
    super("A published tutorial keeps its slug. Unpublish it first.", [
      {
        pointer: "/slug",
        code: "slug_of_published_tutorial",
        message: "cannot change while the tutorial is published",
      },
    ]);
  }
}

export class TutorialNotPublishable extends DomainException {
  readonly code = "tutorial_not_publishable";
  constructor(reason: string) {
    super(`The tutorial cannot be published: ${reason}.`);
  }
}

/** A citation names cues that the transcript does not have. */
export class CitationNotInTranscript extends DomainException {
  readonly code = "citation_not_in_transcript";
  readonly #reason: string;

  constructor(reason: string, pointer?: string) {
    super(
      `A citation does not hold: ${reason}.`,
      pointer === undefined ? [] : [{ pointer, code: "citation_not_in_transcript", message: reason }],
    );
    this.#reason = reason;
  }

  /** The same, told where in the input it is. */
  at(pointer: string): CitationNotInTranscript {
    return new CitationNotInTranscript(this.#reason, pointer);
  }
}

/** Why a citation does not hold, in words. */
export function cuesMissing(firstCue: number, lastCue: number): string {
  return `cues ${firstCue} to ${lastCue} are not all in the transcript`;
}

export function quoteTooLong(firstCue: number, lastCue: number, characters: number): string {
  return `cues ${firstCue} to ${lastCue} hold ${characters} characters, and a citation quotes at most ${limits.quoteLength}`;
}

/** A caller's quote says something else than the cues that it cites. */
export class QuoteDiffers extends DomainException {
  readonly code = "quote_differs";
  constructor(pointer: string, sent: string, cued: string) {
    super("A quote differs from the cues that it cites.", [
      {
        pointer,
        code: "quote_differs",
        message: `the quote says “${excerpt(sent)}”, the cues say “${excerpt(cued)}”`,
      },
    ]);
  }
}

export class StepUnknown extends DomainException {
  readonly code = "step_unknown";
  constructor(pointer: string) {
    super("A step's id is not one of this tutorial's.", [
      {
        pointer,
        code: "step_unknown",
        message: "is not a step of this tutorial; leave the id out for a new step",
      },
    ]);
  }
}

export class StepDuplicated extends DomainException {
  readonly code = "step_duplicated";
  constructor(pointer: string) {
    super("Two steps have the same id.", [
      { pointer, code: "step_duplicated", message: "stands at a step before" },
    ]);
  }
}

/** An operation on steps cannot be done as it is asked for. */
export class StepEditInvalid extends DomainException {
  readonly code = "step_edit_invalid";
  constructor(pointer: string, message: string) {
    super("The steps cannot be changed so.", [{ pointer, code: "step_edit_invalid", message }]);
  }
}

/** That an edit would go beyond a limit, in words. */
export function tooMany(of: string, count: number, things: string, most: number): string {
  return `the ${of} would have ${count} ${things}, and a ${of} has at most ${most}`;
}

export class RevisionNotFound extends DomainException {
  readonly code = "revision_not_found";
  constructor() {
    super("The tutorial has no such revision.");
  }
}

/** The quotes of all citations together are more than a tutorial may hold. */
export class TutorialTooLarge extends DomainException {
  readonly code = "tutorial_too_large";
  constructor(characters: number) {
    super(
      `The citations would quote ${characters} characters in all; a tutorial may quote ${limits.quotesPerTutorial}.`,
    );
  }
}

/** Enough of a quote to know it by. */
function excerpt(quote: string): string {
  return quote.length <= LONGEST_EXCERPT ? quote : `${quote.slice(0, LONGEST_EXCERPT).toWellFormed()}…`;
}
