CREATE TABLE "transcript_contents" (
	"owner_id" uuid NOT NULL,
	"transcript_id" uuid NOT NULL,
	"gzip" "bytea" NOT NULL,
	CONSTRAINT "transcript_contents_pkey" PRIMARY KEY("transcript_id")
);
--> statement-breakpoint
ALTER TABLE "transcript_contents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "transcripts" DROP CONSTRAINT "transcripts_format_known";--> statement-breakpoint
ALTER TABLE "transcript_contents" ADD CONSTRAINT "transcript_contents_transcript_fkey" FOREIGN KEY ("owner_id","transcript_id") REFERENCES "public"."transcripts"("owner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcripts" ADD CONSTRAINT "transcripts_format_known" CHECK ("transcripts"."format" IN ('webvtt', 'srt', 'sbv', 'text', 'ttml', 'ass', 'podcasting-html', 'podcasting-json', 'whisper-json', 'whisper-cpp-json', 'youtube-json3', 'assemblyai-json', 'deepgram-json', 'aws-transcribe-json', 'cueprint-json'));--> statement-breakpoint
CREATE POLICY "transcript_contents_own" ON "transcript_contents" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("transcript_contents"."owner_id" = (SELECT caller_id())) WITH CHECK ("transcript_contents"."owner_id" = (SELECT caller_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON transcript_contents TO cueprint_api;
--> statement-breakpoint

-- Renames speakers in all cues of a transcript, each {from, to}, all at once. Raises CP404, CP412, or CP425 with the
-- index of the first renaming of somebody who does not speak.
CREATE FUNCTION rename_speakers(transcript uuid, expected_version integer, renamings jsonb, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  found_version integer;
  unknown bigint;
BEGIN
  SELECT version INTO found_version FROM transcripts WHERE id = transcript AND owner_id = caller_id() FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'transcript not found' USING ERRCODE = 'CP404';
  END IF;
  IF found_version <> expected_version THEN
    RAISE EXCEPTION 'transcript version stale' USING ERRCODE = 'CP412';
  END IF;
  SELECT min(ordinality) - 1 INTO unknown FROM jsonb_array_elements(renamings) WITH ORDINALITY AS renaming
  WHERE NOT EXISTS (SELECT FROM cues WHERE transcript_id = transcript AND speaker IS NOT DISTINCT FROM value ->> 'from');
  IF unknown IS NOT NULL THEN
    RAISE EXCEPTION 'speaker unknown' USING ERRCODE = 'CP425', DETAIL = unknown;
  END IF;
  UPDATE cues SET speaker = renaming.value ->> 'to' FROM jsonb_array_elements(renamings) AS renaming
  WHERE transcript_id = transcript AND owner_id = caller_id() AND speaker IS NOT DISTINCT FROM renaming.value ->> 'from';
  UPDATE transcripts SET version = version + 1, updated_at = at WHERE id = transcript;
END
$$;
--> statement-breakpoint

-- The weakest lock lets all calls of a user go on side by side. Who erases the user wants to be alone, and says so at
-- once: two that asked for more only later would each wait for the other.
CREATE FUNCTION lock_user(caller uuid, alone boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF alone THEN
    PERFORM FROM users WHERE id = caller FOR UPDATE;
  ELSE
    PERFORM FROM users WHERE id = caller FOR KEY SHARE;
  END IF;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'credentials invalid' USING ERRCODE = 'CP401';
  END IF;
END
$$;
--> statement-breakpoint
DROP FUNCTION authenticate(text, text);
--> statement-breakpoint
CREATE FUNCTION authenticate(key_digest text, needed_scope text, alone boolean) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  key api_keys%ROWTYPE;
BEGIN
  SELECT * INTO key FROM api_keys
  WHERE (digest = key_digest OR (previous_digest = key_digest AND previous_expires_at > now()))
    AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now());
  IF NOT FOUND THEN
    RAISE EXCEPTION 'credentials invalid' USING ERRCODE = 'CP401';
  END IF;
  PERFORM lock_user(key.owner_id, alone);
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
DROP FUNCTION authenticate_identity(text, text, uuid, text, text);
--> statement-breakpoint
CREATE FUNCTION authenticate_identity(token_issuer text, token_subject text, new_user uuid, user_email text, user_name text, alone boolean)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_user uuid;
BEGIN
  SELECT user_id INTO found_user FROM identities WHERE issuer = token_issuer AND subject = token_subject;
  IF NOT FOUND THEN
    -- Two first calls at once: the second one waits here, and finds the user of the first.
    PERFORM pg_advisory_xact_lock(hashtextextended(token_issuer || ' ' || token_subject, 0));
    SELECT user_id INTO found_user FROM identities WHERE issuer = token_issuer AND subject = token_subject;
    IF NOT FOUND THEN
      INSERT INTO users (id, email, display_name, version, created_at, updated_at)
      VALUES (new_user, user_email, user_name, 1, now(), now()) ON CONFLICT (email) DO NOTHING;
      IF NOT FOUND THEN
        INSERT INTO users (id, email, display_name, version, created_at, updated_at)
        VALUES (new_user, NULL, user_name, 1, now(), now());
      END IF;
      INSERT INTO identities (issuer, subject, user_id, created_at) VALUES (token_issuer, token_subject, new_user, now());
      found_user := new_user;
    END IF;
  END IF;
  PERFORM lock_user(found_user, alone);
  PERFORM set_config('cueprint.caller_id', found_user::text, true);
END
$$;
