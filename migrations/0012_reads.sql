-- Reads lock nothing: a lock is a write, which would wait for the log to be kept, and callers of one user for each other.
-- What is erased meanwhile is not found. `locking` is 'none' for reads; for writes 'shared', in the weakest way, or 'alone'.
DROP FUNCTION authenticate(text, text, boolean);
--> statement-breakpoint
DROP FUNCTION authenticate_identity(text, text, uuid, text, text, boolean);
--> statement-breakpoint

CREATE FUNCTION authenticate(key_digest text, needed_scope text, locking text) RETURNS void LANGUAGE plpgsql
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
  IF locking <> 'none' THEN
    PERFORM lock_user(key.owner_id, locking = 'alone');
  END IF;
  IF (needed_scope = ANY (key.scopes)) IS NOT TRUE THEN
    RAISE EXCEPTION 'scope missing' USING ERRCODE = 'CP403';
  END IF;
  -- A replica can note nothing.
  IF (key.last_used_at IS NULL OR key.last_used_at < now() - interval '5 minutes') AND NOT pg_is_in_recovery() THEN
    -- Skipping a locked row keeps callers that share a key from waiting for each other.
    UPDATE api_keys SET last_used_at = now() WHERE id = (
      SELECT id FROM api_keys
      WHERE id = key.id AND last_used_at IS NOT DISTINCT FROM key.last_used_at
      FOR UPDATE SKIP LOCKED
    );
  END IF;
  PERFORM set_config('cueprint.caller_id', key.owner_id::text, true), set_config('cueprint.api_key_id', key.id::text, true);
END
$$;
--> statement-breakpoint

CREATE FUNCTION authenticate_identity(token_issuer text, token_subject text, new_user uuid, user_email text, user_name text, locking text)
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
  IF locking <> 'none' THEN
    PERFORM lock_user(found_user, locking = 'alone');
  END IF;
  PERFORM set_config('cueprint.caller_id', found_user::text, true);
END
$$;
--> statement-breakpoint

-- What a read must have seen to know all that this transaction has seen or written: the transactions before this one in
-- the order of their ids. It is read last, when a writing transaction has its id.
CREATE FUNCTION bookmark() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT greatest(
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint,
    pg_current_xact_id_if_assigned()::text::bigint + 1
  )::text
$$;
--> statement-breakpoint

-- Lets a replica answer that has seen all that a bookmark stands for, and raises CP503 where it has not: all transactions
-- before it must have ended there. (On a standby, a snapshot lists no others that are under way: its xmin is exact.)
CREATE FUNCTION assert_replica_has(bookmark bigint) RETURNS void LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF pg_snapshot_xmin(pg_current_snapshot())::text::bigint < bookmark THEN
    RAISE EXCEPTION 'the replica is behind' USING ERRCODE = 'CP503';
  END IF;
END
$$;
