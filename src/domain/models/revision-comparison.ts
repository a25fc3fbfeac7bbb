import type { Citation } from "../value-objects/citation.ts";
import type { StepId } from "../value-objects/ids.ts";
import type { Title } from "../value-objects/title.ts";
import type { Step } from "./tutorial.ts";
import type { TutorialRevision } from "./tutorial-revision.ts";

type Changed<Value> = { before: Value; after: Value };

/** What became of a step. Positions count from 1; what is the same on both sides is null, or an empty list. */
export type StepComparison = {
  stepId: StepId;
  change: "added" | "removed" | "changed" | "unchanged";
  /** Whether it stands elsewhere among the steps that both have. */
  isMoved: boolean;
  positionBefore: number | null;
  positionAfter: number | null;
  title: Changed<Title> | null;
  body: Changed<string> | null;
  citationsAdded: Citation[];
  citationsRemoved: Citation[];
};

export type RevisionComparison = {
  before: number;
  after: number;
  title: Changed<Title> | null;
  slug: Changed<string> | null;
  /** In the order of the later revision, and those that were removed last. */
  steps: StepComparison[];
};

/** What differs between two revisions of a tutorial. A step is known by its id. */
export function compareRevisions(before: TutorialRevision, after: TutorialRevision): RevisionComparison {
  const placesBefore = new Map(before.steps.map(({ id }, at) => [id, at]));
  const common = after.steps.flatMap(({ id }) => placesBefore.get(id) ?? []);
  const still = longestIncreasing(common);
  const kept = new Set(after.steps.map(({ id }) => id));
  return {
    before: before.version,
    after: after.version,
    title: changed(before.title, after.title),
    slug: changed(before.slug, after.slug),
    steps: [
      ...after.steps.map((step, at) => {
        const place = placesBefore.get(step.id);
        const earlier = place === undefined ? undefined : before.steps[place];
        if (place === undefined || earlier === undefined) return added(step, at);
        return compareSteps(earlier, place, step, at, !still.has(place));
      }),
      ...before.steps.flatMap((step, at) => (kept.has(step.id) ? [] : [removed(step, at)])),
    ],
  };
}

function added({ id, citations }: Step, at: number): StepComparison {
  return {
    stepId: id,
    change: "added",
    isMoved: false,
    positionBefore: null,
    positionAfter: at + 1,
    title: null,
    body: null,
    citationsAdded: citations,
    citationsRemoved: [],
  };
}

function removed({ id, citations }: Step, at: number): StepComparison {
  return {
    stepId: id,
    change: "removed",
    isMoved: false,
    positionBefore: at + 1,
    positionAfter: null,
    title: null,
    body: null,
    citationsAdded: [],
    citationsRemoved: citations,
  };
}

function compareSteps(
  before: Step,
  placeBefore: number,
  after: Step,
  placeAfter: number,
  isMoved: boolean,
): StepComparison {
  const title = changed(before.title, after.title);
  const body = changed(before.body, after.body);
  const citationsAdded = without(after.citations, before.citations);
  const citationsRemoved = without(before.citations, after.citations);
  const isChanged = title || body || citationsAdded.length > 0 || citationsRemoved.length > 0;
  return {
    stepId: after.id,
    change: isChanged ? "changed" : "unchanged",
    isMoved,
    positionBefore: placeBefore + 1,
    positionAfter: placeAfter + 1,
    title,
    body,
    citationsAdded,
    citationsRemoved,
  };
}

function changed<Value>(before: Value, after: Value): Changed<Value> | null {
  return before === after ? null : { before, after };
}

function without(citations: readonly Citation[], others: readonly Citation[]): Citation[] {
  const known = new Set(others.map(signature));
  return citations.filter((citation) => !known.has(signature(citation)));
}

function signature({ firstCue, lastCue, startMs, endMs, quote, state }: Citation): string {
  return JSON.stringify([firstCue, lastCue, startMs, endMs, quote, state]);
}

/** The members of a longest increasing subsequence: the steps that need not move for the others to stand right. */
function longestIncreasing(numbers: readonly number[]): Set<number> {
  const lengths: number[] = [];
  numbers.forEach((number, at) => {
    let longest = 0;
    for (let earlier = 0; earlier < at; earlier++) {
      if ((numbers[earlier] ?? 0) < number) longest = Math.max(longest, lengths[earlier] ?? 0);
    }
    lengths.push(longest + 1);
  });
  const members = new Set<number>();
  let wanted = Math.max(0, ...lengths);
  let below = Number.POSITIVE_INFINITY;
  for (let at = numbers.length - 1; at >= 0; at--) {
    const number = numbers[at] ?? 0;
    if (lengths[at] === wanted && number < below) {
      members.add(number);
      below = number;
      wanted--;
    }
  }
  return members;
}
