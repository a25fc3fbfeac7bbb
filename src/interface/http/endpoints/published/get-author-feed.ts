import * as z from "zod";
import { AuthorNotFound } from "../../../../domain/exceptions/user.ts";
import { AuthorHandle } from "../../../../domain/value-objects/author-handle.ts";
import { authorEtag, authorView } from "../../author-reply.ts";
import { ifNoneMatchHeader, isMatched } from "../../conditional-requests.ts";
import { cachedRead } from "../../edge-cache.ts";
import { endpoint } from "../../endpoint.ts";
import { renderAtomFeed } from "../../presentation/atom-feed.ts";

export const getAuthorFeed = endpoint(
  {
    method: "get",
    path: "/a/{handle}/feed.atom",
    operationId: "getAuthorFeed",
    summary: "Read an author's list as an Atom feed",
    description: "The same tutorials as on the author's page, for feed readers (RFC 4287).",
    tag: "Published",
    params: z.object({
      handle: AuthorHandle.meta({ description: "The author's handle.", examples: ["ada"] }),
    }),
    notFound: AuthorNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The feed",
        content: {
          "application/atom+xml": {
            schema: z.string().meta({ id: "AtomFeed", description: "An Atom feed in XML." }),
          },
        },
        headers: { ETag: "The version" },
      },
    },
    problems: ["author_not_found"],
  },
  async ({ c, params, dependencies }) => {
    const { publishedTutorials } = dependencies.publicRepositories();
    return cachedRead(c, dependencies, "atom", async (whole) => {
      const author = await publishedTutorials.ofAuthor(params.handle);
      const etag = await authorEtag(author, "atom");
      if (!whole && isMatched(c, etag)) return c.body(null, 304, { ETag: etag });
      return c.body(renderAtomFeed(authorView(c, author)), 200, {
        "Content-Type": "application/atom+xml; charset=utf-8",
        ETag: etag,
      });
    });
  },
);
