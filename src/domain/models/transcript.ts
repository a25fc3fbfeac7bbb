import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { ContentHash } from "../value-objects/content-hash.ts";
import type { Cue } from "../value-objects/cue.ts";
import type { TranscriptId, UserId } from "../value-objects/ids.ts";
import type { ImportReport } from "../value-objects/import-report.ts";
import type { LanguageTag } from "../value-objects/language-tag.ts";
import { limits } from "../value-objects/limits.ts";
import type { MediaUrl } from "../value-objects/media-url.ts";
import type { Title } from "../value-objects/title.ts";
import { TranscriptFormat } from "../value-objects/transcript-format.ts";
import { between, languageTagShape, lengthBetween, oneOf } from "./constraints.ts";
import { ownRowsPolicies } from "./tenancy.ts";
import { users } from "./user.ts";

/** What was said in a recording, and when. Its cues are rows of their own and are written with it. */
export const transcripts = pgTable(
  "transcripts",
  {
    id: uuid().$type<TranscriptId>().primaryKey(),
    ownerId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    title: text().$type<Title>().notNull(),
    language: text().$type<LanguageTag>(),
    mediaUrl: text().$type<MediaUrl>(),
    format: text().$type<TranscriptFormat>().notNull(),
    contentHash: text().$type<ContentHash>().notNull(),
    /** Of the uploaded content, in UTF-8. */
    contentBytes: integer().notNull(),
    cueCount: integer().notNull(),
    durationMs: integer().notNull(),
    importReport: jsonb().$type<ImportReport>().notNull(),
    version: integer().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (transcript) => [
    // Serves the owner's lists, and lets a tutorial's foreign key demand the same owner.
    unique("transcripts_owner_id_unique").on(transcript.ownerId, transcript.id),
    index("transcripts_owner_content_index").on(transcript.ownerId, transcript.contentHash),
    index("transcripts_owner_language_index").on(transcript.ownerId, transcript.language),
    index("transcripts_owner_updated_index").on(transcript.ownerId, transcript.updatedAt, transcript.id),
    ...ownRowsPolicies("transcripts", transcript.ownerId),
    check("transcripts_title_length", lengthBetween(transcript.title, 1, limits.titleLength)),
    check("transcripts_language_shape", languageTagShape(transcript.language)),
    check(
      "transcripts_media_url_shape",
      sql`${transcript.mediaUrl} ~ '^https?://' AND ${lengthBetween(transcript.mediaUrl, 8, limits.mediaUrlLength)}`,
    ),
    check("transcripts_format_known", oneOf(transcript.format, TranscriptFormat.options)),
    check("transcripts_content_hash_shape", sql`${transcript.contentHash} ~ '^[0-9a-f]{64}$'`),
    check("transcripts_content_bytes_positive", sql`${transcript.contentBytes} >= 1`),
    check("transcripts_cue_count_range", between(transcript.cueCount, 1, limits.cuesPerTranscript)),
    check("transcripts_duration_not_negative", sql`${transcript.durationMs} >= 0`),
    check("transcripts_version_positive", sql`${transcript.version} >= 1`),
  ],
);

/** The cues of a transcript. `position` counts from 1 without gaps; times are milliseconds of the recording. */
export const cues = pgTable(
  "cues",
  {
    /** The transcript's own, once more: so that a policy need not look it up for each cue. */
    ownerId: uuid().$type<UserId>().notNull(),
    transcriptId: uuid().$type<TranscriptId>().notNull(),
    position: integer().notNull(),
    startMs: integer().notNull(),
    endMs: integer().notNull(),
    speaker: text(),
    text: text().notNull(),
  },
  (cue) => [
    foreignKey({
      name: "cues_transcript_fkey",
      columns: [cue.ownerId, cue.transcriptId],
      foreignColumns: [transcripts.ownerId, transcripts.id],
    }).onDelete("cascade"),
    ...ownRowsPolicies("cues", cue.ownerId),
    primaryKey({ name: "cues_pkey", columns: [cue.transcriptId, cue.position] }),
    check("cues_position_range", between(cue.position, 1, limits.cuesPerTranscript)),
    check("cues_time_range", sql`0 <= ${cue.startMs} AND ${cue.startMs} <= ${cue.endMs}`),
    check("cues_speaker_length", lengthBetween(cue.speaker, 1, limits.speakerLength)),
    check(
      "cues_text_length",
      sql`${cue.text} ~ '\\S' AND ${lengthBetween(cue.text, 1, limits.cueTextLength)}`,
    ),
  ],
);

export type Transcript = typeof transcripts.$inferSelect;
/** A transcript as lists show it. */
export type TranscriptSummary = Omit<Transcript, "importReport">;
/** A transcript before its repository has said whose it is. */
export type NewTranscript = Omit<Transcript, "ownerId">;
export type TranscriptWithCues = Transcript & { cues: Cue[] };

/** Makes a transcript of the cues that were read from an upload. */
export function newTranscript(
  input: {
    id: TranscriptId;
    title: Title;
    language: LanguageTag | null;
    mediaUrl: MediaUrl | null;
    contentHash: ContentHash;
    contentBytes: number;
    cues: readonly Cue[];
    importReport: ImportReport;
  },
  now: Date,
): NewTranscript {
  const { cues, ...rest } = input;
  return {
    ...rest,
    format: input.importReport.format,
    cueCount: cues.length,
    durationMs: durationMs(cues),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/** Puts a corrected upload in the place of a transcript's content; its identity and description stay. */
export function correctTranscript(
  transcript: Transcript,
  {
    cues,
    ...content
  }: Pick<Transcript, "contentHash" | "contentBytes" | "importReport"> & { cues: readonly Cue[] },
  now: Date,
): Transcript {
  return {
    ...transcript,
    ...content,
    format: content.importReport.format,
    cueCount: cues.length,
    durationMs: durationMs(cues),
    version: transcript.version + 1,
    updatedAt: now,
  };
}

/** What may be changed of a transcript's description; null takes away. */
export type TranscriptChanges = { title?: Title; language?: LanguageTag | null; mediaUrl?: MediaUrl | null };

/** Changes what describes a transcript; what was said stays. */
export function editTranscript(
  transcript: TranscriptSummary,
  changes: TranscriptChanges,
  now: Date,
): TranscriptSummary {
  return { ...transcript, ...changes, version: transcript.version + 1, updatedAt: now };
}

/** One who speaks: null is whoever is not named. Times are milliseconds. */
export type SpeakerSummary = { name: string | null; cueCount: number; durationMs: number };

/** Another name for a speaker. Null stands for no name, on either side. */
export type SpeakerRenaming = { from: string | null; to: string | null };

/** Who speaks in these cues, in the order of their first one. */
export function speakersOf(cues: readonly Cue[]): SpeakerSummary[] {
  const speakers = new Map<string | null, SpeakerSummary>();
  for (const { speaker: name, startMs, endMs } of cues) {
    const { cueCount, durationMs } = speakers.get(name) ?? { cueCount: 0, durationMs: 0 };
    speakers.set(name, { name, cueCount: cueCount + 1, durationMs: durationMs + endMs - startMs });
  }
  return [...speakers.values()];
}

/** Where the last cue ends; cues may overlap, so that is not always the end of the last one in order. */
export function durationMs(cues: readonly Pick<Cue, "endMs">[]): number {
  return cues.reduce((latest, cue) => Math.max(latest, cue.endMs), 0);
}
