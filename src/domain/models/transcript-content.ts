import { customType, foreignKey, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import type { TranscriptId, UserId } from "../value-objects/ids.ts";
import { ownRowsPolicies } from "./tenancy.ts";
import { transcripts } from "./transcript.ts";

const bytea = customType<{ data: string }>({ dataType: () => "bytea" });

/** What was uploaded, as it came: a table of its own, for nobody reads it but by itself. Gzip of its UTF-8. */
export const transcriptContents = pgTable(
  "transcript_contents",
  {
    ownerId: uuid().$type<UserId>().notNull(),
    transcriptId: uuid().$type<TranscriptId>().notNull(),
    gzip: bytea().notNull(),
  },
  (content) => [
    primaryKey({ name: "transcript_contents_pkey", columns: [content.transcriptId] }),
    foreignKey({
      name: "transcript_contents_transcript_fkey",
      columns: [content.ownerId, content.transcriptId],
      foreignColumns: [transcripts.ownerId, transcripts.id],
    }).onDelete("cascade"),
    ...ownRowsPolicies("transcript_contents", content.ownerId),
  ],
);
