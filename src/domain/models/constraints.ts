import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { limits } from "../value-objects/limits.ts";

/** Conditions for CHECK constraints that state the same limits as the value objects, from the same constants. */

/** Postgres counts characters as the value objects do: Unicode code points. */
export function lengthBetween(column: PgColumn, least: number, most: number): SQL {
  return sql`length(${column}) BETWEEN ${number(least)} AND ${number(most)}`;
}

export function between(column: PgColumn, least: number, most: number): SQL {
  return sql`${column} BETWEEN ${number(least)} AND ${number(most)}`;
}

export function languageTagShape(column: PgColumn): SQL {
  return sql`${column} ~ '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$' AND ${lengthBetween(column, 2, limits.languageTagLength)}`;
}

export function oneOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} IN (${list(values)})`;
}

export function someOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`cardinality(${column}) >= 1 AND ${column} <@ ARRAY[${list(values)}]`;
}

/** A limit as a literal: DDL takes no parameters. */
export function number(value: number): SQL {
  return sql.raw(String(value));
}

function list(values: readonly string[]): SQL {
  return sql.raw(values.map((value) => `'${value.replaceAll("'", "''")}'`).join(", "));
}
