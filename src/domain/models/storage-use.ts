import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, uuid } from "drizzle-orm/pg-core";
import type { UserId } from "../value-objects/ids.ts";
import { ownRowsPolicies } from "./tenancy.ts";
import { users } from "./user.ts";

/**
 * What a user has stored, counted by a trigger on transcripts: so a quota costs no counting, and two uploads at once
 * wait for each other here rather than both finding room.
 */
export const storageUse = pgTable(
  "storage_use",
  {
    ownerId: uuid()
      .$type<UserId>()
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    transcripts: integer().notNull(),
    /** Of the uploaded content, in UTF-8. */
    bytes: bigint({ mode: "number" }).notNull(),
  },
  (use) => [
    ...ownRowsPolicies("storage_use", use.ownerId),
    check("storage_use_not_negative", sql`${use.transcripts} >= 0 AND ${use.bytes} >= 0`),
  ],
);

/** How many transcripts, and how many bytes of uploaded content in UTF-8. */
export type StorageUse = Pick<typeof storageUse.$inferSelect, "transcripts" | "bytes">;
