import type { AuthorHandle } from "../value-objects/author-handle.ts";
import type { DisplayName } from "../value-objects/display-name.ts";
import type { PublishedTutorial } from "./tutorial.ts";

/** What everybody may see of a user who wants it: the tutorials that are published, the latest first. */
export type Author = {
  displayName: DisplayName;
  handle: AuthorHandle;
  tutorials: (Pick<
    PublishedTutorial,
    "title" | "slug" | "language" | "version" | "publishedAt" | "updatedAt"
  > & { stepCount: number })[];
};
