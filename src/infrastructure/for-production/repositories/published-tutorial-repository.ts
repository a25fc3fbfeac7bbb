import { and, desc, eq, getTableColumns, ne, type SQL, sql } from "drizzle-orm";
import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import { AuthorNotFound } from "../../../domain/exceptions/user.ts";
import { type PublishedTutorial, tutorials } from "../../../domain/models/tutorial.ts";
import { tutorialRevisions } from "../../../domain/models/tutorial-revision.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { AuthorHandle } from "../../../domain/value-objects/author-handle.ts";
import type { DisplayName } from "../../../domain/value-objects/display-name.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import type { Slug } from "../../../domain/value-objects/slug.ts";
import type { Reads } from "../database.ts";

/** The owner of a public page: nobody may read the users themselves. */
const authorOf = (handle: AuthorHandle) => sql`author_by_handle(${handle}) AS author`;
const isPublishedRevision = and(
  eq(tutorialRevisions.tutorialId, tutorials.id),
  eq(tutorialRevisions.version, tutorials.publishedVersion),
);
const revision = getTableColumns(tutorialRevisions);
const columns = {
  title: revision.title,
  slug: tutorials.slug,
  language: revision.language,
  status: tutorials.status,
  mediaUrl: revision.mediaUrl,
  steps: revision.steps,
  publishedOverride: revision.publishedOverride,
  version: revision.version,
  publishedAt: tutorials.publishedAt,
  updatedAt: revision.createdAt,
};

export function createPublishedTutorialRepository({ statements, read }: Reads): PublishedTutorialRepository {
  const isPublished = (slug: Slug) => and(eq(tutorials.slug, slug), eq(tutorials.status, "published"));
  const whole = (slug: Slug, condition?: SQL) =>
    statements
      .select(columns)
      .from(tutorials)
      .innerJoin(tutorialRevisions, isPublishedRevision)
      .where(and(isPublished(slug), condition));

  return {
    async get(slug) {
      const [[found]] = await read([whole(slug)]);
      return published(found);
    },

    async ofAuthor(handle) {
      const [[author], ofTheirs] = await read([
        statements.select({ displayName: sql<DisplayName>`display_name` }).from(authorOf(handle)),
        statements
          .select({
            title: revision.title,
            slug: tutorials.slug,
            language: revision.language,
            version: revision.version,
            publishedAt: sql<Date>`${tutorials.publishedAt}`.mapWith(tutorials.publishedAt),
            updatedAt: revision.createdAt,
            stepCount: sql<number>`jsonb_array_length(${revision.steps})`,
          })
          .from(tutorials)
          .innerJoin(authorOf(handle), sql`author.owner_id = ${tutorials.ownerId}`)
          .innerJoin(tutorialRevisions, isPublishedRevision)
          .where(eq(tutorials.status, "published"))
          .orderBy(desc(tutorials.publishedAt), desc(tutorials.id))
          .limit(limits.tutorialsOfAuthor),
      ]);
      if (!author) throw new AuthorNotFound();
      return { ...author, handle, tutorials: ofTheirs };
    },

    async getUnless(slug, version) {
      const [[changed], [found]] = await read([
        whole(slug, ne(tutorials.publishedVersion, version)),
        statements.select({ id: tutorials.id }).from(tutorials).where(isPublished(slug)),
      ]);
      if (!found) throw new TutorialNotFound();
      return changed && published(changed);
    },
  };
}

function published(
  found: (Omit<PublishedTutorial, "publishedAt"> & { publishedAt: Date | null }) | undefined,
): PublishedTutorial {
  if (!found?.publishedAt) throw new TutorialNotFound();
  return { ...found, publishedAt: found.publishedAt };
}
