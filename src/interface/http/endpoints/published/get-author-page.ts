import * as z from "zod";
import { AuthorNotFound } from "../../../../domain/exceptions/user.ts";
import { AuthorHandle } from "../../../../domain/value-objects/author-handle.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { authorEtag, authorView } from "../../author-reply.ts";
import { ifNoneMatchHeader, isMatched } from "../../conditional-requests.ts";
import { cachedRead } from "../../edge-cache.ts";
import { endpoint } from "../../endpoint.ts";
import { renderAuthorPage } from "../../presentation/author-page.ts";
import { pageContentSecurityPolicy, pageRepresentation } from "../../presentation/page-shell.ts";
import { renderNotFoundPage } from "../../presentation/tutorial-page.ts";
import { Html } from "../../schemas/common.ts";

export const getAuthorPage = endpoint(
  {
    method: "get",
    path: "/a/{handle}",
    operationId: "getAuthorPage",
    summary: "Read an author's list as a web page",
    description:
      "The published tutorials of a user who has chosen a handle for it (PATCH /v1/me), the latest first.",
    tag: "Published",
    params: z.object({
      handle: z.string().meta({
        description: "The author's handle; any other text has a page that says so.",
        maxLength: limits.handleLength,
        examples: ["ada"],
      }),
    }),
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: { description: "The page", content: Html, headers: { ETag: "The version" } },
      404: { description: "A page that says that there is no such author", content: Html },
    },
  },
  async ({ c, params, dependencies }) => {
    c.header("Content-Security-Policy", pageContentSecurityPolicy);
    const handle = AuthorHandle.safeParse(params.handle);
    try {
      if (!handle.success) throw new AuthorNotFound();
      const { publishedTutorials } = dependencies.publicRepositories();
      return await cachedRead(c, dependencies, pageRepresentation, async (whole) => {
        const author = await publishedTutorials.ofAuthor(handle.data);
        const etag = await authorEtag(author, pageRepresentation);
        if (!whole && isMatched(c, etag)) return c.body(null, 304, { ETag: etag });
        return c.html(renderAuthorPage(authorView(c, author)), 200, { ETag: etag });
      });
    } catch (error) {
      if (error instanceof AuthorNotFound) return c.html(renderNotFoundPage("author"), 404);
      throw error;
    }
  },
);
