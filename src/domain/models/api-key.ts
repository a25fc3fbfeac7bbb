import { sql } from "drizzle-orm";
import { check, index, pgTable, text, timestamp, unique, uuid } from "drizzle-orm/pg-core";
import type { ApiKeyDigest } from "../value-objects/api-key-secret.ts";
import type { ApiKeyId, UserId } from "../value-objects/ids.ts";
import { limits } from "../value-objects/limits.ts";
import { allScopes, type Scope } from "../value-objects/scope.ts";
import { lengthBetween, someOf } from "./constraints.ts";
import { ownRowsPolicies } from "./tenancy.ts";
import { users } from "./user.ts";

/** A credential of a user. Only the digest of its secret is kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: uuid().$type<ApiKeyId>().primaryKey(),
    ownerId: uuid()
      .$type<UserId>()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text().notNull(),
    /** The end of the secret, by which people tell their keys apart. */
    hint: text().notNull(),
    digest: text().$type<ApiKeyDigest>().notNull(),
    scopes: text().array().$type<Scope[]>().notNull(),
    createdAt: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    expiresAt: timestamp({ withTimezone: true, precision: 3 }),
    rotatedAt: timestamp({ withTimezone: true, precision: 3 }),
    /** The secret before the last rotation opens the API until then. */
    previousDigest: text().$type<ApiKeyDigest>(),
    previousExpiresAt: timestamp({ withTimezone: true, precision: 3 }),
    lastUsedAt: timestamp({ withTimezone: true, precision: 3 }),
    revokedAt: timestamp({ withTimezone: true, precision: 3 }),
  },
  (key) => [
    unique("api_keys_digest_unique").on(key.digest),
    unique("api_keys_previous_digest_unique").on(key.previousDigest),
    index("api_keys_owner_index").on(key.ownerId, key.id),
    ...ownRowsPolicies("api_keys", key.ownerId),
    check("api_keys_digest_shape", sql`${key.digest} ~ '^[0-9a-f]{64}$'`),
    check("api_keys_previous_digest_shape", sql`${key.previousDigest} ~ '^[0-9a-f]{64}$'`),
    check(
      "api_keys_previous_whole",
      sql`(${key.previousDigest} IS NULL) = (${key.previousExpiresAt} IS NULL) AND (${key.previousDigest} IS NULL OR ${key.rotatedAt} IS NOT NULL)`,
    ),
    check("api_keys_name_length", lengthBetween(key.name, 1, limits.apiKeyNameLength)),
    check("api_keys_hint_length", lengthBetween(key.hint, 1, 10)),
    check("api_keys_scopes_known", someOf(key.scopes, allScopes)),
    check("api_keys_expiry_after_creation", sql`${key.expiresAt} > ${key.createdAt}`),
  ],
);

export type ApiKey = typeof apiKeys.$inferSelect;

/** A key before its repository has said whose it is. */
export type NewApiKey = Omit<ApiKey, "ownerId">;

/** A key opens the API until it is revoked or its expiry has come. */
export function isActive(key: Pick<ApiKey, "revokedAt" | "expiresAt">, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}

/** Whether a secret of this digest opens the API: the key's own, or for a while the one before it was rotated. */
export function opens(key: ApiKey, digest: ApiKeyDigest, now: Date): boolean {
  if (!isActive(key, now)) return false;
  if (key.digest === digest) return true;
  return key.previousDigest === digest && key.previousExpiresAt !== null && key.previousExpiresAt > now;
}

/** The new secret's digest and hint, and until when the secret before it still works; null: it stops at once. */
export type ApiKeyRotation = { digest: ApiKeyDigest; hint: string; at: Date; previousExpiresAt: Date | null };

/** Gives a key a new secret. Of those before it, one at most goes on working. */
export function rotateApiKey(key: ApiKey, { digest, hint, at, previousExpiresAt }: ApiKeyRotation): ApiKey {
  const previousDigest = previousExpiresAt === null ? null : key.digest;
  return { ...key, digest, hint, rotatedAt: at, previousDigest, previousExpiresAt };
}
