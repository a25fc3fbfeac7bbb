import { sql } from "drizzle-orm";
import { bigserial, check, customType, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { StepId, TranscriptId, TutorialId, UserId } from "../value-objects/ids.ts";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * What search finds: a cue of a transcript, or a step of a tutorial. Triggers keep the entries in step with both, and
 * nobody reads them but search_entries_of_caller(), which names the owner: under a policy Postgres would not use the
 * index, for full-text operators are not leakproof. The table is partitioned by owner, which Drizzle cannot say: an index
 * of everybody's words would be read the longer the more others have stored.
 */
export const searchEntries = pgTable(
  "search_entries",
  {
    /** Counts up. A primary key would hold the owner, too: Postgres would go through all of the owner's in it, to no avail. */
    id: bigserial({ mode: "bigint" }),
    ownerId: uuid().$type<UserId>().notNull(),
    transcriptId: uuid().$type<TranscriptId>().notNull(),
    /** Of a cue. */
    position: integer(),
    /** Of a step. */
    tutorialId: uuid().$type<TutorialId>(),
    stepId: text().$type<StepId>(),
    /**
     * Each word as it stands, and by its stem. A: a step's title; B: what a cue or a step's body says; D: what the next
     * cue says, so that a phrase is found that runs on into it. Owner and transcript are lexemes too.
     */
    words: tsvector().notNull(),
  },
  (entry) => [
    // What is put aside to be sorted in later is read by every search in the partition: as little as can be (kB).
    index("search_entries_words_index").using("gin", entry.words).with({ gin_pending_list_limit: 64 }),
    index("search_entries_cue_index").on(entry.transcriptId, entry.position),
    index("search_entries_step_index").on(entry.tutorialId),
    check(
      "search_entries_kind",
      sql`(${entry.position} IS NULL) = (${entry.tutorialId} IS NOT NULL) AND (${entry.tutorialId} IS NULL) = (${entry.stepId} IS NULL)`,
    ),
  ],
).enableRLS();
