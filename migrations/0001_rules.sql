-- Rules that table constraints cannot state. Each is raised as a check violation with a constraint's name, so that
-- it is translated like any other.

-- The user on whose behalf the current transaction works, as authenticate() found it; null where nobody is known.
CREATE FUNCTION caller_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('cueprint.caller_id', true), '')::uuid $$;
--> statement-breakpoint

-- The first statement of every authenticated call: proves the API key and its scope, and names the caller to the
-- statements that follow in the same transaction. Raising aborts them all.
CREATE FUNCTION authenticate(key_digest text, needed_scope text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  key api_keys%ROWTYPE;
BEGIN
  SELECT * INTO key FROM api_keys
  WHERE digest = key_digest AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now());
  IF NOT FOUND THEN
    RAISE EXCEPTION 'credentials invalid' USING ERRCODE = 'CP401';
  END IF;
  IF (needed_scope = ANY (key.scopes)) IS NOT TRUE THEN
    RAISE EXCEPTION 'scope missing' USING ERRCODE = 'CP403';
  END IF;
  -- Skipping a locked row keeps callers that share a key from waiting for each other.
  UPDATE api_keys SET last_used_at = now() WHERE id = (
    SELECT id FROM api_keys
    WHERE id = key.id AND (last_used_at IS NULL OR last_used_at < now() - interval '5 minutes')
    FOR UPDATE SKIP LOCKED
  );
  PERFORM set_config('cueprint.caller_id', key.owner_id::text, true);
END
$$;
--> statement-breakpoint

CREATE FUNCTION assert_version_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <= OLD.version THEN
    RAISE EXCEPTION 'the version of a row only grows' USING
      ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_TABLE_NAME || '_version_grows';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER users_version_grows BEFORE UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION assert_version_grows();
--> statement-breakpoint
CREATE TRIGGER transcripts_version_grows BEFORE UPDATE ON transcripts
  FOR EACH ROW EXECUTE FUNCTION assert_version_grows();
--> statement-breakpoint
CREATE TRIGGER tutorials_version_grows BEFORE UPDATE ON tutorials
  FOR EACH ROW EXECUTE FUNCTION assert_version_grows();
--> statement-breakpoint

CREATE FUNCTION assert_slug_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published tutorial keeps its slug' USING
    ERRCODE = 'check_violation', TABLE = 'tutorials', CONSTRAINT = 'tutorials_slug_kept';
END
$$;
--> statement-breakpoint
CREATE TRIGGER tutorials_slug_kept BEFORE UPDATE ON tutorials FOR EACH ROW
  WHEN (OLD.status = 'published' AND NEW.status = 'published' AND NEW.slug <> OLD.slug)
  EXECUTE FUNCTION assert_slug_kept();
--> statement-breakpoint

-- A citation that claims to be verified must say what its cues say, to the letter.
CREATE FUNCTION assert_citations_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM jsonb_path_query(NEW.steps, '$[*].citations[*] ? (@.state == "verified")') AS citation
    WHERE NOT EXISTS (
      SELECT FROM cues AS cue
      WHERE cue.transcript_id = NEW.transcript_id
        AND cue.position BETWEEN (citation ->> 'firstCue')::integer AND (citation ->> 'lastCue')::integer
      HAVING string_agg(cue.text, ' ' ORDER BY cue.position) = citation ->> 'quote'
        AND count(*) = (citation ->> 'lastCue')::integer - (citation ->> 'firstCue')::integer + 1
    )
  ) THEN
    RAISE EXCEPTION 'a verified citation does not hold' USING
      ERRCODE = 'check_violation', TABLE = 'tutorials', CONSTRAINT = 'tutorials_citations_hold';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tutorials_citations_hold AFTER INSERT OR UPDATE OF steps, transcript_id ON tutorials
  FOR EACH ROW EXECUTE FUNCTION assert_citations_hold();
--> statement-breakpoint

-- The statement ahead of a write that was computed from a transcript: the transcript must still be what was read,
-- and the lock keeps it so until the transaction ends.
CREATE FUNCTION assert_transcript_unchanged(transcript uuid, expected_version integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found_version integer;
BEGIN
  SELECT version INTO found_version FROM transcripts WHERE id = transcript AND owner_id = caller_id() FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'transcript not found' USING ERRCODE = 'CP404';
  END IF;
  IF found_version IS DISTINCT FROM expected_version THEN
    RAISE EXCEPTION 'transcript changed' USING ERRCODE = 'CP409';
  END IF;
END
$$;
