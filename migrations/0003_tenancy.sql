-- The API's own role. It is the cluster's, not this database's, so it may be there already. It cannot log in until
-- who deploys gives it a password: ALTER ROLE cueprint_api LOGIN PASSWORD '…'.
DO $$ BEGIN
  CREATE ROLE cueprint_api NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO cueprint_api;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON users, api_keys, transcripts, cues, tutorials TO cueprint_api;
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cues" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "transcripts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tutorials" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cues" DROP CONSTRAINT "cues_transcript_id_transcripts_id_fk";
--> statement-breakpoint
ALTER TABLE "cues" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
UPDATE cues SET owner_id = transcripts.owner_id FROM transcripts WHERE transcripts.id = cues.transcript_id;--> statement-breakpoint
ALTER TABLE "cues" ALTER COLUMN "owner_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cues" ADD CONSTRAINT "cues_transcript_fkey" FOREIGN KEY ("owner_id","transcript_id") REFERENCES "public"."transcripts"("owner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "api_keys_own" ON "api_keys" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("api_keys"."owner_id" = (SELECT caller_id())) WITH CHECK ("api_keys"."owner_id" = (SELECT caller_id()));--> statement-breakpoint
CREATE POLICY "cues_own" ON "cues" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("cues"."owner_id" = (SELECT caller_id())) WITH CHECK ("cues"."owner_id" = (SELECT caller_id()));--> statement-breakpoint
CREATE POLICY "transcripts_own" ON "transcripts" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("transcripts"."owner_id" = (SELECT caller_id())) WITH CHECK ("transcripts"."owner_id" = (SELECT caller_id()));--> statement-breakpoint
CREATE POLICY "tutorials_own" ON "tutorials" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("tutorials"."owner_id" = (SELECT caller_id())) WITH CHECK ("tutorials"."owner_id" = (SELECT caller_id()));--> statement-breakpoint
CREATE POLICY "tutorials_public" ON "tutorials" AS PERMISSIVE FOR SELECT TO "cueprint_api" USING ((SELECT caller_id()) IS NULL AND "tutorials"."status" = 'published');--> statement-breakpoint
CREATE POLICY "users_own" ON "users" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("users"."id" = (SELECT caller_id())) WITH CHECK ("users"."id" = (SELECT caller_id()));
--> statement-breakpoint

-- The guard reads the keys of everybody, to find whose this one is: it runs as the tables' owner.
ALTER FUNCTION authenticate(text, text) SECURITY DEFINER SET search_path = public, pg_temp;
--> statement-breakpoint

-- The media URL of a published tutorial, whose transcript is nobody else's business.
CREATE FUNCTION published_media_url(tutorial uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
  SELECT transcripts.media_url FROM tutorials JOIN transcripts ON transcripts.id = tutorials.transcript_id
  WHERE tutorials.id = tutorial AND tutorials.status = 'published'
$$;
