-- Search entries are kept apart by owner, few owners to a partition: in an index of everybody's words, a search for common
-- ones goes through what all others have said. Whatever touches entries names their owner, and comes to one partition.
ALTER TABLE search_entries RENAME TO search_entries_unpartitioned;
--> statement-breakpoint
ALTER SEQUENCE search_entries_id_seq RENAME TO search_entries_unpartitioned_id_seq;
--> statement-breakpoint
-- A primary key would hold the owner, and Postgres would go through all of the owner's in it, to no avail. The query of a
-- foreign key, whose plan is kept, would come to all partitions: index_steps() does its work.
CREATE TABLE "search_entries" (
	"id" bigserial NOT NULL,
	"owner_id" uuid NOT NULL,
	"transcript_id" uuid NOT NULL,
	"position" integer,
	"tutorial_id" uuid,
	"step_id" text,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "search_entries_kind" CHECK (("search_entries"."position" IS NULL) = ("search_entries"."tutorial_id" IS NOT NULL) AND ("search_entries"."tutorial_id" IS NULL) = ("search_entries"."step_id" IS NULL))
) PARTITION BY HASH ("owner_id");
--> statement-breakpoint
ALTER TABLE "search_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DO $$
BEGIN
  FOR remainder IN 0 .. 63 LOOP
    EXECUTE format('CREATE TABLE search_entries_%1$s PARTITION OF search_entries FOR VALUES WITH (MODULUS 64, REMAINDER %1$s)', remainder);
    EXECUTE format('ALTER TABLE search_entries_%s ENABLE ROW LEVEL SECURITY', remainder);
  END LOOP;
END $$;
--> statement-breakpoint
INSERT INTO search_entries SELECT * FROM search_entries_unpartitioned;
--> statement-breakpoint
SELECT setval('search_entries_id_seq', nextval('search_entries_unpartitioned_id_seq'), false);
--> statement-breakpoint
DROP TABLE search_entries_unpartitioned;
--> statement-breakpoint
CREATE INDEX "search_entries_words_index" ON "search_entries" USING gin ("words") WITH (gin_pending_list_limit=64);--> statement-breakpoint
CREATE INDEX "search_entries_cue_index" ON "search_entries" USING btree ("transcript_id","position");--> statement-breakpoint
CREATE INDEX "search_entries_step_index" ON "search_entries" USING btree ("tutorial_id");
--> statement-breakpoint

-- The functions below are as before, but they name the owner, and in an EXECUTE, which is planned for this one: a plan for
-- all owners, which Postgres otherwise tries at the sixth time, takes it through all partitions.
CREATE OR REPLACE FUNCTION unindex_cues() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone record;
BEGIN
  FOR gone IN SELECT owner_id, transcript_id, array_agg(position) AS positions FROM deleted GROUP BY owner_id, transcript_id LOOP
    EXECUTE 'DELETE FROM search_entries WHERE owner_id = $1 AND transcript_id = $2 AND position = ANY ($3)'
      USING gone.owner_id, gone.transcript_id, gone.positions;
  END LOOP;
  RETURN NULL;
END
$$;
--> statement-breakpoint

CREATE OR REPLACE FUNCTION reindex_cues() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  EXECUTE $reindex$
    UPDATE search_entries AS entry SET words = cue.words || search_scope($1, $2)
    FROM (
      SELECT position, search_cue_words(plain, lead(plain) OVER following, stems, lead(stems) OVER following) AS words
      FROM cues CROSS JOIN LATERAL search_words(search_configuration($3), text)
      WHERE transcript_id = $2
      WINDOW following AS (ORDER BY position)
    ) AS cue
    WHERE entry.owner_id = $1 AND entry.transcript_id = $2 AND entry.position = cue.position
  $reindex$ USING NEW.owner_id, NEW.id, NEW.language;
  RETURN NULL;
END
$$;
--> statement-breakpoint

-- Those of a tutorial that goes are taken out, too.
CREATE OR REPLACE FUNCTION index_steps() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    EXECUTE 'DELETE FROM search_entries WHERE owner_id = $1 AND tutorial_id = $2' USING OLD.owner_id, OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO search_entries (owner_id, transcript_id, tutorial_id, step_id, words)
    SELECT NEW.owner_id, NEW.transcript_id, NEW.id, step ->> 'id',
      search_step_words(NEW.language, step) || search_scope(NEW.owner_id, NEW.transcript_id)
    FROM jsonb_array_elements(NEW.steps) AS step;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
DROP TRIGGER tutorials_indexed ON tutorials;
--> statement-breakpoint
CREATE TRIGGER tutorials_indexed AFTER INSERT OR DELETE OR UPDATE OF steps, language ON tutorials
  FOR EACH ROW EXECUTE FUNCTION index_steps();
--> statement-breakpoint

CREATE OR REPLACE FUNCTION search_entries_of_caller(
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
  RETURN QUERY EXECUTE $search$
    SELECT ranked.id, ranked.transcript_id, ranked.position, ranked.tutorial_id, ranked.step_id, ranked.rank, $3
    FROM (
      SELECT found.*, ts_rank_cd('{0.05, 0.1, 0.6, 1.0}', found.words, $3, 1) AS rank
      FROM (
        SELECT * FROM search_entries AS entry
        WHERE entry.owner_id = $1 AND entry.words @@ $2
          AND ($4 IS NULL OR (entry.position IS NULL) = ($4 = 'step'))
          AND ($5 IS NULL OR EXISTS (
            SELECT FROM cues AS cue
            WHERE cue.transcript_id = entry.transcript_id AND cue.position = entry.position
              AND search_fold(cue.speaker) = search_fold($5)
          ))
        LIMIT $9
      ) AS found
    ) AS ranked
    WHERE $6 IS NULL OR (ranked.rank < $6 OR (ranked.rank = $6 AND ranked.id > $7))
    ORDER BY ranked.rank DESC, ranked.id
    LIMIT $8
  $search$ USING owner, scope, wanted, in_kind, of_speaker, after_rank, after_id, most, most_ranked;
END
$$;
