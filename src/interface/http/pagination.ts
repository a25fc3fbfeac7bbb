import type { Context } from "hono";
import * as z from "zod";
import type { Page, PageRequest, Position, Sort } from "../../domain/repositories/page.ts";
import { limits } from "../../domain/value-objects/limits.ts";
import { sha256Hex } from "../../domain/value-objects/sha256.ts";
import type { AppEnvironment } from "./app-environment.ts";
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
  cursor: z.string().max(300).optional().meta({
    description:
      "`nextCursor` of the page before, for the same caller, filters and sort. Opaque: its form may change.",
  }),
};

const SORTS = {
  "-createdAt": { by: "createdAt", descending: true },
  createdAt: { by: "createdAt", descending: false },
  "-updatedAt": { by: "updatedAt", descending: true },
  updatedAt: { by: "updatedAt", descending: false },
} satisfies Record<string, Sort>;

/** The order of lists whose items can be edited. */
export const sortQuery = {
  sort: z
    .enum(Object.keys(SORTS) as (keyof typeof SORTS)[])
    .default("-createdAt")
    .meta({
      description:
        "By a time; with a hyphen before it, the latest first. An item that is edited while you page by `updatedAt` is met again, by `-updatedAt` it may be passed over: to follow changes, use `updatedAt`.",
    }),
};

/** Only what was changed later: together with `sort=updatedAt`, the way to keep a copy up to date. */
export const updatedAfterQuery = {
  updatedAfter: z.iso
    .datetime({ offset: true })
    .max(40)
    .transform((instant) => new Date(instant))
    .refine(
      (instant) => instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999,
      "must be in the years 1 to 9999",
    )
    .optional()
    .meta({ description: "Only what has been changed after this instant (RFC 3339)." }),
};

/** A list's reply: the items, and the cursor of the next page or null. */
export function pageSchema<Item extends z.ZodType>(item: Item, id: string) {
  return z
    .object({
      items: z.array(item).max(limits.pageSize).meta({ description: "In the order of the list." }),
      nextCursor: z
        .string()
        .max(300)
        .nullable()
        .meta({ description: "What to send as `cursor` for the next page; null on the last one." }),
    })
    .meta({ id, description: "A page of a list." });
}

type ListQuery = {
  limit: number;
  cursor?: string | undefined;
  sort?: keyof typeof SORTS | undefined;
  [filter: string]: unknown;
};

/** Reads which page is asked for. @throws request_invalid for a cursor of another list, caller, sort or filter */
export async function pageRequest<Id extends string>(
  c: Context<AppEnvironment>,
  query: ListQuery,
): Promise<PageRequest<Id>> {
  const { limit, sort = "-createdAt" } = query;
  const position = await readCursor(c, query);
  if (position === undefined) return { limit, sort: SORTS[sort] };
  return { limit, sort: SORTS[sort], after: decodePosition(position) };
}

/**
 * The position that a request's cursor holds, as it was given out; undefined for the first page.
 *
 * @throws request_invalid for a cursor of another list, caller, sort or filter
 */
export async function readCursor(c: Context<AppEnvironment>, query: ListQuery): Promise<string | undefined> {
  const { cursor } = query;
  if (cursor === undefined) return undefined;
  const [position = "", tag] = cursor.split(".");
  if (tag !== (await tagOf(c, query, position))) {
    throw requestInvalid([
      {
        pointer: "query/cursor",
        code: "invalid_cursor",
        message: "is not a cursor of this list for this caller, sort and filters",
      },
    ]);
  }
  return position;
}

/** Answers a page as JSON, with the address of the next one in Link (RFC 8288). */
export async function pageResponse<Item>(
  c: Context<AppEnvironment>,
  query: ListQuery,
  { next: position }: Page<unknown, string>,
  items: Item[],
): Promise<Response> {
  return listResponse(c, query, position && encodePosition(position), items);
}

/** The same for a position that is written already: of characters that cursors may have, without a point. */
export async function listResponse<Item>(
  c: Context<AppEnvironment>,
  query: ListQuery,
  position: string | null,
  items: Item[],
): Promise<Response> {
  const nextCursor = position === null ? null : `${position}.${await tagOf(c, query, position)}`;
  if (nextCursor !== null) {
    const next = new URL(c.req.url);
    next.searchParams.set("cursor", nextCursor);
    c.header("Link", `<${next.pathname}${next.search}>; rel="next"`);
  }
  return c.json({ items, nextCursor });
}

const TAG_LENGTH = 32;

/** What binds a cursor to a list, its caller, sort and filters: 128 bits of SHA-256 over all of them. */
async function tagOf(c: Context<AppEnvironment>, query: ListQuery, position: string): Promise<string> {
  const { limit, cursor, ...conditions } = query;
  const sorted = Object.entries(conditions).sort(([a], [b]) => (a < b ? -1 : 1));
  const bound = JSON.stringify([position, c.req.path, c.get("caller")?.name, sorted]);
  return (await sha256Hex(bound)).slice(0, TAG_LENGTH);
}

/** A position is trusted once its tag has been checked, so it is what this function made. */
function encodePosition({ id, updatedAt }: Position<string>): string {
  const time = updatedAt === undefined ? "" : updatedAt.getTime().toString(36);
  return `${id.replaceAll("-", "")}${time}`;
}

const HEX_LENGTH = 32;

function decodePosition<Id extends string>(position: string): Position<Id> {
  const hex = position.slice(0, HEX_LENGTH);
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") as Id;
  const time = position.slice(HEX_LENGTH);
  return { id, ...(time !== "" && { updatedAt: new Date(Number.parseInt(time, 36)) }) };
}
