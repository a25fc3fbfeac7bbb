ALTER TABLE "users" ADD COLUMN "author_handle" text;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_author_handle_unique" UNIQUE("author_handle");--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_author_handle_shape" CHECK ("users"."author_handle" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length("users"."author_handle") BETWEEN 3 AND 39);--> statement-breakpoint

-- Who has a public page. Nobody may read the users themselves: an address is nobody else's business.
CREATE FUNCTION author_by_handle(handle text, OUT owner_id uuid, OUT display_name text) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, display_name FROM users WHERE author_handle = handle
$$;
