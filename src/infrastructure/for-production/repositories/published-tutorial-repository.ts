import { and, eq, getTableColumns, sql } from "drizzle-orm";
import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import { tutorials } from "../../../domain/models/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { MediaUrl } from "../../../domain/value-objects/media-url.ts";
import type { Session } from "../database.ts";

export function createPublishedTutorialRepository({ statements, run }: Session): PublishedTutorialRepository {
  return {
    async get(slug) {
      const [[found]] = await run([
        statements
          .select({
            ...getTableColumns(tutorials),
            mediaUrl: sql<MediaUrl | null>`published_media_url(${tutorials.id})`,
          })
          .from(tutorials)
          .where(and(eq(tutorials.slug, slug), eq(tutorials.status, "published"))),
      ]);
      if (!found?.publishedAt) throw new TutorialNotFound();
      return { ...found, publishedAt: found.publishedAt };
    },
  };
}
