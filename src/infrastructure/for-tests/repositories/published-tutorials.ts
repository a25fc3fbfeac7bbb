import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { Tables } from "../tables.ts";

export function inMemoryPublishedTutorials(tables: Tables): PublishedTutorialRepository {
  return {
    async get(slug) {
      const found = tables.tutorials.find(
        (tutorial) => tutorial.slug === slug && tutorial.status === "published",
      );
      if (!found?.publishedAt) throw new TutorialNotFound();
      return { ...tables.withMedia(found), publishedAt: found.publishedAt };
    },
  };
}
