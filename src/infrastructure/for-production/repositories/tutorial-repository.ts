import { and, desc, eq, getTableColumns, gt, inArray, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import {
  RevisionNotFound,
  TutorialNotFound,
  TutorialVersionStale,
} from "../../../domain/exceptions/tutorial.ts";
import type { Transcript } from "../../../domain/models/transcript.ts";
import { type RevisionKind, tutorials } from "../../../domain/models/tutorial.ts";
import {
  type CitationCheck,
  type TutorialRevision,
  tutorialRevisions,
} from "../../../domain/models/tutorial-revision.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import type { TutorialRepository } from "../../../domain/repositories/tutorial-repository.ts";
import type { TutorialId } from "../../../domain/value-objects/ids.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { callerId, hasVersion, type Session } from "../database.ts";
import { keyset, languageMatches } from "./paging.ts";

const isOwn = sql`${tutorials.ownerId} = ${callerId}`;
const isOwnRevision = sql`${tutorialRevisions.ownerId} = ${callerId}`;
/** What every next version has. */
const next = (lastChange: RevisionKind, at: Date) => ({
  lastChange,
  version: sql`${tutorials.version} + 1`,
  updatedAt: at,
});
const { steps: _, ...columnsButSteps } = getTableColumns(tutorials);
/** The media URL is the transcript's; readers of a tutorial want it beside the times. */
const columnsWithMedia = {
  ...getTableColumns(tutorials),
  // Cheaper to plan than a join.
  mediaUrl: sql<Transcript["mediaUrl"]>`(SELECT media_url FROM transcripts WHERE id = transcript_id)`,
};
const { steps: __, ...revisionColumnsButSteps } = getTableColumns(tutorialRevisions);
const revisionSummaryColumns = {
  ...revisionColumnsButSteps,
  stepCount: sql<number>`jsonb_array_length(${tutorialRevisions.steps})`,
};
const summaryColumns = { ...columnsButSteps, stepCount: sql<number>`jsonb_array_length(${tutorials.steps})` };

export function createTutorialRepository({ statements, read, write }: Session): TutorialRepository {
  const whole = (id: TutorialId, condition?: SQL) =>
    statements
      .select(columnsWithMedia)
      .from(tutorials)
      .where(and(eq(tutorials.id, id), isOwn, condition));
  /** Goes along with a conditional read or write, to tell what is not there from what is at another version. */
  const existing = (id: TutorialId) =>
    statements
      .select({ id: tutorials.id })
      .from(tutorials)
      .where(and(eq(tutorials.id, id), isOwn));

  /** Writes where there is something to change, and gives the tutorial as it is then. */
  async function writeWhere(
    id: TutorialId,
    expectedVersion: number | undefined,
    condition: SQL | undefined,
    changes: PgUpdateSetSource<typeof tutorials>,
  ) {
    const isThis = and(eq(tutorials.id, id), isOwn);
    const [[before], [changed], [present]] = await write([
      statements.select({ version: tutorials.version }).from(tutorials).where(isThis).for("update"),
      statements
        .update(tutorials)
        .set(changes)
        .where(and(isThis, hasVersion(tutorials.version, expectedVersion), condition))
        .returning(),
      statements.select().from(tutorials).where(isThis),
    ]);
    if (!before || !present) throw new TutorialNotFound();
    if (expectedVersion !== undefined && before.version !== expectedVersion) throw new TutorialVersionStale();
    return changed ?? present;
  }

  return {
    async add(tutorial, source, attempt) {
      const [, [added]] = await write(
        [
          statements.execute(sql`SELECT assert_transcript_unchanged(${source.id}, ${source.version})`),
          statements
            .insert(tutorials)
            .values({ ...tutorial, ownerId: callerId })
            .returning(),
        ],
        attempt,
      );
      if (!added) throw new Error("an insert returned no row");
      return added;
    },

    async get(id) {
      const [[found]] = await read([whole(id)]);
      if (!found) throw new TutorialNotFound();
      return found;
    },

    async getUnless(id, version) {
      const [[changed], found] = await read([whole(id, ne(tutorials.version, version)), existing(id)]);
      if (found.length === 0) throw new TutorialNotFound();
      return changed;
    },

    async list(page, { status, transcriptId, language, updatedAfter } = {}) {
      const { follows, order } = keyset(tutorials, page);
      const [found] = await read([
        statements
          .select(summaryColumns)
          .from(tutorials)
          .where(
            and(
              isOwn,
              follows,
              status && eq(tutorials.status, status),
              transcriptId && eq(tutorials.transcriptId, transcriptId),
              language && languageMatches(tutorials.language, language),
              updatedAfter && gt(tutorials.updatedAt, updatedAfter),
            ),
          )
          .orderBy(...order)
          .limit(page.limit + 1),
      ]);
      return pageOf(found, page);
    },

    async edit(id, { steps, operations, ...changes }, { expectedVersion, at }) {
      const sent = steps
        ? sql`sent_steps(${tutorials.steps}, ${JSON.stringify(steps)})`
        : operations &&
          sql`apply_step_operations(${tutorials.steps}, ${JSON.stringify(operations)}, ${limits.stepBodyLength}, ${limits.citationsPerStep}, ${limits.stepsPerTutorial})`;
      const [[edited], found] = await write([
        statements
          .update(tutorials)
          .set({
            ...changes,
            ...(sent && {
              steps: sql`resolve_steps(${tutorials.transcriptId}, ${sent}, ${limits.quoteLength}, ${limits.quotesPerTutorial})`,
            }),
            ...next("edited", at),
          })
          .where(and(eq(tutorials.id, id), isOwn, hasVersion(tutorials.version, expectedVersion)))
          .returning(),
        existing(id),
      ]);
      if (found.length === 0) throw new TutorialNotFound();
      if (!edited) throw new TutorialVersionStale();
      return edited;
    },

    setStatus(id, status, { expectedVersion, at }, override = null) {
      if (status === "draft") {
        const draft = { status, publishedAt: null, publishedVersion: null, publishedOverride: null };
        return writeWhere(id, expectedVersion, ne(tutorials.status, "draft"), {
          ...draft,
          ...next("unpublished", at),
        });
      }
      const isVerified = sql`NOT jsonb_path_exists(${tutorials.steps}, '$[*].citations[*] ? (@.state != "verified")')`;
      const isBehind = or(eq(tutorials.status, "draft"), ne(tutorials.publishedVersion, tutorials.version));
      return writeWhere(id, expectedVersion, isBehind, {
        status,
        publishedAt: sql`coalesce(${tutorials.publishedAt}, ${at.toISOString()})`,
        publishedVersion: sql`${tutorials.version} + 1`,
        publishedOverride: sql`CASE WHEN ${isVerified} THEN NULL ELSE ${override}::text END`,
        ...next("published", at),
      });
    },

    async citations(id) {
      const [[found], checks] = await read([
        statements
          .select({ version: tutorials.version })
          .from(tutorials)
          .where(and(eq(tutorials.id, id), isOwn)),
        statements
          .select({
            stepId: sql<CitationCheck["stepId"]>`step.value ->> 'id'`,
            stepTitle: sql<CitationCheck["stepTitle"]>`step.value ->> 'title'`,
            citation: sql<CitationCheck["citation"]>`citation.value`,
            currentQuote: sql<
              string | null
            >`CASE WHEN citation.value ->> 'state' <> 'missing' THEN quoted_citation(${tutorials.transcriptId}, citation.value) ->> 'quote' END`,
          })
          .from(
            sql`${tutorials} CROSS JOIN jsonb_array_elements(${tutorials.steps}) WITH ORDINALITY AS step CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS citation`,
          )
          .where(and(eq(tutorials.id, id), isOwn))
          .orderBy(sql`step.ordinality, citation.ordinality`),
      ]);
      if (!found) throw new TutorialNotFound();
      return { version: found.version, citations: checks };
    },

    acceptCitations(id, stepIds, { expectedVersion, at }) {
      const chosen = stepIds === undefined ? null : JSON.stringify(stepIds);
      const accepted = sql`accepted_steps(${tutorials.transcriptId}, ${tutorials.steps}, ${chosen}::jsonb, ${limits.quoteLength})`;
      return writeWhere(id, expectedVersion, sql`${accepted} IS NOT NULL`, {
        steps: accepted,
        ...next("citations-accepted", at),
      });
    },

    async revisions(id, { limit, before }) {
      const [found, items] = await read([
        existing(id),
        statements
          .select(revisionSummaryColumns)
          .from(tutorialRevisions)
          .where(
            and(
              eq(tutorialRevisions.tutorialId, id),
              isOwnRevision,
              before === undefined ? undefined : lt(tutorialRevisions.version, before),
            ),
          )
          .orderBy(desc(tutorialRevisions.version))
          .limit(limit + 1),
      ]);
      if (found.length === 0) throw new TutorialNotFound();
      const page = items.slice(0, limit);
      return { items: page, next: items.length > limit ? (page.at(-1)?.version ?? null) : null };
    },

    async revisionsOf<const Versions extends readonly number[]>(id: TutorialId, versions: Versions) {
      const [found, revisions] = await read([
        existing(id),
        statements
          .select()
          .from(tutorialRevisions)
          .where(
            and(
              eq(tutorialRevisions.tutorialId, id),
              isOwnRevision,
              inArray(tutorialRevisions.version, [...versions]),
            ),
          ),
      ]);
      if (found.length === 0) throw new TutorialNotFound();
      const named = versions.map((wanted) => revisions.find(({ version }) => version === wanted));
      if (named.includes(undefined)) throw new RevisionNotFound();
      return named as { [At in keyof Versions]: TutorialRevision };
    },

    async restore(id, version, { expectedVersion, at }) {
      const isThis = and(
        eq(tutorialRevisions.tutorialId, id),
        eq(tutorialRevisions.version, version),
        isOwnRevision,
      );
      const [[restored], [present], revisions] = await write([
        statements
          .update(tutorials)
          .set({
            title: sql`${tutorialRevisions.title}`,
            steps: sql`rechecked_steps(${tutorials.transcriptId}, ${tutorialRevisions.steps})`,
            ...next("restored", at),
          })
          .from(tutorialRevisions)
          .where(and(eq(tutorials.id, id), isOwn, hasVersion(tutorials.version, expectedVersion), isThis))
          .returning(getTableColumns(tutorials)),
        statements
          .select({ version: tutorials.version })
          .from(tutorials)
          .where(and(eq(tutorials.id, id), isOwn)),
        statements.select({ version: tutorialRevisions.version }).from(tutorialRevisions).where(isThis),
      ]);
      if (!present) throw new TutorialNotFound();
      if (revisions.length === 0) throw new RevisionNotFound();
      if (!restored) throw new TutorialVersionStale();
      return restored;
    },

    async remove(id, expectedVersion) {
      const [removed, found] = await write([
        statements
          .delete(tutorials)
          .where(and(eq(tutorials.id, id), isOwn, hasVersion(tutorials.version, expectedVersion)))
          .returning({ id: tutorials.id }),
        existing(id),
      ]);
      if (removed.length > 0) return;
      if (found.length === 0) throw new TutorialNotFound();
      throw new TutorialVersionStale();
    },
  };
}
