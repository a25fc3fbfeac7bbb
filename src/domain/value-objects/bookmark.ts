import * as z from "zod";

/** How far a database had come when it answered: opaque to callers, in the order of time. */
export const Bookmark = z
  .string()
  .regex(/^\d{1,18}$/, "must be a bookmark as a reply gave it")
  .brand("Bookmark");
export type Bookmark = z.infer<typeof Bookmark>;
