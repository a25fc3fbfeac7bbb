import { and, desc, eq, getTableColumns, lt, ne, type SQL, sql } from "drizzle-orm";
import { TranscriptNotFound, TranscriptVersionStale } from "../../../domain/exceptions/transcript.ts";
import { cues, transcripts } from "../../../domain/models/transcript.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import type { TranscriptRepository } from "../../../domain/repositories/transcript-repository.ts";
import type { TranscriptId } from "../../../domain/value-objects/ids.ts";
import { callerId, hasVersion, type Session } from "../database.ts";
import { cueRowsOf, cuesFrom } from "./cue-rows.ts";

const isOwn = sql`${transcripts.ownerId} = ${callerId}`;
const { importReport: _, ...summaryColumns } = getTableColumns(transcripts);

export function createTranscriptRepository({ statements, run }: Session): TranscriptRepository {
  const whole = (id: TranscriptId, condition?: SQL) =>
    statements
      .select({ ...getTableColumns(transcripts), cueRows: cueRowsOf(sql`transcripts.id`) })
      .from(transcripts)
      .where(and(eq(transcripts.id, id), isOwn, condition));
  /** Goes along with a conditional read or write, to tell what is not there from what is at another version. */
  const existing = (id: TranscriptId) =>
    statements
      .select({ id: transcripts.id })
      .from(transcripts)
      .where(and(eq(transcripts.id, id), isOwn));

  return {
    async add(transcript, transcriptCues, attempt) {
      // One JSON parameter for all cues: a row of parameters each would end at Postgres's limit of 65,535.
      const rows = JSON.stringify(transcriptCues);
      const [[added]] = await run(
        [
          statements
            .insert(transcripts)
            .values({ ...transcript, ownerId: callerId })
            .returning(),
          statements.insert(cues).select(
            sql`SELECT ${callerId}, ${transcript.id}::uuid, position, "startMs", "endMs", speaker, text FROM json_to_recordset(${rows}::json)
            AS cue(position integer, "startMs" integer, "endMs" integer, speaker text, text text)`,
          ),
        ],
        attempt,
      );
      if (!added) throw new Error("an insert returned no row");
      return added;
    },

    async get(id) {
      const [[found]] = await run([whole(id)]);
      if (!found) throw new TranscriptNotFound();
      return withCues(found);
    },

    async getUnless(id, version) {
      const [[changed], found] = await run([whole(id, ne(transcripts.version, version)), existing(id)]);
      if (found.length === 0) throw new TranscriptNotFound();
      return changed && withCues(changed);
    },

    async list({ limit, after }) {
      const [found] = await run([
        statements
          .select(summaryColumns)
          .from(transcripts)
          .where(and(isOwn, after && lt(transcripts.id, after)))
          .orderBy(desc(transcripts.id))
          .limit(limit + 1),
      ]);
      return pageOf(found, limit);
    },

    async edit(id, changes, { expectedVersion, at }) {
      const isThis = and(eq(transcripts.id, id), isOwn);
      const [[edited], found] = await run([
        statements
          .update(transcripts)
          .set({ ...changes, version: sql`${transcripts.version} + 1`, updatedAt: at })
          .where(and(isThis, hasVersion(transcripts.version, expectedVersion)))
          .returning(summaryColumns),
        existing(id),
      ]);
      if (found.length === 0) throw new TranscriptNotFound();
      if (!edited) throw new TranscriptVersionStale();
      return edited;
    },

    async remove(id) {
      const [removed] = await run([
        statements
          .delete(transcripts)
          .where(and(eq(transcripts.id, id), isOwn))
          .returning({ id: transcripts.id }),
      ]);
      if (removed.length === 0) throw new TranscriptNotFound();
    },
  };
}

function withCues<Row>({ cueRows, ...transcript }: Row & { cueRows: Parameters<typeof cuesFrom>[0] }) {
  return { ...transcript, cues: cuesFrom(cueRows) };
}
