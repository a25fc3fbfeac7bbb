import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { etag, ifNoneMatchHeader, unlessMatched } from "../../conditional-requests.ts";
import { negotiate } from "../../content-negotiation.ts";
import { endpoint, json } from "../../endpoint.ts";
import { renderTutorialMarkdown } from "../../presentation/tutorial-markdown.ts";
import {
  Markdown,
  markdownResponse,
  presentTutorial,
  TutorialResponse,
} from "../../schemas/tutorial-response.ts";

export const getTutorial = endpoint(
  {
    method: "get",
    path: "/v1/tutorials/{id}",
    operationId: "getTutorial",
    summary: "Read a tutorial",
    description: "As JSON, or by Accept as Markdown.",
    tag: "Tutorials",
    scope: "tutorials:read",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    requestHeaders: [ifNoneMatchHeader],
    responses: {
      304: { description: "Unchanged since the version that If-None-Match names" },
      200: {
        description: "The tutorial",
        content: { ...json(TutorialResponse), ...Markdown },
        headers: { ETag: "The version, for If-Match" },
      },
    },
    problems: ["tutorial_not_found", "not_acceptable"],
  },
  async ({ c, params, repositories }) => {
    c.header("Vary", "Accept", { append: true });
    const mediaType = negotiate(c, ["application/json", "text/markdown"]);
    const { tutorials } = repositories;
    const isMarkdown = mediaType === "text/markdown";
    return unlessMatched(
      c,
      isMarkdown ? "markdown" : "json",
      {
        get: () => tutorials.get(params.id),
        getUnless: (version) => tutorials.getUnless(params.id, version),
      },
      (tutorial) =>
        isMarkdown
          ? markdownResponse(c, renderTutorialMarkdown(tutorial), tutorial.version)
          : c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) }),
    );
  },
);
