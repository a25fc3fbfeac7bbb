import { sql } from "drizzle-orm";
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType({ dataType: () => "bytea" });
const tsvector = customType({ dataType: () => "tsvector" });
const createdAt = () => timestamp({ withTimezone: true }).notNull().defaultNow();

export const users = pgTable("users", {
  id: uuid().primaryKey().defaultRandom(),
  email: text().notNull().unique(),
  createdAt: createdAt(),
});

export const apiKeys = pgTable("api_keys", {
  digest: bytea().primaryKey(),
  userId: uuid()
    .notNull()
    .references(() => users.id),
  revokedAt: timestamp({ withTimezone: true }),
});

export const transcripts = pgTable(
  "transcripts",
  {
    id: uuid().primaryKey().defaultRandom(),
    ownerId: uuid()
      .notNull()
      .references(() => users.id),
    title: text().notNull(),
    createdAt: createdAt(),
  },
  ({ ownerId, createdAt }) => [index().on(ownerId, createdAt)],
);

export const cues = pgTable(
  "cues",
  {
    transcriptId: uuid()
      .notNull()
      .references(() => transcripts.id),
    position: integer().notNull(),
    startMs: integer().notNull(),
    endMs: integer().notNull(),
    text: text().notNull(),
    words: tsvector().generatedAlwaysAs(sql`to_tsvector('english', "text")`),
  },
  ({ transcriptId, position, words }) => [
    primaryKey({ columns: [transcriptId, position] }),
    index().using("gin", words),
  ],
);

export const tutorials = pgTable("tutorials", {
  id: uuid().primaryKey().defaultRandom(),
  ownerId: uuid()
    .notNull()
    .references(() => users.id),
  title: text().notNull(),
  slug: text().notNull().unique(),
  published: boolean().notNull().default(false),
  steps: jsonb().notNull(),
  version: integer().notNull().default(1),
  createdAt: createdAt(),
});
