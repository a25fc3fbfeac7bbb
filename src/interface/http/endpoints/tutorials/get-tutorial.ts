import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { etag } from "../../conditional-requests.ts";
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
    params: z.object({ id: TutorialId }),
    notFound: TutorialNotFound,
    responses: {
      200: {
        description: "The tutorial",
        content: { ...json(TutorialResponse), ...Markdown },
        headers: { ETag: "The version, for If-Match" },
      },
    },
    problems: ["tutorial_not_found", "not_acceptable"],
  },
  async ({ c, params, repositories }) => {
    const mediaType = negotiate(c, ["application/json", "text/markdown"]);
    const tutorial = await repositories.tutorials.get(params.id);
    c.header("Vary", "Accept", { append: true });
    return mediaType === "text/markdown"
      ? markdownResponse(c, renderTutorialMarkdown(tutorial), tutorial.version)
      : c.json(presentTutorial(tutorial), 200, { ETag: etag(tutorial.version) });
  },
);
