import { and, eq, getTableColumns, gt, ne, type SQL, sql } from "drizzle-orm";
import { TranscriptNotFound, TranscriptVersionStale } from "../../../domain/exceptions/transcript.ts";
import type { StorageUse } from "../../../domain/models/storage-use.ts";
import { cues, transcripts } from "../../../domain/models/transcript.ts";
import { transcriptContents } from "../../../domain/models/transcript-content.ts";
import { tutorials as tutorialTable } from "../../../domain/models/tutorial.ts";
import { pageOf } from "../../../domain/repositories/page.ts";
import type { TranscriptRepository } from "../../../domain/repositories/transcript-repository.ts";
import type { Cue } from "../../../domain/value-objects/cue.ts";
import type { TranscriptId } from "../../../domain/value-objects/ids.ts";
import { callerId, hasVersion, type Session } from "../database.ts";
import { gunzip, gzip } from "../gzip.ts";
import { cueRowsOf, cuesFrom } from "./cue-rows.ts";
import { keyset, languageMatches } from "./paging.ts";

const isOwn = sql`${transcripts.ownerId} = ${callerId}`;
/** Readers of a tutorial follow where they were seeing its last version, and every citation holds. */
const isFollowed = sql`(${tutorialTable.publishedVersion} = ${tutorialTable.version} AND NOT jsonb_path_exists(followed.steps, '$[*].citations[*] ? (@.state != "verified")'))`;
const { importReport: _, ...summaryColumns } = getTableColumns(transcripts);

export function createTranscriptRepository(
  { statements, read, write }: Session,
  quota: StorageUse,
): TranscriptRepository {
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

  /** One JSON parameter for all cues: a row of parameters each would end at Postgres's limit of 65,535. */
  const insertCues = (id: TranscriptId, of: readonly Cue[]) =>
    statements.insert(cues).select(
      sql`SELECT ${callerId}, ${id}::uuid, position, "startMs", "endMs", speaker, text FROM json_to_recordset(${JSON.stringify(of)}::json)
      AS cue(position integer, "startMs" integer, "endMs" integer, speaker text, text text)`,
    );

  return {
    async add(transcript, transcriptCues, content, attempt) {
      const compressed = await gzip(content);
      const [[added], , , [same]] = await write(
        [
          statements
            .insert(transcripts)
            .values({ ...transcript, ownerId: callerId })
            .returning(),
          insertCues(transcript.id, transcriptCues),
          statements.insert(transcriptContents).values({
            ownerId: callerId,
            transcriptId: transcript.id,
            gzip: sql`decode(${compressed}, 'base64')`,
          }),
          statements
            .select({ id: transcripts.id })
            .from(transcripts)
            .where(
              and(
                isOwn,
                eq(transcripts.contentHash, transcript.contentHash),
                ne(transcripts.id, transcript.id),
              ),
            )
            .orderBy(transcripts.id)
            .limit(1),
          // Last: it locks the caller's account of what is stored.
          statements.execute(sql`SELECT assert_quota(${quota.transcripts}, ${quota.bytes})`),
        ],
        attempt,
      );
      if (!added) throw new Error("an insert returned no row");
      return { ...added, sameContentAs: same?.id ?? null };
    },

    async withTutorials(id) {
      const [[found], tutorials] = await read([
        whole(id),
        statements
          .select({
            id: tutorialTable.id,
            title: tutorialTable.title,
            version: tutorialTable.version,
            publishedVersion: tutorialTable.publishedVersion,
            steps: tutorialTable.steps,
          })
          .from(tutorialTable)
          .where(and(eq(tutorialTable.transcriptId, id), sql`${tutorialTable.ownerId} = ${callerId}`))
          .orderBy(tutorialTable.id),
      ]);
      if (!found) throw new TranscriptNotFound();
      return { ...withCues(found), tutorials };
    },

    async replaceContent({ id, ownerId: __, createdAt, ...changes }, transcriptCues, content, read) {
      const compressed = await gzip(content);
      const versions = JSON.stringify(Object.fromEntries(read.map(({ id, version }) => [id, version])));
      const followed = JSON.stringify(
        read.flatMap(({ id, steps }) => (steps === undefined ? [] : [{ id, steps }])),
      );
      const isThis = and(eq(transcripts.id, id), isOwn);
      const [, , , , [replaced], , tutorials] = await write([
        statements.execute(sql`SELECT begin_correction(${id}, ${changes.version - 1}, ${versions}::jsonb)`),
        statements.delete(cues).where(and(eq(cues.transcriptId, id), sql`${cues.ownerId} = ${callerId}`)),
        insertCues(id, transcriptCues),
        statements
          .insert(transcriptContents)
          .values({ ownerId: callerId, transcriptId: id, gzip: sql`decode(${compressed}, 'base64')` })
          .onConflictDoUpdate({ target: transcriptContents.transcriptId, set: { gzip: sql`excluded.gzip` } }),
        statements.update(transcripts).set(changes).where(isThis).returning(),
        statements.execute(sql`SELECT assert_quota(${quota.transcripts}, ${quota.bytes})`),
        statements
          .update(tutorialTable)
          .set({
            steps: sql`followed.steps`,
            version: sql`${tutorialTable.version} + 1`,
            updatedAt: changes.updatedAt,
            lastChange: "re-anchored",
            publishedVersion: sql`CASE WHEN ${isFollowed} THEN ${tutorialTable.version} + 1 ELSE ${tutorialTable.publishedVersion} END`,
            publishedOverride: sql`CASE WHEN NOT coalesce(${isFollowed}, false) THEN ${tutorialTable.publishedOverride} END`,
          })
          .from(sql`json_to_recordset(${followed}::json) AS followed(id uuid, steps jsonb)`)
          .where(and(sql`${tutorialTable.id} = followed.id`, sql`${tutorialTable.ownerId} = ${callerId}`))
          .returning({
            id: tutorialTable.id,
            version: tutorialTable.version,
            publishedVersion: tutorialTable.publishedVersion,
          }),
      ]);
      if (!replaced) throw new TranscriptNotFound();
      return { transcript: replaced, tutorials };
    },

    async get(id) {
      const [[found]] = await read([whole(id)]);
      if (!found) throw new TranscriptNotFound();
      return withCues(found);
    },

    async getUnless(id, version) {
      const [[changed], found] = await read([whole(id, ne(transcripts.version, version)), existing(id)]);
      if (found.length === 0) throw new TranscriptNotFound();
      return changed && withCues(changed);
    },

    async content(id) {
      const [[found]] = await read([
        statements
          .select({
            format: transcripts.format,
            version: transcripts.version,
            gzip: sql<string>`encode(${transcriptContents.gzip}, 'base64')`,
          })
          .from(transcripts)
          .innerJoin(transcriptContents, eq(transcriptContents.transcriptId, transcripts.id))
          .where(and(eq(transcripts.id, id), isOwn)),
      ]);
      if (!found) throw new TranscriptNotFound();
      return { format: found.format, version: found.version, content: await gunzip(found.gzip) };
    },

    async speakers(id) {
      const [found, [transcript]] = await read([
        statements
          .select({
            name: cues.speaker,
            cueCount: sql<number>`count(*)::int`,
            durationMs: sql<number>`sum(${cues.endMs} - ${cues.startMs})::float8`,
          })
          .from(cues)
          .where(and(eq(cues.transcriptId, id), sql`${cues.ownerId} = ${callerId}`))
          .groupBy(cues.speaker)
          .orderBy(sql`min(${cues.position})`),
        existing(id),
      ]);
      if (!transcript) throw new TranscriptNotFound();
      return found;
    },

    async renameSpeakers(id, renamings, { expectedVersion, at }) {
      const [, [renamed]] = await write([
        statements.execute(
          sql`SELECT rename_speakers(${id}, ${expectedVersion ?? null}::integer, ${JSON.stringify(renamings)}::jsonb, ${at.toISOString()})`,
        ),
        statements
          .select(summaryColumns)
          .from(transcripts)
          .where(and(eq(transcripts.id, id), isOwn)),
      ]);
      if (!renamed) throw new TranscriptNotFound();
      return renamed;
    },

    async list(page, { language, format, contentHash, updatedAfter } = {}) {
      const { follows, order } = keyset(transcripts, page);
      const [found] = await read([
        statements
          .select(summaryColumns)
          .from(transcripts)
          .where(
            and(
              isOwn,
              follows,
              language && languageMatches(transcripts.language, language),
              format && eq(transcripts.format, format),
              contentHash && eq(transcripts.contentHash, contentHash),
              updatedAfter && gt(transcripts.updatedAt, updatedAfter),
            ),
          )
          .orderBy(...order)
          .limit(page.limit + 1),
      ]);
      return pageOf(found, page);
    },

    async edit(id, changes, { expectedVersion, at }) {
      const isThis = and(eq(transcripts.id, id), isOwn);
      const [[edited], found] = await write([
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

    async remove(id, expectedVersion) {
      const [removed, found] = await write([
        statements
          .delete(transcripts)
          .where(and(eq(transcripts.id, id), isOwn, hasVersion(transcripts.version, expectedVersion)))
          .returning({ id: transcripts.id }),
        existing(id),
      ]);
      if (removed.length > 0) return;
      if (found.length === 0) throw new TranscriptNotFound();
      throw new TranscriptVersionStale();
    },
  };
}

function withCues<Row>({ cueRows, ...transcript }: Row & { cueRows: Parameters<typeof cuesFrom>[0] }) {
  return { ...transcript, cues: cuesFrom(cueRows) };
}
