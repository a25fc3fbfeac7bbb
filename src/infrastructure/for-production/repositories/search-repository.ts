import { sql } from "drizzle-orm";
import { TranscriptNotFound } from "../../../domain/exceptions/transcript.ts";
import type {
  CueFind,
  SearchFind,
  SearchPosition,
  SearchRepository,
  StepFind,
} from "../../../domain/repositories/search-repository.ts";
import { limits } from "../../../domain/value-objects/limits.ts";
import { snippetOf } from "../../../domain/value-objects/snippet.ts";
import { callerId, type Reads } from "../database.ts";

/** A find as the statement gives it: the text it was found in, and the same with its matches marked. */
type Row = {
  after: SearchPosition;
  original: string;
  marked: string;
  find: Omit<CueFind, "snippet"> | Omit<StepFind, "snippet">;
};

export function createSearchRepository({ statements, read }: Reads): SearchRepository {
  return {
    async find(terms, { kind, transcriptId, speaker }, { limit, after }) {
      const [{ rows: found }, { rows: transcripts }] = await read([
        statements.execute<{ finds: Row[] }>(sql`
          SELECT coalesce(json_agg(find ORDER BY rank DESC, id), '[]') AS finds FROM (
            SELECT entry.id, entry.rank, json_build_object(
              'after', json_build_object('rank', entry.rank::text, 'id', entry.id::text),
              'original', said.original,
              'marked', highlight(search_configuration(said.language), said.original, entry.query),
              'find', said.find
            ) AS find
            FROM search_entries_of_caller(
              ${JSON.stringify(terms)}::jsonb, ${transcriptId ?? null}::uuid, ${kind ?? null}, ${speaker ?? null},
              ${after?.rank ?? null}::real, ${after?.id ?? null}::bigint, ${limit + 1}, ${limits.rankedFinds}
            ) AS entry
            JOIN transcripts ON transcripts.id = entry.transcript_id AND transcripts.owner_id = ${callerId}
            CROSS JOIN LATERAL (
              SELECT transcripts.language,
                concat_ws(' ', cue.text, (SELECT text FROM cues WHERE transcript_id = cue.transcript_id AND position = cue.position + 1))
                  AS original,
                json_build_object('kind', 'cue', 'rank', entry.rank, 'position', cue.position, 'startMs', cue.start_ms,
                  'endMs', cue.end_ms, 'speaker', cue.speaker,
                  'transcript', json_build_object('id', transcripts.id, 'title', transcripts.title)) AS find
              FROM cues AS cue
              WHERE cue.transcript_id = entry.transcript_id AND cue.position = entry.position
              UNION ALL
              SELECT tutorials.language, concat_ws(E'\n', step ->> 'title', step ->> 'body'),
                json_build_object('kind', 'step', 'rank', entry.rank,
                  'transcript', json_build_object('id', transcripts.id, 'title', transcripts.title),
                  'tutorial', json_build_object('id', tutorials.id, 'title', tutorials.title),
                  'step', json_build_object('id', step -> 'id', 'title', step -> 'title'),
                  'startMs', step #> '{citations,0,startMs}', 'endMs', step #> '{citations,0,endMs}')
              FROM tutorials, jsonb_array_elements(tutorials.steps) AS step
              WHERE tutorials.id = entry.tutorial_id AND step ->> 'id' = entry.step_id
            ) AS said
          ) AS finds`),
        statements.execute(
          sql`SELECT FROM transcripts WHERE id = ${transcriptId ?? null}::uuid AND owner_id = ${callerId}`,
        ),
      ]);
      if (transcriptId !== undefined && transcripts.length === 0) throw new TranscriptNotFound();
      const all = found[0]?.finds ?? [];
      const shown = all.slice(0, limit);
      return {
        items: shown.map(
          ({ find, original, marked }) => ({ ...find, snippet: snippetOf(original, marked) }) as SearchFind,
        ),
        next: all.length > limit ? (shown.at(-1)?.after ?? null) : null,
      };
    },
  };
}
