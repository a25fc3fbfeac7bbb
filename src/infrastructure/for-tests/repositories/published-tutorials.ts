import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import type { PublishedTutorial } from "../../../domain/models/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import type { Slug } from "../../../domain/value-objects/slug.ts";
import { unlessVersion } from "../collection.ts";
import type { Tables } from "../tables.ts";

export function inMemoryPublishedTutorials(tables: Tables): PublishedTutorialRepository {
  const get = (slug: Slug): PublishedTutorial => {
    const found = tables.tutorials.find((tutorial) => tutorial.slug === slug);
    const revision =
      found && tables.revisionsOf(found.id).find(({ version }) => version === found.publishedVersion);
    if (!found?.publishedAt || !revision) throw new TutorialNotFound();
    const { title, language, mediaUrl, steps, publishedOverride, version, createdAt } = revision;
    const { status, publishedAt } = found;
    return {
      title,
      slug,
      language,
      status,
      mediaUrl,
      steps,
      publishedOverride,
      version,
      publishedAt,
      updatedAt: createdAt,
    };
  };
  return {
    get: async (slug) => get(slug),
    getUnless: async (slug, version) => unlessVersion(get(slug), version),
  };
}
