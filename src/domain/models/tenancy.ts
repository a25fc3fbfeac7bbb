import { type SQL, sql } from "drizzle-orm";
import { type PgColumn, pgPolicy, pgRole } from "drizzle-orm/pg-core";

/**
 * The API's own role: it neither owns the tables nor can change them, so the policies bind it. It is made by a
 * migration; who deploys gives it a password.
 */
export const apiRole = pgRole("cueprint_api").existing();

/**
 * The second belt of tenancy: rows of the caller, whatever a query forgets to say. Without a caller there are none,
 * but for those that `orPublic` lets everybody read.
 */
export function ownRowsPolicies(table: string, owner: PgColumn, orPublic?: SQL) {
  // In a sub-select it is computed once a statement, not once a row.
  const isOwn = sql`${owner} = (SELECT caller_id())`;
  const own = pgPolicy(`${table}_own`, { to: apiRole, using: isOwn, withCheck: isOwn });
  if (orPublic === undefined) return [own];
  const isPublic = sql`(SELECT caller_id()) IS NULL AND ${orPublic}`;
  return [own, pgPolicy(`${table}_public`, { to: apiRole, for: "select", using: isPublic })];
}
