CREATE TABLE "search_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "search_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"owner_id" uuid NOT NULL,
	"transcript_id" uuid NOT NULL,
	"position" integer,
	"tutorial_id" uuid,
	"step_id" text,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "search_entries_kind" CHECK (("search_entries"."position" IS NULL) = ("search_entries"."tutorial_id" IS NOT NULL) AND ("search_entries"."tutorial_id" IS NULL) = ("search_entries"."step_id" IS NULL))
);
--> statement-breakpoint
ALTER TABLE "search_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_scopes_known";--> statement-breakpoint
ALTER TABLE "search_entries" ADD CONSTRAINT "search_entries_tutorial_id_tutorials_id_fk" FOREIGN KEY ("tutorial_id") REFERENCES "public"."tutorials"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_entries_words_index" ON "search_entries" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_entries_cue_index" ON "search_entries" USING btree ("transcript_id","position");--> statement-breakpoint
CREATE INDEX "search_entries_step_index" ON "search_entries" USING btree ("tutorial_id");--> statement-breakpoint
CREATE INDEX "transcripts_owner_language_index" ON "transcripts" USING btree ("owner_id","language");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_scopes_known" CHECK (cardinality("api_keys"."scopes") >= 1 AND "api_keys"."scopes" <@ ARRAY['transcripts:read', 'transcripts:write', 'tutorials:read', 'tutorials:write', 'search:read', 'keys:manage', 'me:manage']);
--> statement-breakpoint

-- Postgres's languages with their stemmers but without their stop words: "to be" is a phrase that somebody may look for,
-- and words keep their distances.
DO $$
DECLARE
  language text;
BEGIN
  FOR language IN
    SELECT cfgname FROM pg_ts_config
    WHERE cfgnamespace = 'pg_catalog'::regnamespace AND cfgname <> 'simple' ORDER BY cfgname
  LOOP
    EXECUTE format('CREATE TEXT SEARCH DICTIONARY cueprint_%s_stem (TEMPLATE = snowball, LANGUAGE = %L)', language, language);
    EXECUTE format('CREATE TEXT SEARCH CONFIGURATION cueprint_%s (COPY = pg_catalog.%I)', language, language);
    EXECUTE format('ALTER TEXT SEARCH CONFIGURATION cueprint_%1$s ALTER MAPPING REPLACE %1$s_stem WITH cueprint_%1$s_stem', language);
  END LOOP;
END $$;
--> statement-breakpoint

-- How the words of a language (BCP 47) are stemmed; those of others stand as they are.
CREATE FUNCTION search_configuration(language text) RETURNS regconfig LANGUAGE plpgsql STABLE AS $$
DECLARE
  name text := CASE lower(split_part(language, '-', 1))
    WHEN 'ar' THEN 'arabic' WHEN 'hy' THEN 'armenian' WHEN 'eu' THEN 'basque' WHEN 'ca' THEN 'catalan'
    WHEN 'da' THEN 'danish' WHEN 'nl' THEN 'dutch' WHEN 'en' THEN 'english' WHEN 'fi' THEN 'finnish'
    WHEN 'fr' THEN 'french' WHEN 'de' THEN 'german' WHEN 'el' THEN 'greek' WHEN 'hi' THEN 'hindi'
    WHEN 'hu' THEN 'hungarian' WHEN 'id' THEN 'indonesian' WHEN 'ga' THEN 'irish' WHEN 'it' THEN 'italian'
    WHEN 'lt' THEN 'lithuanian' WHEN 'ne' THEN 'nepali' WHEN 'no' THEN 'norwegian' WHEN 'nb' THEN 'norwegian'
    WHEN 'nn' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian' WHEN 'ru' THEN 'russian'
    WHEN 'sr' THEN 'serbian' WHEN 'es' THEN 'spanish' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil'
    WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish' END;
BEGIN
  RETURN coalesce(
    (SELECT oid::regconfig FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace AND cfgname = 'cueprint_' || name),
    'pg_catalog.simple'::regconfig
  );
END
$$;
--> statement-breakpoint

-- Lower case by Unicode, whatever the database's own locale: the best that this Postgres has.
DO $$
DECLARE
  best text := (
    SELECT collname FROM pg_collation
    WHERE collname IN ('pg_c_utf8', 'und-x-icu', 'C.utf8') AND collnamespace = 'pg_catalog'::regnamespace
    ORDER BY array_position(ARRAY['pg_c_utf8', 'und-x-icu', 'C.utf8'], collname::text) LIMIT 1
  );
BEGIN
  EXECUTE format('CREATE FUNCTION search_fold(original text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS %L',
    'SELECT lower(original' || coalesce(' COLLATE pg_catalog.' || quote_ident(best), '') || ')');
END $$;
--> statement-breakpoint

-- A text whose words Postgres's parser tells apart as people do: unit separators stand around punctuation, so that
-- wrangler.toml is two words and not a host, and around each character of scripts that put no space between words, so
-- that a word in them is found as a phrase of its characters. Taking the separators out gives the text in lower case.
CREATE FUNCTION search_text(original text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(search_fold(original),
    '([!-/:-@\[-`{-~\u00a1-\u00bf\u2000-\u206f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f])',
    E'\x1f\\1\x1f', 'g')
$$;
--> statement-breakpoint

-- The words of a text: as they stand, and by their stems where the language has some.
CREATE FUNCTION search_words(configuration regconfig, original text, OUT plain tsvector, OUT stems tsvector)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  separated text := search_text(original);
BEGIN
  plain := to_tsvector('pg_catalog.simple', separated);
  stems := CASE WHEN configuration = 'pg_catalog.simple'::regconfig THEN '' ELSE to_tsvector(configuration, separated) END;
END
$$;
--> statement-breakpoint

-- What a cue says, and what the next one goes on to say; the stems behind the words, each row of them in one piece.
CREATE FUNCTION search_cue_words(plain tsvector, next_plain tsvector, stems tsvector, next_stems tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (setweight(plain, 'B') || setweight(coalesce(next_plain, ''), 'D'))
    || (setweight(stems, 'B') || setweight(coalesce(next_stems, ''), 'D'))
$$;
--> statement-breakpoint

CREATE FUNCTION search_step_words(language text, step jsonb) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (setweight(title.plain, 'A') || setweight(body.plain, 'B')) || (setweight(title.stems, 'A') || setweight(body.stems, 'B'))
  FROM search_words(search_configuration(language), step ->> 'title') AS title,
    search_words(search_configuration(language), step ->> 'body') AS body
$$;
--> statement-breakpoint

-- Lexemes that no text has, for there is a space in them.
CREATE FUNCTION search_scope(owner uuid, transcript uuid) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT array_to_tsvector(ARRAY['owner ' || owner, 'transcript ' || transcript]) $$;
--> statement-breakpoint

CREATE FUNCTION index_cues() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO search_entries (owner_id, transcript_id, position, words)
  SELECT cue.owner_id, cue.transcript_id, cue.position,
    search_cue_words(plain, lead(plain) OVER following, stems, lead(stems) OVER following)
      || search_scope(cue.owner_id, cue.transcript_id)
  FROM inserted AS cue
  JOIN (SELECT id, search_configuration(language) AS configuration FROM transcripts) AS transcript
    ON transcript.id = cue.transcript_id
  CROSS JOIN LATERAL search_words(configuration, cue.text)
  WINDOW following AS (PARTITION BY cue.transcript_id ORDER BY cue.position);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cues_indexed AFTER INSERT ON cues REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION index_cues();
--> statement-breakpoint

CREATE FUNCTION unindex_cues() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM search_entries AS entry USING deleted
  WHERE entry.transcript_id = deleted.transcript_id AND entry.position = deleted.position;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cues_unindexed AFTER DELETE ON cues REFERENCING OLD TABLE AS deleted
  FOR EACH STATEMENT EXECUTE FUNCTION unindex_cues();
--> statement-breakpoint

-- Another language has other stems.
CREATE FUNCTION reindex_cues() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE search_entries AS entry SET words = cue.words || search_scope(NEW.owner_id, NEW.id)
  FROM (
    SELECT position, search_cue_words(plain, lead(plain) OVER following, stems, lead(stems) OVER following) AS words
    FROM cues CROSS JOIN LATERAL search_words(search_configuration(NEW.language), text)
    WHERE transcript_id = NEW.id
    WINDOW following AS (ORDER BY position)
  ) AS cue
  WHERE entry.transcript_id = NEW.id AND entry.position = cue.position;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER transcripts_reindexed AFTER UPDATE OF language ON transcripts FOR EACH ROW
  WHEN (NEW.language IS DISTINCT FROM OLD.language) EXECUTE FUNCTION reindex_cues();
--> statement-breakpoint

CREATE FUNCTION index_steps() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM search_entries WHERE tutorial_id = NEW.id;
  INSERT INTO search_entries (owner_id, transcript_id, tutorial_id, step_id, words)
  SELECT NEW.owner_id, NEW.transcript_id, NEW.id, step ->> 'id',
    search_step_words(NEW.language, step) || search_scope(NEW.owner_id, NEW.transcript_id)
  FROM jsonb_array_elements(NEW.steps) AS step;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tutorials_indexed AFTER INSERT OR UPDATE OF steps, language ON tutorials
  FOR EACH ROW EXECUTE FUNCTION index_steps();
--> statement-breakpoint

-- The words of one term of a query, one after the other; null where it has none. `marks` are those of to_tsquery() for
-- the first word, `last_marks` for the last one.
CREATE FUNCTION search_phrase(configuration regconfig, term text, marks text, last_marks text) RETURNS tsquery
LANGUAGE plpgsql STABLE AS $$
DECLARE
  tokens text[] := ARRAY(
    SELECT token FROM regexp_split_to_table(search_text(term), '[\x1f\s]+') AS token
    WHERE numnode(plainto_tsquery('pg_catalog.simple', token)) > 0
  );
  phrase tsquery;
  token_marks text;
  word tsquery;
BEGIN
  FOR at IN 1 .. cardinality(tokens) LOOP
    token_marks := CASE WHEN at = 1 THEN marks ELSE '' END || CASE WHEN at = cardinality(tokens) THEN last_marks ELSE '' END;
    word := to_tsquery(configuration, quote_literal(tokens[at]) || CASE WHEN token_marks = '' THEN '' ELSE ':' || token_marks END);
    phrase := CASE WHEN at = 1 THEN word ELSE tsquery_phrase(phrase, word) END;
  END LOOP;
  RETURN phrase;
END
$$;
--> statement-breakpoint

-- One term {kind: word | phrase | prefix, text} in every language that is looked through: a word by its stem, the others
-- as they stand.
CREATE FUNCTION search_term(term jsonb, configurations regconfig[], marks text) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
  whole tsquery;
  part tsquery;
  configuration regconfig;
BEGIN
  IF term ->> 'kind' = 'word' THEN
    FOREACH configuration IN ARRAY configurations || 'pg_catalog.simple'::regconfig LOOP
      part := search_phrase(configuration, term ->> 'text', marks, '');
      whole := CASE WHEN whole IS NULL THEN part WHEN part IS NULL OR part = whole THEN whole ELSE whole || part END;
    END LOOP;
    RETURN whole;
  END IF;
  RETURN search_phrase('pg_catalog.simple', term ->> 'text', marks, CASE term ->> 'kind' WHEN 'prefix' THEN '*' ELSE '' END);
END
$$;
--> statement-breakpoint

-- What the caller has said or written of `terms` (each {kind, text, isExcluded}), the best first: the second page begins
-- after a rank and an id. Names the owner in the index's own terms; under a policy the index would not be used. At most
-- `most_ranked` finds are ranked, the ones that were stored first.
CREATE FUNCTION search_entries_of_caller(
  terms jsonb, in_transcript uuid, in_kind text, of_speaker text, after_rank real, after_id bigint, most integer,
  most_ranked integer
) RETURNS TABLE (id bigint, transcript_id uuid, "position" integer, tutorial_id uuid, step_id text, rank real, query tsquery)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  owner uuid := caller_id();
  configurations regconfig[];
  term jsonb;
  part tsquery;
  wanted tsquery;
  anchor tsquery;
  unwanted tsquery;
  scope tsquery;
BEGIN
  IF owner IS NULL THEN
    RETURN;
  END IF;
  -- From one language to the next by the index, whatever the number of transcripts.
  WITH RECURSIVE spoken AS (
    (SELECT language FROM transcripts WHERE owner_id = owner AND language IS NOT NULL ORDER BY language LIMIT 1)
    UNION ALL
    SELECT (SELECT next.language FROM transcripts AS next WHERE next.owner_id = owner AND next.language > spoken.language
      ORDER BY next.language LIMIT 1)
    FROM spoken WHERE spoken.language IS NOT NULL
  )
  SELECT coalesce(array_agg(DISTINCT search_configuration(language)), '{}') INTO configurations
  FROM spoken WHERE language IS NOT NULL;
  FOR term IN SELECT * FROM jsonb_array_elements(terms) LOOP
    part := search_term(term, configurations, 'AB');
    CONTINUE WHEN part IS NULL;
    IF (term ->> 'isExcluded')::boolean THEN
      unwanted := CASE WHEN unwanted IS NULL THEN part ELSE unwanted || part END;
    ELSE
      anchor := CASE WHEN anchor IS NULL THEN part ELSE anchor || part END;
      part := search_term(term, configurations, '');
      wanted := CASE WHEN wanted IS NULL THEN part ELSE wanted && part END;
    END IF;
  END LOOP;
  IF wanted IS NULL THEN
    RETURN;
  END IF;
  scope := quote_literal('owner ' || owner)::tsquery;
  IF in_transcript IS NOT NULL THEN
    scope := scope && quote_literal('transcript ' || in_transcript)::tsquery;
  END IF;
  -- A find, and what is to be left out, begins in the cue's own words: those of the next cue only continue it.
  scope := scope && wanted && anchor;
  IF unwanted IS NOT NULL THEN
    scope := scope && !! unwanted;
  END IF;
  RETURN QUERY
    SELECT ranked.id, ranked.transcript_id, ranked.position, ranked.tutorial_id, ranked.step_id, ranked.rank, wanted
    FROM (
      SELECT found.*, ts_rank_cd('{0.05, 0.1, 0.6, 1.0}', found.words, wanted, 1) AS rank
      FROM (
        SELECT * FROM search_entries AS entry
        WHERE entry.words @@ scope
          AND (in_kind IS NULL OR (entry.position IS NULL) = (in_kind = 'step'))
          AND (of_speaker IS NULL OR EXISTS (
            SELECT FROM cues AS cue
            WHERE cue.transcript_id = entry.transcript_id AND cue.position = entry.position
              AND search_fold(cue.speaker) = search_fold(of_speaker)
          ))
        LIMIT most_ranked
      ) AS found
    ) AS ranked
    WHERE after_rank IS NULL OR (ranked.rank < after_rank OR (ranked.rank = after_rank AND ranked.id > after_id))
    ORDER BY ranked.rank DESC, ranked.id
    LIMIT most;
END
$$;
--> statement-breakpoint

-- A text in lower case with the finds between the control characters STX and ETX, which no text has. Words that are found
-- by stem and as they stand may be marked twice.
CREATE FUNCTION highlight(configuration regconfig, original text, query tsquery) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT translate(
    CASE WHEN configuration = 'pg_catalog.simple'::regconfig THEN plain ELSE ts_headline(configuration, plain, query, options) END,
    E'\x1f', '')
  FROM (SELECT E'HighlightAll=true, StartSel=\x02, StopSel=\x03' AS options) AS how,
    ts_headline('pg_catalog.simple', search_text(original), query, options) AS plain
$$;
--> statement-breakpoint

-- What was stored before there was a search.
INSERT INTO search_entries (owner_id, transcript_id, position, words)
SELECT cues.owner_id, transcript_id, position,
  search_cue_words(plain, lead(plain) OVER following, stems, lead(stems) OVER following)
    || search_scope(cues.owner_id, transcript_id)
FROM cues
JOIN transcripts ON transcripts.id = cues.transcript_id
CROSS JOIN LATERAL search_words(search_configuration(language), text)
WINDOW following AS (PARTITION BY transcript_id ORDER BY position);
--> statement-breakpoint
INSERT INTO search_entries (owner_id, transcript_id, tutorial_id, step_id, words)
SELECT owner_id, transcript_id, id, step ->> 'id',
  search_step_words(language, step) || search_scope(owner_id, transcript_id)
FROM tutorials, jsonb_array_elements(steps) AS step;
