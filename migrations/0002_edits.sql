-- Edits in one call: what has to be read for a change is read where it is written.

-- Words as quotes are compared by: compatibility forms and white space do not make another quote.
CREATE FUNCTION normalise_words(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT btrim(regexp_replace(normalize(words, NFKC), '\s+', ' ', 'g')) $$;
--> statement-breakpoint

-- The steps of a tutorial out of what an editor has sent: all of them in their new order, each {id, isNew, title, body,
-- citations: [{firstCue, lastCue, quote?}]}. Quotes and times are copied from the cues. What is wrong is raised as
-- CP422 with a detail {code, pointer, …}, the first one in order.
CREATE FUNCTION resolve_steps(transcript uuid, present jsonb, edited jsonb, longest_quote integer) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
  resolved jsonb;
  problem jsonb;
BEGIN
  WITH step AS (
    SELECT value, ordinality::integer - 1 AS at FROM jsonb_array_elements(edited) WITH ORDINALITY
  ), citation AS (
    SELECT step.at, given.ordinality::integer - 1 AS nth, given.value ->> 'quote' AS sent,
      (given.value ->> 'firstCue')::integer AS first_cue, (given.value ->> 'lastCue')::integer AS last_cue, cited.*
    FROM step
    CROSS JOIN jsonb_array_elements(step.value -> 'citations') WITH ORDINALITY AS given
    CROSS JOIN LATERAL (
      SELECT count(*) AS cues, string_agg(cue.text, ' ' ORDER BY cue.position) AS quote,
        min(cue.start_ms) AS start_ms, max(cue.end_ms) AS end_ms
      FROM cues AS cue
      WHERE cue.transcript_id = transcript
        AND cue.position BETWEEN (given.value ->> 'firstCue')::integer AND (given.value ->> 'lastCue')::integer
    ) AS cited
  ), wrong AS (
    SELECT at, -1 AS nth, jsonb_build_object('code', 'step_unknown', 'pointer', '/steps/' || at || '/id') AS finding
    FROM step
    WHERE NOT (step.value ->> 'isNew')::boolean
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(present) AS known WHERE known.value ->> 'id' = step.value ->> 'id')
    UNION ALL
    SELECT at, nth, jsonb_build_object('code', 'citation_not_in_transcript', 'pointer', '/steps/' || at || '/citations/' || nth,
      'firstCue', first_cue, 'lastCue', last_cue, 'characters', coalesce(length(quote), 0), 'isComplete', cues = last_cue - first_cue + 1)
    FROM citation
    WHERE cues <> last_cue - first_cue + 1 OR length(quote) > longest_quote
    UNION ALL
    SELECT at, nth, jsonb_build_object('code', 'quote_differs', 'pointer', '/steps/' || at || '/citations/' || nth || '/quote',
      'sent', sent, 'said', quote)
    FROM citation
    WHERE cues = last_cue - first_cue + 1 AND normalise_words(sent) <> normalise_words(quote)
  )
  SELECT
    (SELECT finding FROM wrong ORDER BY at, nth LIMIT 1),
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', value -> 'id', 'title', value -> 'title', 'body', value -> 'body',
      'citations', (SELECT coalesce(jsonb_agg(jsonb_build_object('firstCue', first_cue, 'lastCue', last_cue,
        'startMs', start_ms, 'endMs', end_ms, 'quote', quote, 'state', 'verified') ORDER BY nth), '[]')
        FROM citation WHERE citation.at = step.at)
    ) ORDER BY at), '[]') FROM step)
  INTO problem, resolved;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'the steps cannot be resolved' USING ERRCODE = 'CP422', DETAIL = problem::text;
  END IF;
  RETURN resolved;
END
$$;
--> statement-breakpoint

-- Says which step keeps a tutorial from being published; the constraint tutorials_publishable only says that one does.
CREATE FUNCTION explain_not_publishable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reason text;
BEGIN
  SELECT CASE
    WHEN NOT jsonb_path_exists(value, '$.citations[*]') THEN format('step %s cites nothing', ordinality)
    ELSE format('step %s has a citation that does not hold', ordinality)
  END INTO reason
  FROM jsonb_array_elements(NEW.steps) WITH ORDINALITY
  WHERE NOT jsonb_path_exists(value, '$.citations[*]')
    OR jsonb_path_exists(value, '$.citations[*] ? (!exists(@ ? (@.state == "verified")))')
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
CREATE TRIGGER tutorials_publishable BEFORE INSERT OR UPDATE ON tutorials FOR EACH ROW
  WHEN (NEW.status = 'published' AND jsonb_typeof(NEW.steps) = 'array')
  EXECUTE FUNCTION explain_not_publishable();
