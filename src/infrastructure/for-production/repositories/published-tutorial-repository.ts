import { and, eq, getTableColumns, ne, type SQL, sql } from "drizzle-orm";
import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import {
  type PublishedTutorial,
  type TutorialWithMedia,
  tutorials,
} from "../../../domain/models/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { MediaUrl } from "../../../domain/value-objects/media-url.ts";
import type { Slug } from "../../../domain/value-objects/slug.ts";
import type { Session } from "../database.ts";

export function createPublishedTutorialRepository({ statements, run }: Session): PublishedTutorialRepository {
  const isPublished = (slug: Slug) => and(eq(tutorials.slug, slug), eq(tutorials.status, "published"));
  const whole = (slug: Slug, condition?: SQL) =>
    statements
      .select({
        ...getTableColumns(tutorials),
        mediaUrl: sql<MediaUrl | null>`published_media_url(${tutorials.id})`,
      })
      .from(tutorials)
      .where(and(isPublished(slug), condition));

  return {
    async get(slug) {
      const [[found]] = await run([whole(slug)]);
      return published(found);
    },

    async getUnless(slug, version) {
      const [[changed], [found]] = await run([
        whole(slug, ne(tutorials.version, version)),
        statements.select({ id: tutorials.id }).from(tutorials).where(isPublished(slug)),
      ]);
      if (!found) throw new TutorialNotFound();
      return changed && published(changed);
    },
  };
}

function published(found: TutorialWithMedia | undefined): PublishedTutorial {
  if (!found?.publishedAt) throw new TutorialNotFound();
  return { ...found, publishedAt: found.publishedAt };
}
