import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { Slug } from "../../../../domain/value-objects/slug.ts";
import { ifNoneMatchHeader } from "../../conditional-requests.ts";
import { cachedRead, withoutConditions } from "../../edge-cache.ts";
import { endpoint } from "../../endpoint.ts";
import { PublishedTutorialResponse, presentPublishedTutorial } from "../../schemas/tutorial-response.ts";
import { exportContent, exportQuery, respondWithTutorial, variantOf } from "../../tutorial-exports.ts";

export const getPublishedTutorial = endpoint(
  {
    method: "get",
    path: "/v1/published/{slug}",
    operationId: "getPublishedTutorial",
    summary: "Read a published tutorial",
    description:
      "For everybody, without an API key. As JSON; by Accept or `download` as Markdown, plain text, one HTML file, or JSON-LD in the terms of schema.org.",
    tag: "Published",
    params: z.object({
      slug: Slug.meta({
        description: "The slug of the tutorial.",
        examples: ["deploy-your-first-worker-89abcdef"],
      }),
    }),
    query: exportQuery,
    notFound: TutorialNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The tutorial",
        content: exportContent(PublishedTutorialResponse),
        headers: { ETag: "The version" },
      },
    },
    problems: ["tutorial_not_found", "not_acceptable"],
  },
  async ({ c, params, query, dependencies }) => {
    const { publishedTutorials } = dependencies.publicRepositories();
    const repository = {
      get: () => publishedTutorials.get(params.slug),
      getUnless: (version: number) => publishedTutorials.getUnless(params.slug, version),
    };
    return cachedRead(c, dependencies, variantOf(c, query.download), (whole) =>
      respondWithTutorial(c, query.download, withoutConditions(whole, repository), presentPublishedTutorial),
    );
  },
);
