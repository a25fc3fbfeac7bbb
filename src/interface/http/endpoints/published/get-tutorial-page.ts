import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { Slug } from "../../../../domain/value-objects/slug.ts";
import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { cachedRead, withoutConditions } from "../../edge-cache.ts";
import { endpoint } from "../../endpoint.ts";
import { pageContentSecurityPolicy, pageRepresentation } from "../../presentation/page-shell.ts";
import { renderNotFoundPage, renderTutorialPage } from "../../presentation/tutorial-page.ts";
import { Html } from "../../schemas/common.ts";
import { pageUrl } from "../../tutorial-exports.ts";

export const getTutorialPage = endpoint(
  {
    method: "get",
    path: "/t/{slug}",
    operationId: "getTutorialPage",
    summary: "Read a published tutorial as a web page",
    description: "For everybody, without an API key: the address to give to readers.",
    tag: "Published",
    params: z.object({
      slug: z.string().meta({
        description: "The slug of the tutorial; any other text has a page that says so.",
        maxLength: limits.slugLength,
        examples: ["deploy-your-first-worker-89abcdef"],
      }),
    }),
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: { description: "The page", content: Html, headers: { ETag: "The version" } },
      404: { description: "A page that says that there is no such tutorial", content: Html },
    },
  },
  async ({ c, params, dependencies }) => {
    c.header("Content-Security-Policy", pageContentSecurityPolicy);
    const slug = Slug.safeParse(params.slug);
    const { publishedTutorials } = dependencies.publicRepositories();
    try {
      if (!slug.success) throw new TutorialNotFound();
      const repository = {
        get: () => publishedTutorials.get(slug.data),
        getUnless: (version: number) => publishedTutorials.getUnless(slug.data, version),
      };
      return await cachedRead(c, dependencies, pageRepresentation, (whole) =>
        unlessMatched(c, pageRepresentation, withoutConditions(whole, repository), (tutorial) =>
          c.html(renderTutorialPage(tutorial, { url: pageUrl(c, tutorial.slug) }), 200, {
            ETag: etag(tutorial.version, pageRepresentation),
          }),
        ),
      );
    } catch (error) {
      if (error instanceof TutorialNotFound) return c.html(renderNotFoundPage(), 404);
      throw error;
    }
  },
);
