import { index, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/**
 * A creation that was made once and is not to be made twice, with what was replied then. `scope` is whose it is: a
 * user's id, or `registration`. Nobody reads the table but claim_idempotency_key(), which runs as its owner; replies
 * are sealed by who made them, for they may hold the secret of a key.
 */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    scope: text().notNull(),
    /** SHA-256 of the caller's key, in hexadecimal. */
    keyDigest: text().notNull(),
    fingerprint: text().notNull(),
    reply: text().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (key) => [
    primaryKey({ name: "idempotency_keys_pkey", columns: [key.scope, key.keyDigest] }),
    index("idempotency_keys_age_index").on(key.createdAt),
  ],
).enableRLS();
