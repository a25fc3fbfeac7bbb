-- Every call of a user locks the user's row first, in the weakest way, so that erasing the user waits for calls under
-- way and they never wait for it: locks are taken in one order. A key whose user has just gone opens nothing.
CREATE OR REPLACE FUNCTION authenticate(key_digest text, needed_scope text) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  key api_keys%ROWTYPE;
BEGIN
  SELECT * INTO key FROM api_keys
  WHERE digest = key_digest AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now());
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

-- As before, but what a tutorial would quote in all is measured before it is quoted: a small request could ask for
-- gigabytes.
DROP FUNCTION resolve_steps(uuid, jsonb, jsonb, integer);
--> statement-breakpoint
CREATE FUNCTION resolve_steps(transcript uuid, present jsonb, edited jsonb, longest_quote integer, longest_quotes integer)
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  problem jsonb;
  quoted bigint;
  resolved jsonb;
BEGIN
  WITH step AS (
    SELECT value, ordinality::integer - 1 AS at FROM jsonb_array_elements(edited) WITH ORDINALITY
  ), running AS MATERIALIZED (
    SELECT position, sum(length(text) + 1) OVER (ORDER BY position) AS characters, length(text) AS own
    FROM cues WHERE transcript_id = transcript
  ), citation AS (
    SELECT step.at, given.ordinality::integer - 1 AS nth, given.value ->> 'quote' AS sent,
      (given.value ->> 'firstCue')::integer AS first_cue, (given.value ->> 'lastCue')::integer AS last_cue
    FROM step CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
  ), measured AS (
    SELECT citation.*, last.characters - first.characters + first.own AS characters
    FROM citation
    LEFT JOIN running AS first ON first.position = first_cue
    LEFT JOIN running AS last ON last.position = last_cue
  ), wrong AS (
    SELECT at, -1 AS nth, jsonb_build_object('code', 'step_unknown', 'pointer', '/steps/' || at || '/id') AS finding
    FROM step
    WHERE NOT (step.value ->> 'isNew')::boolean
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(present) AS known WHERE known.value ->> 'id' = step.value ->> 'id')
    UNION ALL
    SELECT at, nth, jsonb_build_object('code', 'citation_not_in_transcript', 'pointer', '/steps/' || at || '/citations/' || nth,
      'firstCue', first_cue, 'lastCue', last_cue, 'characters', coalesce(characters, 0), 'isComplete', characters IS NOT NULL)
    FROM measured
    WHERE characters IS NULL OR characters > longest_quote
  )
  SELECT (SELECT finding FROM wrong ORDER BY at, nth LIMIT 1), (SELECT sum(characters) FROM measured)
  INTO problem, quoted;
  IF problem IS NULL AND quoted > longest_quotes THEN
    problem := jsonb_build_object('code', 'tutorial_too_large', 'pointer', '/steps', 'characters', quoted);
  END IF;
  IF problem IS NULL THEN
    WITH step AS (
      SELECT value, ordinality::integer - 1 AS at FROM jsonb_array_elements(edited) WITH ORDINALITY
    ), citation AS (
      SELECT step.at, given.ordinality::integer - 1 AS nth, given.value ->> 'quote' AS sent,
        (given.value ->> 'firstCue')::integer AS first_cue, (given.value ->> 'lastCue')::integer AS last_cue, cited.*
      FROM step
      CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
      CROSS JOIN LATERAL (
        SELECT string_agg(cue.text, ' ' ORDER BY cue.position) AS quote,
          min(cue.start_ms) AS start_ms, max(cue.end_ms) AS end_ms
        FROM cues AS cue
        WHERE cue.transcript_id = transcript
          AND cue.position BETWEEN (given.value ->> 'firstCue')::integer AND (given.value ->> 'lastCue')::integer
      ) AS cited
    )
    SELECT
      (SELECT jsonb_build_object('code', 'quote_differs', 'pointer', '/steps/' || at || '/citations/' || nth || '/quote',
        'sent', sent, 'said', quote)
        FROM citation WHERE normalise_words(sent) <> normalise_words(quote) ORDER BY at, nth LIMIT 1),
      (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', value -> 'id', 'title', value -> 'title', 'body', value -> 'body',
        'citations', coalesce(cited.citations, '[]')
      ) ORDER BY step.at), '[]') FROM step LEFT JOIN (
        SELECT at, jsonb_agg(jsonb_build_object('firstCue', first_cue, 'lastCue', last_cue, 'startMs', start_ms,
          'endMs', end_ms, 'quote', quote, 'state', 'verified') ORDER BY nth) AS citations
        FROM citation GROUP BY at
      ) AS cited USING (at))
    INTO problem, resolved;
  END IF;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'the steps cannot be resolved' USING ERRCODE = 'CP422', DETAIL = problem::text;
  END IF;
  RETURN resolved;
END
$$;
