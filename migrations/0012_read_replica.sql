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
--> statement-breakpoint

-- The guard on a replica, which can neither lock a user nor note that a key was used.
CREATE FUNCTION authenticate_on_replica(key_digest text, needed_scope text, bookmark bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  key api_keys%ROWTYPE;
BEGIN
  PERFORM assert_replica_has(bookmark);
  SELECT * INTO key FROM api_keys
  WHERE (digest = key_digest OR (previous_digest = key_digest AND previous_expires_at > now()))
    AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now());
  IF NOT FOUND THEN
    RAISE EXCEPTION 'credentials invalid' USING ERRCODE = 'CP401';
  END IF;
  IF (needed_scope = ANY (key.scopes)) IS NOT TRUE THEN
    RAISE EXCEPTION 'scope missing' USING ERRCODE = 'CP403';
  END IF;
  PERFORM set_config('cueprint.caller_id', key.owner_id::text, true), set_config('cueprint.api_key_id', key.id::text, true);
END
$$;
--> statement-breakpoint

-- The same for callers whom an identity provider vouches for, and whom the primary has met.
CREATE FUNCTION authenticate_identity_on_replica(token_issuer text, token_subject text, bookmark bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  found_user uuid;
BEGIN
  PERFORM assert_replica_has(bookmark);
  SELECT user_id INTO found_user FROM identities WHERE issuer = token_issuer AND subject = token_subject;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'credentials invalid' USING ERRCODE = 'CP401';
  END IF;
  PERFORM set_config('cueprint.caller_id', found_user::text, true);
END
$$;
