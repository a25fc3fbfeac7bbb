import * as z from "zod";

/** What an API key may do. */
export const Scope = z.enum([
  "transcripts:read",
  "transcripts:write",
  "tutorials:read",
  "tutorials:write",
  "search:read",
  "keys:manage",
  "me:manage",
]);
export type Scope = z.infer<typeof Scope>;

export const allScopes: readonly Scope[] = Scope.options;
