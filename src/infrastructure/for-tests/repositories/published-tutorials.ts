import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { Slug } from "../../../domain/value-objects/slug.ts";
import { unlessVersion } from "../collection.ts";
import type { Tables } from "../tables.ts";

export function inMemoryPublishedTutorials(tables: Tables): PublishedTutorialRepository {
  const get = (slug: Slug) => {
    const found = tables.tutorials.find(
      (tutorial) => tutorial.slug === slug && tutorial.status === "published",
    );
    if (!found?.publishedAt) throw new TutorialNotFound();
    return { ...tables.withMedia(found), publishedAt: found.publishedAt };
  };
  return {
    get: async (slug) => get(slug),
    getUnless: async (slug, version) => unlessVersion(get(slug), version),
  };
}
