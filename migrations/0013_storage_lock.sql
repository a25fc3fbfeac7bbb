-- What a user stores is counted when all else of an upload is done: the row is locked from then on, and uploads of one
-- user would go one after the other.
DROP TRIGGER transcripts_storage_counted ON transcripts;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER transcripts_storage_counted AFTER INSERT OR DELETE ON transcripts
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_storage_use();
--> statement-breakpoint

-- The last statement of a write that takes room: raises CP507 with what is used where that is more than the caller may.
CREATE OR REPLACE FUNCTION assert_quota(most_transcripts integer, most_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  used storage_use%ROWTYPE;
BEGIN
  SET CONSTRAINTS transcripts_storage_counted IMMEDIATE;
  SELECT * INTO used FROM storage_use WHERE owner_id = caller_id();
  IF used.transcripts > most_transcripts OR used.bytes > most_bytes THEN
    RAISE EXCEPTION 'quota exceeded' USING ERRCODE = 'CP507',
      DETAIL = json_build_object('transcripts', used.transcripts, 'bytes', used.bytes)::text;
  END IF;
END
$$;
