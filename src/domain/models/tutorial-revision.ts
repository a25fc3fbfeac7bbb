import { sql } from "drizzle-orm";
import { foreignKey, integer, jsonb, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { StepUnknown } from "../exceptions/tutorial.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { ApiKeyId, StepId, TutorialId, UserId } from "../value-objects/ids.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import type { MediaUrl } from "../value-objects/media-url.ts";
import type { Slug } from "../value-objects/slug.ts";
import type { Title } from "../value-objects/title.ts";
import { ownRowsPolicies } from "./tenancy.ts";
import {
  cite,
  isVerified,
  nextVersion,
  quoteOf,
  type RevisionKind,
  type Step,
  type Tutorial,
  tutorials,
} from "./tutorial.ts";

/**
 * A version of a tutorial as it was, with the media address that its transcript had then. The database writes one
 * with each version, in the same statement; the API's role can read them and nothing else.
 */
export const tutorialRevisions = pgTable(
  "tutorial_revisions",
  {
    tutorialId: uuid().$type<TutorialId>().notNull(),
    version: integer().notNull(),
    ownerId: uuid().$type<UserId>().notNull(),
    kind: text().$type<RevisionKind>().notNull(),
    title: text().$type<Title>().notNull(),
    slug: text().$type<Slug>().notNull(),
    language: text().$type<LanguageTag>(),
    mediaUrl: text().$type<MediaUrl>(),
    steps: jsonb().$type<Step[]>().notNull(),
    /** Why it was published although not every citation is verified. */
    publishedOverride: text(),
    /** The key that made it; null where a token of the identity provider did. The key may be no more. */
    apiKeyId: uuid().$type<ApiKeyId>(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (revision) => [
    foreignKey({
      name: "tutorial_revisions_tutorial_fkey",
      columns: [revision.ownerId, revision.tutorialId],
      foreignColumns: [tutorials.ownerId, tutorials.id],
    }).onDelete("cascade"),
    primaryKey({ name: "tutorial_revisions_pkey", columns: [revision.tutorialId, revision.version] }),
    ...ownRowsPolicies(
      "tutorial_revisions",
      revision.ownerId,
      sql`EXISTS (SELECT FROM ${tutorials} WHERE ${tutorials.id} = ${revision.tutorialId} AND ${tutorials.publishedVersion} = ${revision.version})`,
    ),
  ],
);

export type TutorialRevision = typeof tutorialRevisions.$inferSelect;
/** A revision as lists show it. */
export type RevisionSummary = Omit<TutorialRevision, "steps"> & { stepCount: number };

/** The revision that a version of a tutorial leaves behind. */
export function revisionOf(
  tutorial: Tutorial,
  { mediaUrl, apiKeyId }: Pick<TutorialRevision, "mediaUrl" | "apiKeyId">,
): TutorialRevision {
  const { id, version, ownerId, lastChange, title, slug, language, steps, publishedOverride } = tutorial;
  return {
    tutorialId: id,
    version,
    ownerId,
    kind: lastChange,
    title,
    slug,
    language,
    mediaUrl,
    steps,
    publishedOverride,
    apiKeyId,
    createdAt: tutorial.updatedAt,
  };
}

/**
 * Takes a tutorial back to the title and the steps of a revision, as its next version. Whether a citation still holds
 * is asked of the cues as they are now.
 */
export function restoreRevision(
  tutorial: Tutorial,
  { title, steps }: Pick<TutorialRevision, "title" | "steps">,
  cues: readonly Cue[],
  now: Date,
): Tutorial {
  return nextVersion(tutorial, "restored", { title, steps: steps.map((step) => recheck(step, cues)) }, now);
}

function recheck(step: Step, cues: readonly Cue[]): Step {
  const citations = step.citations.map((citation) => {
    const { firstCue, lastCue, quote } = citation;
    const cited = cues.slice(firstCue - 1, lastCue);
    if (cited.length !== lastCue - firstCue + 1) return { ...citation, state: "missing" as const };
    return quoteOf(cited) === quote ? cite(cues, citation) : { ...citation, state: "stale" as const };
  });
  return { ...step, citations };
}

/** A citation of a tutorial's, with what its cues say now; null where they are gone. */
export type CitationCheck = {
  stepId: StepId;
  stepTitle: Title;
  citation: Step["citations"][number];
  currentQuote: string | null;
};

/** Every citation in the order of the steps. */
export function checkCitations({ steps }: Pick<Tutorial, "steps">, cues: readonly Cue[]): CitationCheck[] {
  return steps.flatMap(({ id, title, citations }) =>
    citations.map((citation) => ({
      stepId: id,
      stepTitle: title,
      citation,
      currentQuote:
        citation.state === "missing" ? null : quoteOf(cues.slice(citation.firstCue - 1, citation.lastCue)),
    })),
  );
}

/**
 * Takes what the cues say now for the quotes of stale citations, of all steps or of those that are named. Nothing
 * changes where none is stale.
 *
 * @throws StepUnknown
 */
export function acceptCitations(
  tutorial: Tutorial,
  stepIds: readonly StepId[] | undefined,
  cues: readonly Cue[],
  now: Date,
): Tutorial {
  const known = new Set(tutorial.steps.map(({ id }) => id));
  const unknown = stepIds?.findIndex((id) => !known.has(id)) ?? -1;
  if (unknown >= 0) throw new StepUnknown(`/stepIds/${unknown}`);
  const isMeant = ({ id }: Step) => stepIds === undefined || stepIds.includes(id);
  const isStale = ({ state }: Step["citations"][number]) => state === "stale";
  if (!tutorial.steps.some((step) => isMeant(step) && step.citations.some(isStale))) return tutorial;
  const steps = tutorial.steps.map((step) =>
    isMeant(step)
      ? { ...step, citations: step.citations.map((one) => (isStale(one) ? cite(cues, one) : one)) }
      : step,
  );
  return nextVersion(tutorial, "citations-accepted", { steps }, now);
}

/**
 * A tutorial's next version after its transcript has changed. Readers who were seeing the version before, with nothing
 * being edited behind it, are given this one, unless a citation no longer holds.
 */
export function followTranscript(
  tutorial: Tutorial,
  lastChange: "re-anchored" | "media-changed",
  steps: Step[],
  now: Date,
): Tutorial {
  const next = nextVersion(tutorial, lastChange, { steps }, now);
  if (tutorial.publishedVersion !== tutorial.version) return next;
  if (isVerified(steps)) return { ...next, publishedVersion: next.version, publishedOverride: null };
  return lastChange === "media-changed" ? { ...next, publishedVersion: next.version } : next;
}
