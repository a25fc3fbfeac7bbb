CREATE TABLE "tutorial_revisions" (
	"tutorial_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"owner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"slug" text NOT NULL,
	"language" text,
	"media_url" text,
	"steps" jsonb NOT NULL,
	"published_override" text,
	"api_key_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tutorial_revisions_pkey" PRIMARY KEY("tutorial_id","version")
);
--> statement-breakpoint
ALTER TABLE "tutorial_revisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tutorials" DROP CONSTRAINT "tutorials_publishable";--> statement-breakpoint
DROP INDEX "tutorials_owner_index";--> statement-breakpoint
ALTER TABLE "tutorials" ADD COLUMN "drafting" jsonb;--> statement-breakpoint
ALTER TABLE "tutorials" ADD COLUMN "last_change" text;--> statement-breakpoint
ALTER TABLE "tutorials" ADD COLUMN "published_version" integer;--> statement-breakpoint
ALTER TABLE "tutorials" ADD COLUMN "published_override" text;--> statement-breakpoint
-- Of tutorials that are there already, this version is the first that is kept.
UPDATE tutorials SET version = version + 1, last_change = CASE status WHEN 'published' THEN 'published' ELSE 'edited' END,
  drafting = '{"method": "extractive", "notes": []}', published_version = CASE status WHEN 'published' THEN version + 1 END;--> statement-breakpoint
ALTER TABLE "tutorials" ALTER COLUMN "drafting" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tutorials" ALTER COLUMN "last_change" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tutorials" ADD CONSTRAINT "tutorials_owner_id_unique" UNIQUE("owner_id","id");--> statement-breakpoint
ALTER TABLE "tutorial_revisions" ADD CONSTRAINT "tutorial_revisions_tutorial_fkey" FOREIGN KEY ("owner_id","tutorial_id") REFERENCES "public"."tutorials"("owner_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tutorials" ADD CONSTRAINT "tutorials_last_change_known" CHECK ("tutorials"."last_change" IN ('drafted', 'edited', 'published', 'unpublished', 'restored', 'citations-accepted', 're-anchored', 'media-changed'));--> statement-breakpoint
ALTER TABLE "tutorials" ADD CONSTRAINT "tutorials_published_version_matches" CHECK (("tutorials"."status" = 'published') = ("tutorials"."published_version" IS NOT NULL) AND "tutorials"."published_version" <= "tutorials"."version");--> statement-breakpoint
ALTER TABLE "tutorials" ADD CONSTRAINT "tutorials_published_override_shape" CHECK ("tutorials"."published_override" IS NULL OR ("tutorials"."status" = 'published' AND length("tutorials"."published_override") BETWEEN 1 AND 500));--> statement-breakpoint
CREATE POLICY "tutorial_revisions_own" ON "tutorial_revisions" AS PERMISSIVE FOR ALL TO "cueprint_api" USING ("tutorial_revisions"."owner_id" = (SELECT caller_id())) WITH CHECK ("tutorial_revisions"."owner_id" = (SELECT caller_id()));--> statement-breakpoint
CREATE POLICY "tutorial_revisions_public" ON "tutorial_revisions" AS PERMISSIVE FOR SELECT TO "cueprint_api" USING ((SELECT caller_id()) IS NULL AND EXISTS (SELECT FROM "tutorials" WHERE "tutorials"."id" = "tutorial_revisions"."tutorial_id" AND "tutorials"."published_version" = "tutorial_revisions"."version"));
--> statement-breakpoint

GRANT SELECT ON tutorial_revisions TO cueprint_api;
--> statement-breakpoint

-- As before, and it says which key the call is made with: revisions tell.
CREATE OR REPLACE FUNCTION authenticate(key_digest text, needed_scope text, alone boolean) RETURNS void LANGUAGE plpgsql
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
  PERFORM set_config('cueprint.caller_id', key.owner_id::text, true), set_config('cueprint.api_key_id', key.id::text, true);
END
$$;
--> statement-breakpoint

CREATE FUNCTION write_tutorial_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO tutorial_revisions
    (tutorial_id, version, owner_id, kind, title, slug, language, media_url, steps, published_override, api_key_id, created_at)
  SELECT NEW.id, NEW.version, NEW.owner_id, NEW.last_change, NEW.title, NEW.slug, NEW.language, media_url, NEW.steps,
    NEW.published_override, nullif(current_setting('cueprint.api_key_id', true), '')::uuid, NEW.updated_at
  FROM transcripts WHERE id = NEW.transcript_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
INSERT INTO tutorial_revisions
  (tutorial_id, version, owner_id, kind, title, slug, language, media_url, steps, created_at)
SELECT tutorials.id, tutorials.version, tutorials.owner_id, last_change, tutorials.title, slug, tutorials.language,
  media_url, steps, tutorials.updated_at
FROM tutorials JOIN transcripts ON transcripts.id = transcript_id;
--> statement-breakpoint
CREATE TRIGGER tutorials_revised AFTER INSERT OR UPDATE ON tutorials
  FOR EACH ROW EXECUTE FUNCTION write_tutorial_revision();
--> statement-breakpoint

-- Only what is published must be fit for it: its owner may leave the version after it half done.
DROP TRIGGER tutorials_publishable ON tutorials;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION explain_not_publishable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reason text;
BEGIN
  IF NEW.published_version <> NEW.version THEN
    RAISE EXCEPTION 'what is published is the version that publishing makes' USING
      ERRCODE = 'check_violation', TABLE = 'tutorials', CONSTRAINT = 'tutorials_published_version_own';
  END IF;
  SELECT CASE
    WHEN NOT jsonb_path_exists(value, '$.citations[*]') THEN format('step %s cites nothing', ordinality)
    ELSE format('step %s has a citation that does not hold', ordinality)
  END INTO reason
  FROM jsonb_array_elements(NEW.steps) WITH ORDINALITY
  WHERE NOT jsonb_path_exists(value, '$.citations[*]')
    OR (NEW.published_override IS NULL AND jsonb_path_exists(value, '$.citations[*] ? (!exists(@ ? (@.state == "verified")))'))
  ORDER BY ordinality LIMIT 1;
  IF NEW.steps = '[]' THEN
    reason := 'it has no step';
  END IF;
  IF reason IS NOT NULL THEN
    RAISE EXCEPTION 'the tutorial cannot be published' USING
      ERRCODE = 'check_violation', TABLE = 'tutorials', CONSTRAINT = 'tutorials_publishable', DETAIL = reason;
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tutorials_added_publishable BEFORE INSERT ON tutorials FOR EACH ROW
  WHEN (NEW.published_version IS NOT NULL AND jsonb_typeof(NEW.steps) = 'array')
  EXECUTE FUNCTION explain_not_publishable();
--> statement-breakpoint
CREATE TRIGGER tutorials_publishable BEFORE UPDATE ON tutorials FOR EACH ROW
  WHEN (NEW.published_version IS DISTINCT FROM OLD.published_version AND NEW.published_version IS NOT NULL AND jsonb_typeof(NEW.steps) = 'array')
  EXECUTE FUNCTION explain_not_publishable();
--> statement-breakpoint

-- Revisions have it from now on.
DROP FUNCTION published_media_url(uuid);
--> statement-breakpoint

-- Tutorials tell where their recording is: another address makes another version. Readers are given it where nothing
-- is being edited behind what they see.
CREATE FUNCTION follow_media_url() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE tutorials SET version = version + 1, updated_at = NEW.updated_at, last_change = 'media-changed',
    published_version = CASE published_version WHEN version THEN version + 1 ELSE published_version END
  WHERE owner_id = NEW.owner_id AND transcript_id = NEW.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER transcripts_media_followed AFTER UPDATE OF media_url ON transcripts
  FOR EACH ROW WHEN (NEW.media_url IS DISTINCT FROM OLD.media_url) EXECUTE FUNCTION follow_media_url();
--> statement-breakpoint

CREATE FUNCTION raise_step_problem(problem jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the steps cannot be resolved' USING ERRCODE = 'CP422', DETAIL = problem::text;
END
$$;
--> statement-breakpoint

-- Where in an array of steps one stands, counted from 1.
CREATE FUNCTION step_place(steps jsonb[], id text, pointer text) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  FOR at IN 1 .. cardinality(steps) LOOP
    IF steps[at] ->> 'id' = id THEN
      RETURN at;
    END IF;
  END LOOP;
  PERFORM raise_step_problem(jsonb_build_object('code', 'step_unknown', 'pointer', pointer));
END
$$;
--> statement-breakpoint

-- Citations that are still to be quoted, each with where in the request it stands.
CREATE FUNCTION unquoted(citations jsonb, pointer text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('firstCue', value -> 'firstCue', 'lastCue', value -> 'lastCue',
    'quote', value -> 'quote', 'pointer', pointer || '/citations/' || ordinality - 1) ORDER BY ordinality), '[]')
  FROM jsonb_array_elements(citations) WITH ORDINALITY
$$;
--> statement-breakpoint

-- All the steps as an editor has sent them, each {id, isNew, title, body, citations}; for resolve_steps().
CREATE FUNCTION sent_steps(present jsonb, sent jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  unknown bigint;
BEGIN
  SELECT min(ordinality) - 1 INTO unknown FROM jsonb_array_elements(sent) WITH ORDINALITY AS step
  WHERE NOT (value ->> 'isNew')::boolean
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(present) AS known WHERE known.value ->> 'id' = step.value ->> 'id');
  IF unknown IS NOT NULL THEN
    PERFORM raise_step_problem(jsonb_build_object('code', 'step_unknown', 'pointer', '/steps/' || unknown || '/id'));
  END IF;
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', value -> 'id', 'title', value -> 'title', 'body', value -> 'body',
      'citations', unquoted(value -> 'citations', '/steps/' || ordinality - 1)) ORDER BY ordinality), '[]')
    FROM jsonb_array_elements(sent) WITH ORDINALITY
  );
END
$$;
--> statement-breakpoint

-- The steps after an editor's operations, one after the other; citations of steps that they leave alone are as they
-- were. What is wrong is raised as CP422 with a detail {code, pointer, …}; for resolve_steps().
CREATE FUNCTION apply_step_operations(present jsonb, operations jsonb, longest_body integer, most_citations integer, most_steps integer)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  steps jsonb[] := ARRAY(SELECT value FROM jsonb_array_elements(present) WITH ORDINALITY ORDER BY ordinality);
  operation jsonb;
  pointer text;
  nth integer := -1;
  at integer;
  behind integer;
  step jsonb;
  other jsonb;
  body text;
  cut integer;
  problem jsonb;
BEGIN
  FOR operation IN SELECT value FROM jsonb_array_elements(operations) WITH ORDINALITY ORDER BY ordinality LOOP
    nth := nth + 1;
    pointer := '/operations/' || nth;
    problem := NULL;
    IF operation ? 'stepId' THEN
      at := step_place(steps, operation ->> 'stepId', pointer || '/stepId');
      step := steps[at];
    END IF;
    CASE operation ->> 'op'
    WHEN 'insert' THEN
      behind := CASE
        WHEN NOT operation ? 'after' THEN cardinality(steps)
        WHEN operation ->> 'after' IS NULL THEN 0
        ELSE step_place(steps, operation ->> 'after', pointer || '/after')
      END;
      step := jsonb_build_object('id', operation -> 'id', 'title', operation -> 'title', 'body', operation -> 'body',
        'citations', unquoted(operation -> 'citations', pointer));
      steps := steps[:behind] || ARRAY[step] || steps[behind + 1:];
    WHEN 'update' THEN
      IF operation ? 'title' THEN step := jsonb_set(step, '{title}', operation -> 'title'); END IF;
      IF operation ? 'body' THEN step := jsonb_set(step, '{body}', operation -> 'body'); END IF;
      IF operation ? 'citations' THEN
        step := jsonb_set(step, '{citations}', unquoted(operation -> 'citations', pointer));
      END IF;
      steps[at] := step;
    WHEN 'move' THEN
      IF operation ->> 'after' = operation ->> 'stepId' THEN
        problem := jsonb_build_object('pointer', pointer || '/after', 'message', 'is the step itself');
      ELSE
        behind := CASE WHEN operation ->> 'after' IS NULL THEN 0 ELSE step_place(steps, operation ->> 'after', pointer || '/after') END;
        steps := steps[:at - 1] || steps[at + 1:];
        IF behind > at THEN behind := behind - 1; END IF;
        steps := steps[:behind] || ARRAY[step] || steps[behind + 1:];
      END IF;
    WHEN 'split' THEN
      body := step ->> 'body';
      cut := (operation ->> 'citationOffset')::integer;
      IF (operation ->> 'bodyOffset')::integer > length(body) THEN
        problem := jsonb_build_object('pointer', pointer || '/bodyOffset', 'message', format('the body has %s characters', length(body)));
      ELSIF cut > jsonb_array_length(step -> 'citations') THEN
        problem := jsonb_build_object('pointer', pointer || '/citationOffset',
          'message', format('the step has %s citations', jsonb_array_length(step -> 'citations')));
      ELSE
        steps := steps[:at - 1] || ARRAY[
          step || jsonb_build_object('body', rtrim(left(body, (operation ->> 'bodyOffset')::integer), E'\n'),
            'citations', (SELECT coalesce(jsonb_agg(value ORDER BY ordinality) FILTER (WHERE ordinality <= cut), '[]')
              FROM jsonb_array_elements(step -> 'citations') WITH ORDINALITY)),
          jsonb_build_object('id', operation -> 'id', 'title', operation -> 'title',
            'body', ltrim(substr(body, (operation ->> 'bodyOffset')::integer + 1), E'\n'),
            'citations', (SELECT coalesce(jsonb_agg(value ORDER BY ordinality) FILTER (WHERE ordinality > cut), '[]')
              FROM jsonb_array_elements(step -> 'citations') WITH ORDINALITY))
        ] || steps[at + 1:];
      END IF;
    WHEN 'merge' THEN
      IF operation ->> 'with' = operation ->> 'stepId' THEN
        problem := jsonb_build_object('pointer', pointer || '/with', 'message', 'is the step itself');
      ELSE
        behind := step_place(steps, operation ->> 'with', pointer || '/with');
        other := steps[behind];
        body := concat_ws(E'\n\n', nullif(step ->> 'body', ''), nullif(other ->> 'body', ''));
        step := step || jsonb_build_object('body', body, 'title', coalesce(operation -> 'title', step -> 'title'),
          'citations', (step -> 'citations') || (
            SELECT coalesce(jsonb_agg(given.value ORDER BY given.ordinality), '[]')
            FROM jsonb_array_elements(other -> 'citations') WITH ORDINALITY AS given
            WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(step -> 'citations') AS own
              WHERE own.value -> 'firstCue' = given.value -> 'firstCue' AND own.value -> 'lastCue' = given.value -> 'lastCue')));
        IF length(body) > longest_body THEN
          problem := jsonb_build_object('pointer', pointer,
            'message', format('the body would have %s characters, and a body has at most %s', length(body), longest_body));
        ELSIF jsonb_array_length(step -> 'citations') > most_citations THEN
          problem := jsonb_build_object('pointer', pointer, 'message', format(
            'the step would have %s citations, and a step has at most %s', jsonb_array_length(step -> 'citations'), most_citations));
        END IF;
        steps[at] := step;
        steps := steps[:behind - 1] || steps[behind + 1:];
      END IF;
    WHEN 'delete' THEN
      steps := steps[:at - 1] || steps[at + 1:];
    END CASE;
    IF problem IS NOT NULL THEN
      PERFORM raise_step_problem(problem || '{"code": "step_edit_invalid"}');
    END IF;
  END LOOP;
  IF cardinality(steps) > most_steps THEN
    PERFORM raise_step_problem(jsonb_build_object('code', 'step_edit_invalid', 'pointer', '/operations',
      'message', format('the tutorial would have %s steps, and a tutorial has at most %s', cardinality(steps), most_steps)));
  END IF;
  RETURN to_jsonb(steps);
END
$$;
--> statement-breakpoint

-- As before, out of steps some of whose citations are quoted already: those without a pointer stay as they are. What
-- would be quoted in all is measured before it is quoted: a small request could ask for gigabytes.
DROP FUNCTION resolve_steps(uuid, jsonb, jsonb, integer, integer);
--> statement-breakpoint
CREATE FUNCTION resolve_steps(transcript uuid, edited jsonb, longest_quote integer, longest_quotes integer)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  problem jsonb;
  quoted bigint;
  resolved jsonb;
BEGIN
  WITH citation AS (
    SELECT step.ordinality AS at, given.ordinality AS nth, given.value ->> 'pointer' AS pointer,
      (given.value ->> 'firstCue')::integer AS first_cue, (given.value ->> 'lastCue')::integer AS last_cue,
      length(given.value ->> 'quote') AS kept
    FROM jsonb_array_elements(edited) WITH ORDINALITY AS step
    CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
  ), running AS MATERIALIZED (
    SELECT position, sum(length(text) + 1) OVER (ORDER BY position) AS characters, length(text) AS own
    FROM cues WHERE transcript_id = transcript AND EXISTS (SELECT FROM citation WHERE pointer IS NOT NULL)
  ), measured AS (
    SELECT citation.*,
      CASE WHEN pointer IS NULL THEN kept ELSE last.characters - first.characters + first.own END AS characters
    FROM citation
    LEFT JOIN running AS first ON first.position = first_cue
    LEFT JOIN running AS last ON last.position = last_cue
  )
  SELECT (
    SELECT jsonb_build_object('code', 'citation_not_in_transcript', 'pointer', pointer,
      'firstCue', first_cue, 'lastCue', last_cue, 'characters', coalesce(characters, 0), 'isComplete', characters IS NOT NULL)
    FROM measured
    WHERE pointer IS NOT NULL AND (characters IS NULL OR characters > longest_quote) ORDER BY at, nth LIMIT 1
  ), (SELECT sum(characters) FROM measured)
  INTO problem, quoted;
  IF problem IS NULL AND quoted > longest_quotes THEN
    problem := jsonb_build_object('code', 'tutorial_too_large', 'pointer', '/steps', 'characters', quoted);
  END IF;
  IF problem IS NULL THEN
    WITH step AS (
      SELECT value, ordinality AS at FROM jsonb_array_elements(edited) WITH ORDINALITY
    ), citation AS (
      SELECT step.at, given.ordinality AS nth, given.value ->> 'pointer' AS pointer, given.value ->> 'quote' AS sent,
        CASE WHEN given.value ? 'pointer' THEN quoted_citation(transcript, given.value) ELSE given.value END AS value
      FROM step CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
    )
    SELECT
      (SELECT jsonb_build_object('code', 'quote_differs', 'pointer', pointer || '/quote', 'sent', sent, 'said', value ->> 'quote')
        FROM citation WHERE pointer IS NOT NULL AND normalise_words(sent) <> normalise_words(value ->> 'quote')
        ORDER BY at, nth LIMIT 1),
      (SELECT coalesce(jsonb_agg(step.value || jsonb_build_object('citations', coalesce(cited.citations, '[]')) ORDER BY step.at), '[]')
        FROM step LEFT JOIN (
          SELECT at, jsonb_agg(value ORDER BY nth) AS citations FROM citation GROUP BY at
        ) AS cited USING (at))
    INTO problem, resolved;
  END IF;
  IF problem IS NOT NULL THEN
    PERFORM raise_step_problem(problem);
  END IF;
  RETURN resolved;
END
$$;
--> statement-breakpoint

-- A citation with the words and times that its cues have now; null where they are not all there.
CREATE FUNCTION quoted_citation(transcript uuid, citation jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('firstCue', citation -> 'firstCue', 'lastCue', citation -> 'lastCue', 'startMs', min(start_ms),
    'endMs', max(end_ms), 'quote', string_agg(text, ' ' ORDER BY position), 'state', 'verified')
  FROM cues
  WHERE transcript_id = transcript
    AND position BETWEEN (citation ->> 'firstCue')::integer AND (citation ->> 'lastCue')::integer
  HAVING count(*) = (citation ->> 'lastCue')::integer - (citation ->> 'firstCue')::integer + 1
$$;
--> statement-breakpoint

-- The steps of a revision as they are to be restored: what their citations say is asked of the cues anew.
CREATE FUNCTION rechecked_steps(transcript uuid, steps jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(step.value || jsonb_build_object('citations', (
    SELECT coalesce(jsonb_agg(CASE
      WHEN now IS NULL THEN given.value || '{"state": "missing"}'
      WHEN now ->> 'quote' = given.value ->> 'quote' THEN now
      ELSE given.value || '{"state": "stale"}'
    END ORDER BY given.ordinality), '[]')
    FROM jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
    CROSS JOIN LATERAL (SELECT quoted_citation(transcript, given.value) AS now) AS quoted
  )) ORDER BY step.ordinality), '[]')
  FROM jsonb_array_elements(steps) WITH ORDINALITY AS step
$$;
--> statement-breakpoint

-- The steps with stale citations quoted anew, those of all steps or of `chosen` (an array of ids) alone; null where
-- none is stale. Raises CP422 for a step that is not there, and for a quote that would be too long.
CREATE FUNCTION accepted_steps(transcript uuid, steps jsonb, chosen jsonb, longest_quote integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  unknown bigint;
  problem jsonb;
  accepted jsonb;
BEGIN
  SELECT min(ordinality) - 1 INTO unknown FROM jsonb_array_elements_text(chosen) WITH ORDINALITY AS named
  WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(steps) AS step WHERE step.value ->> 'id' = named.value);
  IF unknown IS NOT NULL THEN
    PERFORM raise_step_problem(jsonb_build_object('code', 'step_unknown', 'pointer', '/stepIds/' || unknown));
  END IF;
  WITH citation AS (
    SELECT step.ordinality AS at, given.ordinality AS nth, given.value,
      CASE WHEN given.value ->> 'state' = 'stale' AND (chosen IS NULL OR chosen ? (step.value ->> 'id'))
        THEN quoted_citation(transcript, given.value) END AS now
    FROM jsonb_array_elements(steps) WITH ORDINALITY AS step
    CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
  )
  SELECT (
    SELECT jsonb_build_object('code', 'citation_not_in_transcript', 'pointer', format('/steps/%s/citations/%s', at - 1, nth - 1),
      'firstCue', now -> 'firstCue', 'lastCue', now -> 'lastCue', 'characters', length(now ->> 'quote'), 'isComplete', true)
    FROM citation WHERE length(now ->> 'quote') > longest_quote ORDER BY at, nth LIMIT 1
  ), (
    SELECT jsonb_agg(step.value || jsonb_build_object('citations', coalesce(cited.citations, '[]')) ORDER BY step.ordinality)
    FROM jsonb_array_elements(steps) WITH ORDINALITY AS step LEFT JOIN (
      SELECT at, jsonb_agg(coalesce(now, value) ORDER BY nth) AS citations FROM citation GROUP BY at
    ) AS cited ON cited.at = step.ordinality
    WHERE EXISTS (SELECT FROM citation WHERE now IS NOT NULL)
  ) INTO problem, accepted;
  IF problem IS NOT NULL THEN
    PERFORM raise_step_problem(problem);
  END IF;
  RETURN accepted;
END
$$;
