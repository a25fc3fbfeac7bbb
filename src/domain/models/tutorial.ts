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
  QuoteDiffers,
  quoteTooLong,
  SlugOfPublishedTutorial,
  StepUnknown,
  TutorialNotPublishable,
  TutorialTooLarge,
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
    steps: jsonb().$type<Step[]>().notNull(),
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
    index("tutorials_owner_index").on(tutorial.ownerId, tutorial.id),
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
    check(
      "tutorials_publishable",
      sql`${tutorial.status} <> 'published' OR (jsonb_path_exists(${tutorial.steps}, '$[*]') AND NOT jsonb_path_exists(${tutorial.steps}, '$[*] ? (!exists(@.citations[*]) || exists(@.citations[*] ? (!exists(@ ? (@.state == "verified")))))'))`,
    ),
    check("tutorials_version_positive", sql`${tutorial.version} >= 1`),
  ],
);

export type Tutorial = typeof tutorials.$inferSelect;
/** A tutorial with where its recording can be watched. */
export type TutorialWithMedia = Tutorial & Pick<Transcript, "mediaUrl">;
/** As its readers see it: it has been published at some time. */
export type PublishedTutorial = TutorialWithMedia & { publishedAt: Date };
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
    steps: Step[];
  },
  now: Date,
): NewTutorial {
  return {
    ...input,
    slug: slugFrom(input.title, input.id),
    status: "draft",
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

/** A step as an editor sends it. A quote, if sent, must be what the cues say. */
export type EditedStep = {
  id: StepId;
  /** Whether the id was made for this edit, rather than sent by the editor. */
  isNew: boolean;
  title: Title;
  body: string;
  citations: readonly { firstCue: number; lastCue: number; quote?: string | undefined }[];
};

/** What an editor may change. `steps` are all of them in their new order: one that is left out is deleted. */
export type TutorialChanges = { title?: Title; slug?: Slug; steps?: readonly EditedStep[] };

/**
 * Changes what an editor may change. A published tutorial keeps its slug, for its readers hold links to it.
 *
 * @param cues the transcript's, in their order from position 1
 * @throws StepUnknown, CitationNotInTranscript, QuoteDiffers, TutorialTooLarge with a pointer to the first step that is wrong
 * @throws SlugOfPublishedTutorial
 * @throws TutorialNotPublishable where a published tutorial would lose its steps or citations
 */
export function editTutorial(
  tutorial: Tutorial,
  { steps, ...changes }: TutorialChanges,
  cues: readonly Cue[],
  now: Date,
): Tutorial {
  if (changes.slug !== undefined && changes.slug !== tutorial.slug && tutorial.status === "published") {
    throw new SlugOfPublishedTutorial();
  }
  const edited = {
    ...tutorial,
    ...changes,
    ...(steps && { steps: resolveSteps(steps, tutorial.steps, cues) }),
    version: tutorial.version + 1,
    updatedAt: now,
  };
  if (edited.status === "published") assertPublishable(edited);
  return edited;
}

function resolveSteps(edited: readonly EditedStep[], present: readonly Step[], cues: readonly Cue[]): Step[] {
  const known = new Set(present.map(({ id }) => id));
  let quoted = 0;
  const resolved = edited.map(({ id, isNew, title, body, citations }, at) => {
    if (!isNew && !known.has(id)) throw new StepUnknown(`/steps/${at}/id`);
    const cited = citations.map(({ quote, ...range }, nth) => {
      const pointer = `/steps/${at}/citations/${nth}`;
      const citation = citeAt(cues, range, pointer);
      if (quote !== undefined && !sameWords(quote, citation.quote)) {
        throw new QuoteDiffers(`${pointer}/quote`, quote, citation.quote);
      }
      quoted += citation.quote.length;
      return citation;
    });
    return { id, title, body, citations: cited };
  });
  if (quoted > limits.quotesPerTutorial) throw new TutorialTooLarge(quoted);
  return resolved;
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

/** White space and compatibility forms do not make a quote another one (Unicode NFKC, UAX #15). */
export function sameWords(a: string, b: string): boolean {
  return normaliseWords(a) === normaliseWords(b);
}

function normaliseWords(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, " ").trim();
}

/** Publishes a tutorial; publishing a published one changes nothing. @throws TutorialNotPublishable */
export function publishTutorial(tutorial: Tutorial, now: Date): Tutorial {
  if (tutorial.status === "published") return tutorial;
  assertPublishable(tutorial);
  return {
    ...tutorial,
    status: "published",
    publishedAt: now,
    version: tutorial.version + 1,
    updatedAt: now,
  };
}

/** Takes a tutorial back; taking back a draft changes nothing. */
export function unpublishTutorial(tutorial: Tutorial, now: Date): Tutorial {
  if (tutorial.status === "draft") return tutorial;
  return { ...tutorial, status: "draft", publishedAt: null, version: tutorial.version + 1, updatedAt: now };
}

/** A tutorial can be published when it has a step, and each step cites cues, and each citation holds. */
export function assertPublishable(tutorial: Pick<Tutorial, "steps">): void {
  if (tutorial.steps.length === 0) throw new TutorialNotPublishable("it has no step");
  tutorial.steps.forEach((step, at) => {
    if (step.citations.length === 0) throw new TutorialNotPublishable(`step ${at + 1} cites nothing`);
    const broken = step.citations.find((citation) => citation.state !== "verified");
    if (broken) {
      throw new TutorialNotPublishable(
        `step ${at + 1} cites cues ${broken.firstCue} to ${broken.lastCue}, and that citation is ${broken.state}`,
      );
    }
  });
}
