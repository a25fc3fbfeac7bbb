import * as z from "zod";
import type { SearchPosition } from "../../../../domain/repositories/search-repository.ts";
import { TranscriptId } from "../../../../domain/value-objects/ids.ts";
import { limits } from "../../../../domain/value-objects/limits.ts";
import { parseSearchQuery } from "../../../../domain/value-objects/search-query.ts";
import { singleLine } from "../../../../domain/value-objects/text.ts";
import { endpoint, json } from "../../endpoint.ts";
import { listResponse, pageQuery, pageSchema, readCursor } from "../../pagination.ts";
import { requestInvalid } from "../../problems/http-exceptions.ts";
import { presentSearchFind, SearchFindResponse } from "../../schemas/search-response.ts";

export const search = endpoint(
  {
    method: "get",
    path: "/v1/search",
    operationId: "search",
    summary: "Search in all that you own",
    description: `Finds cues of transcripts and steps of tutorials, the best first. Words are found in their other forms too, by the language of the transcript; all of them must stand in a cue and the one after it. \`"a phrase"\` is found to the letter, \`begin*\` finds what begins so, \`-word\` leaves out what has it. At most ${limits.rankedFinds} finds of a query are ranked.`,
    tag: "Search",
    scope: "search:read",
    query: z.strictObject({
      q: z
        .string()
        .min(1)
        .max(limits.searchQueryLength)
        .refine((text) => text.isWellFormed(), "must be well-formed Unicode")
        // Postgres has no text with it.
        .refine((text) => !text.includes("\0"), "must not contain NUL")
        .meta({
          description: `What to look for; of more than ${limits.searchTerms} terms the rest is not looked at.`,
          examples: ['"command line" install -windows'],
        }),
      kind: z
        .enum(["cue", "step"])
        .optional()
        .meta({ description: "Only what was said, or only what stands in tutorials." }),
      transcriptId: TranscriptId.optional().meta({
        description: "Only in this transcript and the tutorials made from it.",
      }),
      speaker: singleLine(limits.speakerLength)
        .optional()
        .meta({
          description: "Only what this speaker says, whatever the case of the name.",
          examples: ["Ada"],
        }),
      ...pageQuery,
    }),
    responses: {
      200: {
        description: "A page of finds",
        content: json(pageSchema(SearchFindResponse, "SearchPage")),
        headers: { Link: 'The next page, as rel="next"' },
      },
    },
    problems: ["transcript_not_found"],
  },
  async ({ c, query, repositories }) => {
    const { q, kind, transcriptId, speaker, limit } = query;
    const terms = parseSearchQuery(q);
    if (terms.length === 0) {
      throw requestInvalid([
        { pointer: "query/q", code: "nothing_to_find", message: "must name something to look for" },
      ]);
    }
    const position = await readCursor(c, query);
    const after = position === undefined ? undefined : decodePosition(position);
    const page = await repositories.search.find(terms, { kind, transcriptId, speaker }, { limit, after });
    const next = page.next && encodePosition(page.next);
    return listResponse(c, query, next, page.items.map(presentSearchFind));
  },
);

function encodePosition({ rank, id }: SearchPosition): string {
  return btoa(`${rank} ${id}`).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decodePosition(position: string): SearchPosition {
  const [rank = "", ...id] = atob(position.replaceAll("-", "+").replaceAll("_", "/")).split(" ");
  return { rank, id: id.join(" ") };
}
