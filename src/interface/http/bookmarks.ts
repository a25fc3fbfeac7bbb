import type { Context } from "hono";
import type { Consistency } from "../../domain/repositories/repositories.ts";
import { Bookmark } from "../../domain/value-objects/bookmark.ts";
import type { AppEnvironment } from "./app-environment.ts";
import { requestInvalid } from "./problems/http-exceptions.ts";

/** As in Cloudflare's D1: what a reply stands for, and what an answer must have seen. */
export const BOOKMARK = "Cueprint-Bookmark";

/** Of every operation that only reads what is the caller's. */
export const bookmarkHeader = {
  name: BOOKMARK,
  required: false,
  description:
    "The last bookmark that a reply gave you. A read replica may then answer, if it has seen all that you had seen and written; without it, the primary does.",
};

/** Which copy of the database may answer a request. @throws request_invalid */
export function consistencyOf(c: Context<AppEnvironment>, isRead: boolean): Consistency {
  return {
    after: isRead ? bookmarkOf(c) : undefined,
    reached: (bookmark) => c.set("bookmark", bookmark),
  };
}

function bookmarkOf(c: Context<AppEnvironment>): Bookmark | undefined {
  const header = c.req.header(BOOKMARK);
  if (header === undefined) return undefined;
  const parsed = Bookmark.safeParse(header);
  if (parsed.success) return parsed.data;
  throw requestInvalid([
    {
      pointer: `header/${BOOKMARK}`,
      code: "invalid_format",
      message: "must be a bookmark as a reply gave it",
    },
  ]);
}

/** Tells the caller how far the database had come, where there are several copies of it. */
export function tellBookmark(c: Context<AppEnvironment>): void {
  const bookmark = c.get("bookmark");
  if (bookmark !== undefined) c.header(BOOKMARK, bookmark);
}
