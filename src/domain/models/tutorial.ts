import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import * as z from "zod";
import {
  CitationNotInTranscript,
  cuesMissing,
  quoteTooLong,
  TutorialNotPublishable,
} from "../exceptions/tutorial.ts";
import { Citation, type CueRange } from "../value-objects/citation.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { StepId, TranscriptId, TutorialId, UserId } from "../value-objects/ids.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import { limits } from "../value-objects/limits.ts";
import { type Slug, slugFrom } from "../value-objects/slug.ts";
import type { Title } from "../value-objects/title.ts";
import { languageTagShape, lengthBetween, number, oneOf } from "./constraints.ts";
import { ownRowsPolicies } from "./tenancy.ts";
import { type Transcript, transcripts } from "./transcript.ts";
import { users } from "./user.ts";

/** One step of a tutorial. `body` is CommonMark. */
export type Step = { id: StepId; title: Title; body: string; citations: Citation[] };

/** Drafts are seen by their owner alone, published tutorials by everybody. */
export const TutorialStatus = z.enum(["draft", "published"]);
export type TutorialStatus = z.infer<typeof TutorialStatus>;

/** How the steps first came about. `none` leaves the tutorial empty, for people who write their own. */
export const DraftingMethod = z.enum(["extractive", "llm", "none"]);
export type DraftingMethod = z.infer<typeof DraftingMethod>;
/** `notes` are the drafter's, on what a reader of the draft should know. */
export type Drafting = { method: DraftingMethod; notes: string[] };

/**
 * What made a version of a tutorial. `re-anchored`: its citations followed a corrected upload of the transcript.
 * `media-changed`: the transcript got another media address.
 */
export const RevisionKind = z.enum([
  "drafted",
  "edited",
  "published",
  "unpublished",
  "restored",
  "citations-accepted",
  "re-anchored",
  "media-changed",
]);
export type RevisionKind = z.infer<typeof RevisionKind>;

/**
 * A tutorial made from one transcript. Its steps belong to it alone and are read and written only with it, so they
 * live in one JSON column: the aggregate is one row, and a write of it is one statement.
 */
export const tutorials = pgTable(
  "tutorials",
  {
    id: uuid().$type<TutorialId>().primaryKey(),
    ownerId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    transcriptId: uuid().$type<TranscriptId>().notNull(),
    title: text().$type<Title>().notNull(),
    slug: text().$type<Slug>().notNull(),
    language: text().$type<LanguageTag>(),
    status: text().$type<TutorialStatus>().notNull(),
    drafting: jsonb().$type<Drafting>().notNull(),
    steps: jsonb().$type<Step[]>().notNull(),
    /** What made this version. */
    lastChange: text().$type<RevisionKind>().notNull(),
    /** The version that readers see; null for a draft. The owner may be editing the next one already. */
    publishedVersion: integer(),
    /** Why it was published although not every citation is verified; null where each one is. */
    publishedOverride: text(),
    version: integer().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    publishedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (tutorial) => [
    // Both columns: a tutorial can only be made from a transcript of the same owner. A transcript with tutorials
    // cannot be deleted, for their citations would point nowhere; erasing the owner still erases both.
    foreignKey({
      name: "tutorials_transcript_fkey",
      columns: [tutorial.ownerId, tutorial.transcriptId],
      foreignColumns: [transcripts.ownerId, transcripts.id],
    }),
    unique("tutorials_slug_unique").on(tutorial.slug),
    // Serves the owner's lists, and lets a revision's foreign key demand the same owner.
    unique("tutorials_owner_id_unique").on(tutorial.ownerId, tutorial.id),
    index("tutorials_owner_updated_index").on(tutorial.ownerId, tutorial.updatedAt, tutorial.id),
    index("tutorials_transcript_index").on(tutorial.ownerId, tutorial.transcriptId),
    ...ownRowsPolicies("tutorials", tutorial.ownerId, sql`${tutorial.status} = 'published'`),
    check("tutorials_title_length", lengthBetween(tutorial.title, 1, limits.titleLength)),
    check(
      "tutorials_slug_shape",
      sql`${tutorial.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND ${lengthBetween(tutorial.slug, 3, limits.slugLength)}`,
    ),
    check("tutorials_language_shape", languageTagShape(tutorial.language)),
    check("tutorials_status_known", oneOf(tutorial.status, TutorialStatus.options)),
    check(
      "tutorials_published_at_matches",
      sql`(${tutorial.status} = 'published') = (${tutorial.publishedAt} IS NOT NULL)`,
    ),
    check(
      "tutorials_steps_shape",
      sql`CASE jsonb_typeof(${tutorial.steps}) WHEN 'array' THEN jsonb_array_length(${tutorial.steps}) <= ${number(limits.stepsPerTutorial)} ELSE false END`,
    ),
    check("tutorials_last_change_known", oneOf(tutorial.lastChange, RevisionKind.options)),
    check(
      "tutorials_published_version_matches",
      sql`(${tutorial.status} = 'published') = (${tutorial.publishedVersion} IS NOT NULL) AND ${tutorial.publishedVersion} <= ${tutorial.version}`,
    ),
    check(
      "tutorials_published_override_shape",
      sql`${tutorial.publishedOverride} IS NULL OR (${tutorial.status} = 'published' AND ${lengthBetween(tutorial.publishedOverride, 1, limits.overrideReasonLength)})`,
    ),
    check("tutorials_version_positive", sql`${tutorial.version} >= 1`),
  ],
);

export type Tutorial = typeof tutorials.$inferSelect;
/** A tutorial with where its recording can be watched. */
export type TutorialWithMedia = Tutorial & Pick<Transcript, "mediaUrl">;
/** As its readers see it: the version that is published, and nothing of the owner's. */
export type PublishedTutorial = Pick<
  TutorialWithMedia,
  | "title"
  | "slug"
  | "language"
  | "status"
  | "mediaUrl"
  | "steps"
  | "publishedOverride"
  | "version"
  | "updatedAt"
> & { publishedAt: Date };
/** A tutorial before its repository has said whose it is. */
export type NewTutorial = Omit<Tutorial, "ownerId">;
/** A tutorial as lists show it. */
export type TutorialSummary = Omit<Tutorial, "steps"> & { stepCount: number };

export function newTutorial(
  input: {
    id: TutorialId;
    transcriptId: TranscriptId;
    title: Title;
    language: LanguageTag | null;
    drafting: Drafting;
    steps: Step[];
  },
  now: Date,
): NewTutorial {
  return {
    ...input,
    slug: slugFrom(input.title, input.id),
    status: "draft",
    lastChange: "drafted",
    publishedVersion: null,
    publishedOverride: null,
    version: 1,
    createdAt: now,
    updatedAt: now,
    publishedAt: null,
  };
}

/** The words of consecutive cues: their texts joined by single spaces. */
export function quoteOf(cues: readonly Pick<Cue, "text">[]): string {
  return cues.map((cue) => cue.text).join(" ");
}

/**
 * Cites a range of a transcript's cues, in their order from position 1: the quote and the times are copied from the
 * cues, never taken from a caller.
 *
 * @throws CitationNotInTranscript where the range reaches beyond the transcript, or its words are too long to quote.
 */
export function cite(
  cues: readonly Cue[],
  { firstCue, lastCue }: Pick<CueRange, "firstCue" | "lastCue">,
): Citation {
  const cited = cues.slice(firstCue - 1, lastCue);
  if (firstCue < 1 || firstCue > lastCue || cited.length !== lastCue - firstCue + 1) {
    throw new CitationNotInTranscript(cuesMissing(firstCue, lastCue));
  }
  const quote = quoteOf(cited);
  if (quote.length > limits.quoteLength) {
    throw new CitationNotInTranscript(quoteTooLong(firstCue, lastCue, quote.length));
  }
  return Citation.parse({
    firstCue,
    lastCue,
    startMs: Math.min(...cited.map((cue) => cue.startMs)),
    endMs: Math.max(...cited.map((cue) => cue.endMs)),
    quote,
    state: "verified",
  });
}

/** A tutorial's next version. Readers of a published one go on seeing the version that was published. */
export function nextVersion<Changes extends Partial<Tutorial>>(
  tutorial: Tutorial,
  lastChange: RevisionKind,
  changes: Changes,
  now: Date,
) {
  return { ...tutorial, ...changes, lastChange, version: tutorial.version + 1, updatedAt: now };
}

/**
 * Publishes the version that follows this one, with the same content. Where this one is what readers see already,
 * nothing changes. A tutorial that is published again keeps the date of its first publication.
 *
 * @param override why it may be published although not every citation is verified
 * @throws TutorialNotPublishable
 */
export function publishTutorial(tutorial: Tutorial, now: Date, override: string | null = null): Tutorial {
  if (tutorial.publishedVersion === tutorial.version) return tutorial;
  assertPublishable(tutorial, override);
  return nextVersion(
    tutorial,
    "published",
    {
      status: "published",
      publishedAt: tutorial.publishedAt ?? now,
      publishedVersion: tutorial.version + 1,
      publishedOverride: isVerified(tutorial.steps) ? null : override,
    },
    now,
  );
}

/** Takes a tutorial back; taking back a draft changes nothing. */
export function unpublishTutorial(tutorial: Tutorial, now: Date): Tutorial {
  if (tutorial.status === "draft") return tutorial;
  const draft = {
    status: "draft",
    publishedAt: null,
    publishedVersion: null,
    publishedOverride: null,
  } as const;
  return nextVersion(tutorial, "unpublished", draft, now);
}

/** Whether every citation says what its cues say. */
export function isVerified(steps: readonly Step[]): boolean {
  return steps.every(({ citations }) => citations.every(({ state }) => state === "verified"));
}

/** A tutorial can be published when it has a step, each step cites cues, and each citation holds or is overridden. */
export function assertPublishable({ steps }: Pick<Tutorial, "steps">, override: string | null = null): void {
  if (steps.length === 0) throw new TutorialNotPublishable("it has no step");
  steps.forEach((step, at) => {
    if (step.citations.length === 0) throw new TutorialNotPublishable(`step ${at + 1} cites nothing`);
    const broken = step.citations.find((citation) => citation.state !== "verified");
    if (broken && override === null) {
      throw new TutorialNotPublishable(
        `step ${at + 1} cites cues ${broken.firstCue} to ${broken.lastCue}, and that citation is ${broken.state}`,
      );
    }
  });
}
