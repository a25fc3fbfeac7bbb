import { asc, desc, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { NEWEST_FIRST, type PageRequest } from "../../../domain/repositories/page.ts";
import type { LanguageTag } from "../../../domain/value-objects/language-tag.ts";

/** The columns that a list is ordered by; every order ends in the id, so that no two rows are equal in it. */
type OrderColumns = { id: PgColumn; updatedAt?: PgColumn };

/** The condition and the order of a page: keyset pagination, which an index on the same columns answers. */
export function keyset(
  { id, updatedAt }: OrderColumns,
  { sort = NEWEST_FIRST, after }: PageRequest<string>,
): { follows: SQL | undefined; order: SQL[] } {
  const direction = sort.descending ? desc : asc;
  const beyond = sql.raw(sort.descending ? "<" : ">");
  if (sort.by === "createdAt" || updatedAt === undefined) {
    return { follows: after && sql`${id} ${beyond} ${after.id}`, order: [direction(id)] };
  }
  return {
    follows:
      after?.updatedAt &&
      sql`(${updatedAt}, ${id}) ${beyond} (${after.updatedAt.toISOString()}, ${after.id})`,
    order: [direction(updatedAt), direction(id)],
  };
}

/** Basic filtering of language tags (RFC 4647, section 3.3.1): the tag itself, or one that goes on after a hyphen. */
export function languageMatches(column: PgColumn, language: LanguageTag): SQL {
  return sql`starts_with(lower(${column}) || '-', lower(${language}) || '-')`;
}
