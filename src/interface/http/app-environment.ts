import type { Bookmark } from "../../domain/value-objects/bookmark.ts";
import type { Caller } from "./authentication.ts";

/** What goes along with a request. */
export type AppEnvironment = {
  /** What the entry knows of a request beside the request itself. */
  Bindings: { clientAddress?: string | undefined };
  /** `caller` is there in operations that need one, `bookmark` where there are several copies of the database. */
  Variables: { requestId: string; caller?: Caller; bookmark?: Bookmark };
};
