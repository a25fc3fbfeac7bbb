import * as z from "zod";
import { RevisionNotFound } from "../../../../domain/exceptions/tutorial.ts";
import { compareRevisions, type StepComparison } from "../../../../domain/models/revision-comparison.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { negotiate } from "../../content-negotiation.ts";
import { endpoint, json } from "../../endpoint.ts";
import { renderRevisionPatch } from "../../presentation/revision-patch.ts";
import { Id, Version } from "../../schemas/common.ts";
import { CitationResponse, presentCitation } from "../../schemas/tutorial-response.ts";
import { revisionParams, VersionNumber } from "./revision-params.ts";

const Position = z.int().min(1).max(limits.stepsPerTutorial).nullable();
const differs = (maxLength: number, id: string, what: string) =>
  z
    .object({
      before: z.string().max(maxLength).meta({ description: "As it was." }),
      after: z.string().max(maxLength).meta({ description: "As it became." }),
    })
    .nullable()
    .meta({ id, description: `How the ${what} differs; null where it does not.` });
const TitleDifference = differs(limits.titleLength, "TitleDifference", "title");
const citations = (what: string) =>
  z
    .array(CitationResponse)
    .max(limits.citationsPerStep)
    .meta({ description: `Citations that only the ${what} revision has.` });

const Comparison = z
  .object({
    before: Version.meta({ description: "The version that is compared with." }),
    after: Version.meta({ description: "The version that is compared." }),
    title: TitleDifference,
    slug: differs(limits.slugLength, "SlugDifference", "slug"),
    steps: z
      .array(
        z
          .object({
            stepId: Id,
            change: z
              .string()
              .max(50)
              .meta({ description: "`added`, `removed`, `changed` or `unchanged`.", examples: ["changed"] }),
            isMoved: z.boolean().meta({ description: "Whether it stands elsewhere among the others." }),
            positionBefore: Position.meta({ description: "Where it stood, from 1; null where it is added." }),
            positionAfter: Position.meta({ description: "Where it stands; null where it is removed." }),
            title: TitleDifference,
            body: differs(limits.stepBodyLength, "BodyDifference", "body"),
            citationsAdded: citations("later"),
            citationsRemoved: citations("earlier"),
          })
          .meta({ id: "StepComparison", description: "What became of a step." }),
      )
      .max(2 * limits.stepsPerTutorial)
      .meta({ description: "Every step that either revision has, in the order of the later one." }),
  })
  .meta({ id: "RevisionComparison", description: "What differs between two revisions." });

export const compareRevisionsEndpoint = endpoint(
  {
    method: "get",
    path: "/v1/tutorials/{id}/revisions/{version}/comparison",
    operationId: "compareRevisions",
    summary: "Compare a revision with another",
    description:
      "Step by step as JSON; by `Accept: text/x-diff` for people, as a unified diff of their Markdown.",
    tag: "Revisions",
    scope: "tutorials:read",
    params: revisionParams,
    query: z.strictObject({
      base: VersionNumber.optional().meta({
        description: "The version to compare with; the one before, where it is left out.",
      }),
    }),
    notFound: RevisionNotFound,
    responses: {
      200: {
        description: "What differs",
        content: {
          ...json(Comparison),
          "text/x-diff": {
            schema: z
              .string()
              .meta({ id: "Patch", description: "A unified diff. As long as it needs to be." }),
          },
        },
      },
    },
    problems: ["tutorial_not_found", "revision_not_found", "not_acceptable"],
  },
  async ({ c, params, query, repositories }) => {
    c.header("Vary", "Accept", { append: true });
    const mediaType = negotiate(c, ["application/json", "text/x-diff"]);
    const other = query.base ?? params.version - 1;
    const [before, after] = await repositories.tutorials.revisionsOf(params.id, [other, params.version]);
    if (mediaType === "text/x-diff") {
      return c.body(renderRevisionPatch(before, after), 200, {
        "Content-Type": "text/x-diff; charset=utf-8",
      });
    }
    const { steps, ...rest } = compareRevisions(before, after);
    return c.json({ ...rest, steps: steps.map(present) });
  },
);

function present({ citationsAdded, citationsRemoved, ...step }: StepComparison) {
  return {
    ...step,
    citationsAdded: citationsAdded.map(presentCitation),
    citationsRemoved: citationsRemoved.map(presentCitation),
  };
}
