import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { AuthorHandle } from "../value-objects/author-handle.ts";
import type { DisplayName } from "../value-objects/display-name.ts";
import type { EmailAddress } from "../value-objects/email-address.ts";
import type { UserId } from "../value-objects/ids.ts";
import { limits } from "../value-objects/limits.ts";
import { lengthBetween } from "./constraints.ts";
import { ownRowsPolicies } from "./tenancy.ts";

/** Somebody who owns transcripts and tutorials. Erasing a user erases all that is theirs. */
export const users = pgTable(
  "users",
  {
    id: uuid().$type<UserId>().primaryKey(),
    /** Null where an identity provider vouches for none. */
    email: text().$type<EmailAddress>(),
    displayName: text().$type<DisplayName>().notNull(),
    /** Of the public page and feed of the user's published tutorials; null for a user who wants none. */
    authorHandle: text().$type<AuthorHandle>(),
    version: integer().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    updatedAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
  },
  (user) => [
    unique("users_email_unique").on(user.email),
    unique("users_author_handle_unique").on(user.authorHandle),
    check(
      "users_author_handle_shape",
      sql`${user.authorHandle} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND ${lengthBetween(user.authorHandle, limits.handleLeastLength, limits.handleLength)}`,
    ),
    check(
      "users_email_shape",
      sql`${user.email} = lower(${user.email}) AND ${user.email} ~ '^[^@\\s]+@[^@\\s]+$' AND ${lengthBetween(user.email, 3, limits.emailLength)}`,
    ),
    check("users_display_name_length", lengthBetween(user.displayName, 1, limits.displayNameLength)),
    ...ownRowsPolicies("users", user.id),
    check("users_version_positive", sql`${user.version} >= 1`),
  ],
);

export type User = typeof users.$inferSelect;

export function newUser(
  input: { id: UserId; email: EmailAddress | null; displayName: DisplayName },
  now: Date,
): User {
  return { ...input, authorHandle: null, version: 1, createdAt: now, updatedAt: now };
}

/** What a user may change of themselves. Null takes the public page away. */
export type UserChanges = { displayName?: DisplayName; authorHandle?: AuthorHandle | null };

export function editUser(user: User, changes: UserChanges, now: Date): User {
  return { ...user, ...changes, version: user.version + 1, updatedAt: now };
}
