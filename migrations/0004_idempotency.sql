CREATE TABLE "idempotency_keys" (
	"scope" text NOT NULL,
	"key_digest" text NOT NULL,
	"fingerprint" text NOT NULL,
	"reply" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("scope","key_digest")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "idempotency_keys_age_index" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint

-- The statement ahead of a creation that its caller may repeat. Records the key with the reply; raises the recorded
-- reply (CP208) where the same creation was made before, which aborts the batch, or CP423 where the key was used for
-- another request. Two at once wait for each other at the insert. Keys older than a day are forgotten along the way.
CREATE FUNCTION claim_idempotency_key(claimed text, request_fingerprint text, planned_reply text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  claim_scope text := coalesce(caller_id()::text, 'registration');
  recorded idempotency_keys%ROWTYPE;
BEGIN
  DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM idempotency_keys WHERE created_at < now() - interval '24 hours'
    ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED
  ));
  DELETE FROM idempotency_keys
  WHERE scope = claim_scope AND key_digest = claimed AND created_at < now() - interval '24 hours';
  LOOP
    INSERT INTO idempotency_keys (scope, key_digest, fingerprint, reply, created_at)
    VALUES (claim_scope, claimed, request_fingerprint, planned_reply, now())
    ON CONFLICT DO NOTHING;
    EXIT WHEN FOUND;
    SELECT * INTO recorded FROM idempotency_keys WHERE scope = claim_scope AND key_digest = claimed;
    -- Forgotten between the two statements: it is free now.
    CONTINUE WHEN NOT FOUND;
    IF recorded.fingerprint <> request_fingerprint THEN
      RAISE EXCEPTION 'idempotency key reused' USING ERRCODE = 'CP423';
    END IF;
    RAISE EXCEPTION 'idempotent replay' USING ERRCODE = 'CP208', DETAIL = recorded.reply;
  END LOOP;
END
$$;
--> statement-breakpoint

-- What a user has claimed goes with the user.
CREATE FUNCTION forget_idempotency_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  DELETE FROM idempotency_keys WHERE scope = OLD.id::text;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER users_forget_idempotency_keys AFTER DELETE ON users
  FOR EACH ROW EXECUTE FUNCTION forget_idempotency_keys();
