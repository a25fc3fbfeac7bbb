CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "identities_pkey" PRIMARY KEY("issuer","subject"),
	CONSTRAINT "identities_issuer_length" CHECK (length("identities"."issuer") BETWEEN 1 AND 500),
	CONSTRAINT "identities_subject_length" CHECK (length("identities"."subject") BETWEEN 1 AND 255)
);
--> statement-breakpoint
ALTER TABLE "identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "storage_use" (
	"owner_id" uuid PRIMARY KEY NOT NULL,
	"transcripts" integer NOT NULL,
	"bytes" bigint NOT NULL,
	CONSTRAINT "storage_use_not_negative" CHECK ("storage_use"."transcripts" >= 0 AND "storage_use"."bytes" >= 0)
);
--> statement-breakpoint
ALTER TABLE "storage_use" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "rotated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "previous_digest" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "previous_expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "transcripts" ADD COLUMN "content_bytes" integer;--> statement-breakpoint
-- What was uploaded before is known by its cues alone.
UPDATE transcripts SET version = version + 1, content_bytes = greatest(1, (SELECT sum(octet_length(text)) FROM cues WHERE transcript_id = transcripts.id));--> statement-breakpoint
ALTER TABLE "transcripts" ALTER COLUMN "content_bytes" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "storage_use" ADD CONSTRAINT "storage_use_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_user_index" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "transcripts_owner_updated_index" ON "transcripts" USING btree ("owner_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "tutorials_owner_updated_index" ON "tutorials" USING btree ("owner_id","updated_at","id");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_previous_digest_unique" UNIQUE("previous_digest");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_previous_digest_shape" CHECK ("api_keys"."previous_digest" ~ '^[0-9a-f]{64}$');--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_previous_whole" CHECK (("api_keys"."previous_digest" IS NULL) = ("api_keys"."previous_expires_at" IS NULL) AND ("api_keys"."previous_digest" IS NULL OR "api_keys"."rotated_at" IS NOT NULL));--> statement-breakpoint
ALTER TABLE "transcripts" ADD CONSTRAINT "transcripts_content_bytes_positive" CHECK ("transcripts"."content_bytes" >= 1);--> statement-breakpoint
CREATE POLICY "storage_use_own" ON "storage_use" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("storage_use"."owner_id" = (SELECT caller_id())) WITH CHECK ("storage_use"."owner_id" = (SELECT caller_id()));
--> statement-breakpoint

-- A key's own secret opens the API, and for a while the one before its rotation.
CREATE OR REPLACE FUNCTION authenticate(key_digest text, needed_scope text) RETURNS void LANGUAGE plpgsql
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
  PERFORM FROM users WHERE id = key.owner_id FOR KEY SHARE;
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

-- The guard for callers whom an identity provider vouches for: the edge has proved the token. Makes the user when the
-- subject is first seen. An address that somebody has already is left out: it would let one take the other's place.
CREATE FUNCTION authenticate_identity(token_issuer text, token_subject text, new_user uuid, user_email text, user_name text)
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
  PERFORM FROM users WHERE id = found_user FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'credentials invalid' USING ERRCODE = 'CP401';
  END IF;
  PERFORM set_config('cueprint.caller_id', found_user::text, true);
END
$$;
--> statement-breakpoint

INSERT INTO storage_use (owner_id, transcripts, bytes)
SELECT owner_id, count(*), sum(content_bytes) FROM transcripts GROUP BY owner_id;
--> statement-breakpoint
GRANT SELECT ON storage_use TO cueprint_api;
--> statement-breakpoint

CREATE FUNCTION count_storage_use() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO storage_use AS used (owner_id, transcripts, bytes) VALUES (NEW.owner_id, 1, NEW.content_bytes)
    ON CONFLICT (owner_id) DO UPDATE
    SET transcripts = used.transcripts + 1, bytes = used.bytes + NEW.content_bytes;
  ELSIF TG_OP = 'UPDATE' THEN
    UPDATE storage_use SET bytes = bytes + NEW.content_bytes - OLD.content_bytes WHERE owner_id = NEW.owner_id;
  ELSE
    UPDATE storage_use SET transcripts = transcripts - 1, bytes = bytes - OLD.content_bytes WHERE owner_id = OLD.owner_id;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER transcripts_storage_counted AFTER INSERT OR DELETE ON transcripts
  FOR EACH ROW EXECUTE FUNCTION count_storage_use();
--> statement-breakpoint
CREATE TRIGGER transcripts_storage_recounted AFTER UPDATE OF content_bytes ON transcripts
  FOR EACH ROW WHEN (NEW.content_bytes <> OLD.content_bytes) EXECUTE FUNCTION count_storage_use();
--> statement-breakpoint

-- The statement behind a write that takes room: raises CP507 with what is used where that is more than the caller may.
CREATE FUNCTION assert_quota(most_transcripts integer, most_bytes bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  used storage_use%ROWTYPE;
BEGIN
  SELECT * INTO used FROM storage_use WHERE owner_id = caller_id();
  IF used.transcripts > most_transcripts OR used.bytes > most_bytes THEN
    RAISE EXCEPTION 'quota exceeded' USING ERRCODE = 'CP507',
      DETAIL = json_build_object('transcripts', used.transcripts, 'bytes', used.bytes)::text;
  END IF;
END
$$;
