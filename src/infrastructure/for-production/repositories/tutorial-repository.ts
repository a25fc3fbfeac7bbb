import { and, eq, getTableColumns, gt, ne, type SQL, sql } from "drizzle-orm";
import { TutorialNotFound, TutorialVersionStale } from "../../../domain/exceptions/tutorial.ts";
import { transcripts } from "../../../domain/models/transcript.ts";
import { tutorials } from "../../../domain/models/tutorial.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import type { TutorialRepository } from "../../../domain/repositories/tutorial-repository.ts";
import type { TutorialId } from "../../../domain/value-objects/ids.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { callerId, hasVersion, type Session } from "../database.ts";
import { keyset, languageMatches } from "./paging.ts";

const isOwn = sql`${tutorials.ownerId} = ${callerId}`;
const { steps: _, ...columnsButSteps } = getTableColumns(tutorials);
/** The media URL is the transcript's; readers of a tutorial want it beside the times. */
const columnsWithMedia = { ...getTableColumns(tutorials), mediaUrl: transcripts.mediaUrl };
const summaryColumns = { ...columnsButSteps, stepCount: sql<number>`jsonb_array_length(${tutorials.steps})` };

export function createTutorialRepository({ statements, run }: Session): TutorialRepository {
  const whole = (id: TutorialId, condition?: SQL) =>
    statements
      .select(columnsWithMedia)
      .from(tutorials)
      .innerJoin(transcripts, eq(transcripts.id, tutorials.transcriptId))
      .where(and(eq(tutorials.id, id), isOwn, condition));
  /** Goes along with a conditional read or write, to tell what is not there from what is at another version. */
  const existing = (id: TutorialId) =>
    statements
      .select({ id: tutorials.id })
      .from(tutorials)
      .where(and(eq(tutorials.id, id), isOwn));

  return {
    async add(tutorial, source, attempt) {
      const [, [added]] = await run(
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
      const [[found]] = await run([whole(id)]);
      if (!found) throw new TutorialNotFound();
      return found;
    },

    async getUnless(id, version) {
      const [[changed], found] = await run([whole(id, ne(tutorials.version, version)), existing(id)]);
      if (found.length === 0) throw new TutorialNotFound();
      return changed;
    },

    async list(page, { status, transcriptId, language, updatedAfter } = {}) {
      const { follows, order } = keyset(tutorials, page);
      const [found] = await run([
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

    async edit(id, { steps, ...changes }, { expectedVersion, at }) {
      const sent = steps && sql`${JSON.stringify(steps)}::jsonb`;
      const [[edited], found] = await run([
        statements
          .update(tutorials)
          .set({
            ...changes,
            ...(sent && {
              steps: sql`resolve_steps(${tutorials.transcriptId}, ${tutorials.steps}, ${sent}, ${limits.quoteLength}, ${limits.quotesPerTutorial})`,
            }),
            version: sql`${tutorials.version} + 1`,
            updatedAt: at,
          })
          .where(and(eq(tutorials.id, id), isOwn, hasVersion(tutorials.version, expectedVersion)))
          .returning(),
        existing(id),
      ]);
      if (found.length === 0) throw new TutorialNotFound();
      if (!edited) throw new TutorialVersionStale();
      return edited;
    },

    async setStatus(id, status, { expectedVersion, at }) {
      const isThis = and(eq(tutorials.id, id), isOwn);
      const publishedAt = status === "published" ? at : null;
      const [[before], [changed], [present]] = await run([
        statements.select({ version: tutorials.version }).from(tutorials).where(isThis).for("update"),
        statements
          .update(tutorials)
          .set({ status, publishedAt, version: sql`${tutorials.version} + 1`, updatedAt: at })
          .where(and(isThis, ne(tutorials.status, status), hasVersion(tutorials.version, expectedVersion)))
          .returning(),
        statements.select().from(tutorials).where(isThis),
      ]);
      if (!before || !present) throw new TutorialNotFound();
      if (expectedVersion !== undefined && before.version !== expectedVersion)
        throw new TutorialVersionStale();
      return changed ?? present;
    },

    async remove(id, expectedVersion) {
      const [removed, found] = await run([
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
