import { and, desc, eq, getTableColumns, lt, sql } from "drizzle-orm";
import { TutorialNotFound, TutorialVersionStale } from "../../../domain/exceptions/tutorial.ts";
import { transcripts } from "../../../domain/models/transcript.ts";
import { tutorials } from "../../../domain/models/tutorial.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import type { TutorialRepository } from "../../../domain/repositories/tutorial-repository.ts";
import type { TutorialId } from "../../../domain/value-objects/ids.ts";
import { callerId, type Session } from "../database.ts";
import { cueRowsOf, cuesFrom } from "./cue-rows.ts";

const isOwn = sql`${tutorials.ownerId} = ${callerId}`;
const { steps: _, ...columnsButSteps } = getTableColumns(tutorials);
/** The media URL is the transcript's; readers of a tutorial want it beside the times. */
export const columnsWithMedia = { ...getTableColumns(tutorials), mediaUrl: transcripts.mediaUrl };
const summaryColumns = { ...columnsButSteps, stepCount: sql<number>`jsonb_array_length(${tutorials.steps})` };

export function createTutorialRepository({ statements, run }: Session): TutorialRepository {
  /** Goes along with a conditional write, to tell a tutorial that is not there from one that has moved on. */
  const existing = (id: TutorialId) =>
    statements
      .select({ id: tutorials.id })
      .from(tutorials)
      .where(and(eq(tutorials.id, id), isOwn));

  return {
    async add(tutorial, source) {
      const [, [added]] = await run([
        statements.execute(sql`SELECT assert_transcript_unchanged(${source.id}, ${source.version})`),
        statements
          .insert(tutorials)
          .values({ ...tutorial, ownerId: callerId })
          .returning(),
      ]);
      if (!added) throw new Error("an insert returned no row");
      return added;
    },

    async get(id) {
      const [[found]] = await run([
        statements
          .select(columnsWithMedia)
          .from(tutorials)
          .innerJoin(transcripts, eq(transcripts.id, tutorials.transcriptId))
          .where(and(eq(tutorials.id, id), isOwn)),
      ]);
      if (!found) throw new TutorialNotFound();
      return found;
    },

    async getWithSource(id) {
      const [[found]] = await run([
        statements
          .select({ tutorial: tutorials, transcript: transcripts, cueRows: cueRowsOf(sql`transcripts.id`) })
          .from(tutorials)
          .innerJoin(transcripts, eq(transcripts.id, tutorials.transcriptId))
          .where(and(eq(tutorials.id, id), isOwn)),
      ]);
      if (!found) throw new TutorialNotFound();
      return { tutorial: found.tutorial, transcript: { ...found.transcript, cues: cuesFrom(found.cueRows) } };
    },

    async list({ limit, after }) {
      const [found] = await run([
        statements
          .select(summaryColumns)
          .from(tutorials)
          .where(and(isOwn, after && lt(tutorials.id, after)))
          .orderBy(desc(tutorials.id))
          .limit(limit + 1),
      ]);
      return pageOf(found, limit);
    },

    async save({ id, title, slug, status, steps, version, updatedAt, publishedAt }) {
      const [saved, found] = await run([
        statements
          .update(tutorials)
          .set({ title, slug, status, steps, version, updatedAt, publishedAt })
          .where(and(eq(tutorials.id, id), isOwn, eq(tutorials.version, version - 1)))
          .returning({ id: tutorials.id }),
        existing(id),
      ]);
      if (found.length === 0) throw new TutorialNotFound();
      if (saved.length === 0) throw new TutorialVersionStale();
    },

    async remove(id, expectedVersion) {
      const hasVersion = expectedVersion === undefined ? undefined : eq(tutorials.version, expectedVersion);
      const [found, removed] = await run([
        existing(id),
        statements
          .delete(tutorials)
          .where(and(eq(tutorials.id, id), isOwn, hasVersion))
          .returning({ id: tutorials.id }),
      ]);
      if (found.length === 0) throw new TutorialNotFound();
      if (removed.length === 0) throw new TutorialVersionStale();
    },
  };
}
