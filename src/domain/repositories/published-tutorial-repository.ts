import type { Author } from "../models/author.ts";
import type { PublishedTutorial } from "../models/tutorial.ts";
import type { AuthorHandle } from "../value-objects/author-handle.ts";
import type { Slug } from "../value-objects/slug.ts";

/** What everybody may read. */
export interface PublishedTutorialRepository {
  /** @throws TutorialNotFound where there is none of that slug, or it is not published */
  get(slug: Slug): Promise<PublishedTutorial>;
  /** The same; undefined where the version is `version`, which the caller has already. */
  getUnless(slug: Slug, version: number): Promise<PublishedTutorial | undefined>;
  /** Those of an author who has a public page, the latest first. @throws AuthorNotFound */
  ofAuthor(handle: AuthorHandle): Promise<Author>;
}
