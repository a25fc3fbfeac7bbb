import { type SQL, sql } from "drizzle-orm";
import type { Cue } from "../../../domain/value-objects/cue.ts";

type CueRow = [position: number, startMs: number, endMs: number, speaker: string | null, text: string];

/**
 * All cues of a transcript as one JSON value: read by one native parse, where 20,000 rows would each be taken
 * apart by the driver and again by Drizzle.
 */
export function cueRowsOf(transcriptId: SQL): SQL<CueRow[]> {
  return sql<CueRow[]>`(
    SELECT json_agg(json_build_array(cue.position, cue.start_ms, cue.end_ms, cue.speaker, cue.text) ORDER BY cue.position)
    FROM cues AS cue WHERE cue.transcript_id = ${transcriptId}
  )`;
}

export function cuesFrom(rows: CueRow[] | null): Cue[] {
  // What the database holds has been through the parsers, and its constraints say the same.
  return (rows ?? []).map(
    ([position, startMs, endMs, speaker, text]) => ({ position, startMs, endMs, speaker, text }) as Cue,
  );
}
