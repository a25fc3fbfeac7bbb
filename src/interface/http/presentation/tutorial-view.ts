import type { TutorialWithMedia } from "../../../domain/models/tutorial.ts";

/** What readers of a tutorial see of it, in whatever form. */
export type TutorialView = Pick<
  TutorialWithMedia,
  | "title"
  | "slug"
  | "language"
  | "status"
  | "publishedAt"
  | "updatedAt"
  | "mediaUrl"
  | "steps"
  | "publishedOverride"
>;
