ALTER INDEX "search_entries_words_index" SET (gin_pending_list_limit = 64);
--> statement-breakpoint
CREATE INDEX "transcripts_owner_content_index" ON "transcripts" USING btree ("owner_id","content_hash");
--> statement-breakpoint

-- As before, but the language is looked up once for each transcript, not once for each cue.
CREATE OR REPLACE FUNCTION index_cues() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  WITH transcript AS MATERIALIZED (
    SELECT id, search_configuration(language) AS configuration FROM transcripts
    WHERE id IN (SELECT DISTINCT transcript_id FROM inserted)
  )
  INSERT INTO search_entries (owner_id, transcript_id, position, words)
  SELECT cue.owner_id, cue.transcript_id, cue.position,
    search_cue_words(plain, lead(plain) OVER following, stems, lead(stems) OVER following)
      || search_scope(cue.owner_id, cue.transcript_id)
  FROM inserted AS cue
  JOIN transcript ON transcript.id = cue.transcript_id
  CROSS JOIN LATERAL search_words(configuration, cue.text)
  WINDOW following AS (PARTITION BY cue.transcript_id ORDER BY cue.position);
  RETURN NULL;
END
$$;
--> statement-breakpoint

-- The statement ahead of a corrected upload, which was computed from a transcript and its tutorials: both must still be
-- what was read, and the locks keep them so until the transaction ends. Raises CP404 or CP409.
CREATE FUNCTION begin_correction(transcript uuid, expected_version integer, read_tutorials jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  found_version integer;
BEGIN
  SELECT version INTO found_version FROM transcripts WHERE id = transcript AND owner_id = caller_id() FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'transcript not found' USING ERRCODE = 'CP404';
  END IF;
  PERFORM FROM tutorials WHERE transcript_id = transcript AND owner_id = caller_id() ORDER BY id FOR NO KEY UPDATE;
  IF found_version <> expected_version OR read_tutorials IS DISTINCT FROM (
    SELECT coalesce(jsonb_object_agg(id, version), '{}') FROM tutorials
    WHERE transcript_id = transcript AND owner_id = caller_id()
  ) THEN
    RAISE EXCEPTION 'transcript changed' USING ERRCODE = 'CP409';
  END IF;
END
$$;
