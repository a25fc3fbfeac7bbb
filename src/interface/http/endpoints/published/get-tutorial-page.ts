import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { Slug } from "../../../../domain/value-objects/slug.ts";
import { etag } from "../../conditional-requests.ts";
import { endpoint } from "../../endpoint.ts";
import {
  pageContentSecurityPolicy,
  renderNotFoundPage,
  renderTutorialPage,
} from "../../presentation/tutorial-page.ts";

const Html = { "text/html": { schema: z.string() } };

export const getTutorialPage = endpoint(
  {
    method: "get",
    path: "/t/{slug}",
    operationId: "getTutorialPage",
    summary: "Read a published tutorial as a web page",
    tag: "Published",
    params: z.object({ slug: z.string() }),
    responses: {
      200: { description: "The page", content: Html, headers: { ETag: "The version" } },
      404: { description: "A page that says that there is no such tutorial", content: Html },
    },
  },
  async ({ c, params, dependencies }) => {
    c.header("Content-Security-Policy", pageContentSecurityPolicy);
    const slug = Slug.safeParse(params.slug);
    try {
      if (!slug.success) throw new TutorialNotFound();
      const tutorial = await dependencies.publicRepositories().publishedTutorials.get(slug.data);
      return c.html(renderTutorialPage(tutorial, { url: c.req.url }), 200, {
        ETag: etag(tutorial.version, "html"),
      });
    } catch (error) {
      if (error instanceof TutorialNotFound) return c.html(renderNotFoundPage(), 404);
      throw error;
    }
  },
);
