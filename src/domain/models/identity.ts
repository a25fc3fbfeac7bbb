import { check, index, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { UserId } from "../value-objects/ids.ts";
import { limits } from "../value-objects/limits.ts";
import { lengthBetween } from "./constraints.ts";
import { users } from "./user.ts";

/**
 * Whom an identity provider means by a subject (OpenID Connect Core 1.0, section 2: issuer and subject together name
 * an end user, for good). Nobody reads the table but authenticate_identity(), which runs as its owner.
 */
export const identities = pgTable(
  "identities",
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (identity) => [
    primaryKey({ name: "identities_pkey", columns: [identity.issuer, identity.subject] }),
    index("identities_user_index").on(identity.userId),
    check("identities_issuer_length", lengthBetween(identity.issuer, 1, limits.issuerLength)),
    check("identities_subject_length", lengthBetween(identity.subject, 1, limits.subjectLength)),
  ],
).enableRLS();
