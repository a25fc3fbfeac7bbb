CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hint" text NOT NULL,
	"digest" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_digest_unique" UNIQUE("digest"),
	CONSTRAINT "api_keys_digest_shape" CHECK ("api_keys"."digest" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "api_keys_name_length" CHECK (length("api_keys"."name") BETWEEN 1 AND 100),
	CONSTRAINT "api_keys_hint_length" CHECK (length("api_keys"."hint") BETWEEN 1 AND 10),
	CONSTRAINT "api_keys_scopes_known" CHECK (cardinality("api_keys"."scopes") >= 1 AND "api_keys"."scopes" <@ ARRAY['transcripts:read', 'transcripts:write', 'tutorials:read', 'tutorials:write', 'keys:manage', 'me:manage']),
	CONSTRAINT "api_keys_expiry_after_creation" CHECK ("api_keys"."expires_at" > "api_keys"."created_at")
);
--> statement-breakpoint
CREATE TABLE "cues" (
	"transcript_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"start_ms" integer NOT NULL,
	"end_ms" integer NOT NULL,
	"speaker" text,
	"text" text NOT NULL,
	CONSTRAINT "cues_pkey" PRIMARY KEY("transcript_id","position"),
	CONSTRAINT "cues_position_range" CHECK ("cues"."position" BETWEEN 1 AND 20000),
	CONSTRAINT "cues_time_range" CHECK (0 <= "cues"."start_ms" AND "cues"."start_ms" <= "cues"."end_ms"),
	CONSTRAINT "cues_speaker_length" CHECK (length("cues"."speaker") BETWEEN 1 AND 200),
	CONSTRAINT "cues_text_length" CHECK ("cues"."text" ~ '\S' AND length("cues"."text") BETWEEN 1 AND 10000)
);
--> statement-breakpoint
CREATE TABLE "transcripts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"title" text NOT NULL,
	"language" text,
	"media_url" text,
	"format" text NOT NULL,
	"content_hash" text NOT NULL,
	"cue_count" integer NOT NULL,
	"duration_ms" integer NOT NULL,
	"import_report" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "transcripts_owner_id_unique" UNIQUE("owner_id","id"),
	CONSTRAINT "transcripts_title_length" CHECK (length("transcripts"."title") BETWEEN 1 AND 200),
	CONSTRAINT "transcripts_language_shape" CHECK ("transcripts"."language" ~ '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$' AND length("transcripts"."language") BETWEEN 2 AND 35),
	CONSTRAINT "transcripts_media_url_shape" CHECK ("transcripts"."media_url" ~ '^https?://' AND length("transcripts"."media_url") BETWEEN 8 AND 2048),
	CONSTRAINT "transcripts_format_known" CHECK ("transcripts"."format" IN ('webvtt', 'srt')),
	CONSTRAINT "transcripts_content_hash_shape" CHECK ("transcripts"."content_hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "transcripts_cue_count_range" CHECK ("transcripts"."cue_count" BETWEEN 1 AND 20000),
	CONSTRAINT "transcripts_duration_not_negative" CHECK ("transcripts"."duration_ms" >= 0),
	CONSTRAINT "transcripts_version_positive" CHECK ("transcripts"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "tutorials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"transcript_id" uuid NOT NULL,
	"title" text NOT NULL,
	"slug" text NOT NULL,
	"language" text,
	"status" text NOT NULL,
	"steps" jsonb NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "tutorials_slug_unique" UNIQUE("slug"),
	CONSTRAINT "tutorials_title_length" CHECK (length("tutorials"."title") BETWEEN 1 AND 200),
	CONSTRAINT "tutorials_slug_shape" CHECK ("tutorials"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("tutorials"."slug") BETWEEN 3 AND 80),
	CONSTRAINT "tutorials_language_shape" CHECK ("tutorials"."language" ~ '^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$' AND length("tutorials"."language") BETWEEN 2 AND 35),
	CONSTRAINT "tutorials_status_known" CHECK ("tutorials"."status" IN ('draft', 'published')),
	CONSTRAINT "tutorials_published_at_matches" CHECK (("tutorials"."status" = 'published') = ("tutorials"."published_at" IS NOT NULL)),
	CONSTRAINT "tutorials_steps_shape" CHECK (CASE jsonb_typeof("tutorials"."steps") WHEN 'array' THEN jsonb_array_length("tutorials"."steps") <= 500 ELSE false END),
	CONSTRAINT "tutorials_publishable" CHECK ("tutorials"."status" <> 'published' OR (jsonb_path_exists("tutorials"."steps", '$[*]') AND NOT jsonb_path_exists("tutorials"."steps", '$[*] ? (!exists(@.citations[*]) || exists(@.citations[*] ? (!exists(@ ? (@.state == "verified")))))'))),
	CONSTRAINT "tutorials_version_positive" CHECK ("tutorials"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email"),
	CONSTRAINT "users_email_shape" CHECK ("users"."email" = lower("users"."email") AND "users"."email" ~ '^[^@\s]+@[^@\s]+$' AND length("users"."email") BETWEEN 3 AND 254),
	CONSTRAINT "users_display_name_length" CHECK (length("users"."display_name") BETWEEN 1 AND 100),
	CONSTRAINT "users_version_positive" CHECK ("users"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cues" ADD CONSTRAINT "cues_transcript_id_transcripts_id_fk" FOREIGN KEY ("transcript_id") REFERENCES "public"."transcripts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transcripts" ADD CONSTRAINT "transcripts_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tutorials" ADD CONSTRAINT "tutorials_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tutorials" ADD CONSTRAINT "tutorials_transcript_fkey" FOREIGN KEY ("owner_id","transcript_id") REFERENCES "public"."transcripts"("owner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_keys_owner_index" ON "api_keys" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "tutorials_owner_index" ON "tutorials" USING btree ("owner_id","id");--> statement-breakpoint
CREATE INDEX "tutorials_transcript_index" ON "tutorials" USING btree ("owner_id","transcript_id");