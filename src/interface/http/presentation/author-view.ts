import type { TutorialSummary } from "../../../domain/models/tutorial.ts";

/** What everybody may see of an author: the tutorials that are published, in the order in which they are to be shown. */
export type AuthorView = {
  author: { displayName: string; handle: string };
  tutorials: readonly (Pick<TutorialSummary, "title" | "slug" | "updatedAt" | "stepCount" | "language"> & {
    publishedAt: Date;
  })[];
  /** The page's own address. */
  url: string;
  /** Where its feed is. */
  feedUrl: string;
};
