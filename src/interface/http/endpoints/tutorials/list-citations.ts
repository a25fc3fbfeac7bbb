import * as z from "zod";
import { TutorialNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { TutorialId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { etag } from "../../conditional-requests.ts";
import { endpoint, json } from "../../endpoint.ts";
import { Id } from "../../schemas/common.ts";
import { CitationResponse, presentCitation } from "../../schemas/tutorial-response.ts";

const MOST_CITATIONS = limits.stepsPerTutorial * limits.citationsPerStep;
const Count = z.int().min(0).max(MOST_CITATIONS);

const CitationReport = z
  .object({
    items: z
      .array(
        z
          .object({
            stepId: Id.meta({ description: "The step that cites." }),
            stepTitle: z.string().max(limits.stepTitleLength).meta({ description: "Its title." }),
            citation: CitationResponse,
            currentQuote: z.string().max(limits.requestBytes).nullable().meta({
              description: "What the cited cues say now; null where they are gone.",
            }),
          })
          .meta({ id: "CitationCheck", description: "A citation beside what its cues say now." }),
      )
      .max(MOST_CITATIONS)
      .meta({ description: "In the order of the steps." }),
    counts: z
      .object({
        verified: Count.meta({ description: "How many say what their cues say." }),
        stale: Count.meta({ description: "How many have cues that changed since." }),
        missing: Count.meta({ description: "How many have cues that are gone." }),
      })
      .meta({ id: "CitationCounts", description: "How many citations are in each state." }),
  })
  .meta({ id: "CitationReport", description: "Whether a tutorial's citations hold." });

export const listCitations = endpoint(
  {
    method: "get",
    path: "/v1/tutorials/{id}/citations",
    operationId: "listCitations",
    summary: "Check the citations of a tutorial",
    description:
      "Each with what its cues say now. A corrected upload of the transcript moves citations with their cues; one whose words changed is `stale` until you accept the new ones or cite something else.",
    tag: "Tutorials",
    scope: "tutorials:read",
    params: z.object({ id: TutorialId.meta({ description: "The id of the tutorial." }) }),
    notFound: TutorialNotFound,
    responses: {
      200: {
        description: "The citations",
        content: json(CitationReport),
        headers: { ETag: "The version of the tutorial, for If-Match" },
      },
    },
    problems: ["tutorial_not_found"],
  },
  async ({ c, params, repositories }) => {
    const { version, citations } = await repositories.tutorials.citations(params.id);
    const counts = { verified: 0, stale: 0, missing: 0 };
    for (const { citation } of citations) counts[citation.state] += 1;
    const items = citations.map(({ stepId, stepTitle, citation, currentQuote }) => ({
      stepId,
      stepTitle,
      citation: presentCitation(citation),
      currentQuote,
    }));
    return c.json({ items, counts }, 200, { ETag: etag(version) });
  },
);
