import { and, eq, getTableColumns, ne, type SQL } from "drizzle-orm";
import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import { type PublishedTutorial, tutorials } from "../../../domain/models/tutorial.ts";
import { tutorialRevisions } from "../../../domain/models/tutorial-revision.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { Slug } from "../../../domain/value-objects/slug.ts";
import type { Session } from "../database.ts";

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

export function createPublishedTutorialRepository({ statements, run }: Session): PublishedTutorialRepository {
  const isPublished = (slug: Slug) => and(eq(tutorials.slug, slug), eq(tutorials.status, "published"));
  const whole = (slug: Slug, condition?: SQL) =>
    statements
      .select(columns)
      .from(tutorials)
      .innerJoin(
        tutorialRevisions,
        and(
          eq(tutorialRevisions.tutorialId, tutorials.id),
          eq(tutorialRevisions.version, tutorials.publishedVersion),
        ),
      )
      .where(and(isPublished(slug), condition));

  return {
    async get(slug) {
      const [[found]] = await run([whole(slug)]);
      return published(found);
    },

    async getUnless(slug, version) {
      const [[changed], [found]] = await run([
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
