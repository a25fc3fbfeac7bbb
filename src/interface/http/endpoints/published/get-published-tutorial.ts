import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { Slug } from "../../../../domain/value-objects/slug.ts";
import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { negotiate } from "../../content-negotiation.ts";
import { endpoint, json } from "../../endpoint.ts";
import { renderTutorialMarkdown } from "../../presentation/tutorial-markdown.ts";
import {
  Markdown,
  markdownResponse,
  PublishedTutorialResponse,
  presentPublishedTutorial,
} from "../../schemas/tutorial-response.ts";

export const getPublishedTutorial = endpoint(
  {
    method: "get",
    path: "/v1/published/{slug}",
    operationId: "getPublishedTutorial",
    summary: "Read a published tutorial",
    description: "For everybody, without an API key. As JSON, or by Accept as Markdown.",
    tag: "Published",
    params: z.object({
      slug: Slug.meta({
        description: "The slug of the tutorial.",
        examples: ["deploy-your-first-worker-89abcdef"],
      }),
    }),
    notFound: TutorialNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The tutorial",
        content: { ...json(PublishedTutorialResponse), ...Markdown },
        headers: { ETag: "The version" },
      },
    },
    problems: ["tutorial_not_found", "not_acceptable"],
  },
  async ({ c, params, dependencies }) => {
    c.header("Vary", "Accept", { append: true });
    const mediaType = negotiate(c, ["application/json", "text/markdown"]);
    const { publishedTutorials } = dependencies.publicRepositories();
    const isMarkdown = mediaType === "text/markdown";
    return unlessMatched(
      c,
      isMarkdown ? "markdown" : "json",
      {
        get: () => publishedTutorials.get(params.slug),
        getUnless: (version) => publishedTutorials.getUnless(params.slug, version),
      },
      (tutorial) =>
        isMarkdown
          ? markdownResponse(c, renderTutorialMarkdown(tutorial), tutorial.version)
          : c.json(presentPublishedTutorial(tutorial), 200, { ETag: etag(tutorial.version) }),
    );
  },
);
