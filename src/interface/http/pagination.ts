import type { Context } from "hono";
import * as z from "zod";
import type { Page, PageRequest } from "../../domain/repositories/page.ts";
import { limits } from "../../domain/value-objects/limits.ts";
import { requestInvalid } from "./problems/http-exceptions.ts";

const DEFAULT_LIMIT = 20;
/** More than a page holds is no mistake. */
const MOST_LIMIT = 999_999_999;

export const pageQuery = {
  limit: z
    .string()
    .regex(/^0*[1-9]\d{0,8}$/, "must be a whole number from 1")
    .transform((digits) => Math.min(Number(digits), limits.pageSize))
    .default(DEFAULT_LIMIT)
    .meta({
      description: `How many items to return at most; more than ${limits.pageSize} counts as ${limits.pageSize}.`,
      type: "integer",
      minimum: 1,
      maximum: MOST_LIMIT,
      default: DEFAULT_LIMIT,
    }),
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "`nextCursor` of the page before. Opaque: its form may change." }),
};

/** A list's reply: the items, and the cursor of the next page or null. */
export function pageSchema<Item extends z.ZodType>(item: Item, id: string) {
  return z
    .object({
      items: z.array(item).max(limits.pageSize).meta({ description: "In the order of the list." }),
      nextCursor: z
        .string()
        .max(200)
        .nullable()
        .meta({ description: "What to send as `cursor` for the next page; null on the last one." }),
    })
    .meta({ id, description: "A page of a list." });
}

/** Reads where a page starts. A cursor is the id of the last item before it, in base64url. */
export function pageRequest<Schema extends z.ZodType<string>>(
  query: { limit: number; cursor?: string | undefined },
  id: Schema,
): PageRequest<z.output<Schema>> {
  if (query.cursor === undefined) return { limit: query.limit };
  const after = id.safeParse(decodeCursor(query.cursor));
  if (!after.success) {
    throw requestInvalid([
      { pointer: "query/cursor", code: "invalid_cursor", message: "is not a cursor of this list" },
    ]);
  }
  return { limit: query.limit, after: after.data };
}

/** Answers a page as JSON, with the address of the next one in Link (RFC 8288). */
export function pageResponse<Item>(c: Context, page: Page<unknown, string>, items: Item[]): Response {
  const nextCursor = page.next === null ? null : encodeCursor(page.next);
  if (nextCursor !== null) {
    const next = new URL(c.req.url);
    next.searchParams.set("cursor", nextCursor);
    c.header("Link", `<${next.pathname}${next.search}>; rel="next"`);
  }
  return c.json({ items, nextCursor });
}

function encodeCursor(id: string): string {
  return btoa(id).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decodeCursor(cursor: string): string {
  try {
    return atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
