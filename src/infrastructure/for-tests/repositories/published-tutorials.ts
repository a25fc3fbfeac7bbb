import { TutorialNotFound } from "../../../domain/exceptions/tutorial.ts";
import { AuthorNotFound } from "../../../domain/exceptions/user.ts";
import type { PublishedTutorial } from "../../../domain/models/tutorial.ts";
import type { PublishedTutorialRepository } from "../../../domain/repositories/published-tutorial-repository.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
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
    ofAuthor: async (handle) => {
      const user = tables.users.find(({ authorHandle }) => authorHandle === handle);
      if (!user) throw new AuthorNotFound();
      const published = tables.tutorials
        .filter(({ ownerId, status }) => ownerId === user.id && status === "published")
        .sort((a, b) => Number(b.publishedAt) - Number(a.publishedAt) || (a.id < b.id ? 1 : -1))
        .slice(0, limits.tutorialsOfAuthor);
      const tutorials = published.map(({ slug }) => {
        const { title, language, version, publishedAt, updatedAt, steps } = get(slug);
        return { title, slug, language, version, publishedAt, updatedAt, stepCount: steps.length };
      });
      return { displayName: user.displayName, handle, tutorials };
    },

    getUnless: async (slug, version) => unlessVersion(get(slug), version),
  };
}
