import { LanguageTag } from "../../../../src/domain/value-objects/language-tag.ts";
import { Slug } from "../../../../src/domain/value-objects/slug.ts";
import { Title } from "../../../../src/domain/value-objects/title.ts";
import type { AuthorView } from "../../../../src/interface/http/presentation/author-view.ts";

type Listed = { title?: string; language?: string; updatedAt?: Date; stepCount?: number };

const publishedAt = new Date("2026-03-04T05:06:07.000Z");

/** An author as readers get to see one, with one tutorial where nothing else is said. */
export function authorOf({
  displayName = "Ada",
  tutorials = [{}],
}: {
  displayName?: string;
  tutorials?: Listed[];
} = {}): AuthorView {
  return {
    author: { displayName, handle: "ada" },
    tutorials: tutorials.map(({ title = "Make coffee", language, updatedAt, stepCount }, at) => ({
      title: Title.parse(title),
      slug: Slug.parse(`make-coffee-${at + 1}`),
      language: language === undefined ? null : LanguageTag.parse(language),
      stepCount: stepCount ?? 3,
      publishedAt,
      updatedAt: updatedAt ?? publishedAt,
    })),
    url: "https://cueprint.example/a/ada",
    feedUrl: "https://cueprint.example/a/ada/feed?a=1&b=2",
  };
}
