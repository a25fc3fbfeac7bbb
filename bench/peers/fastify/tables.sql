-- What schema.js says, for an empty database.
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  email text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE api_keys (
  digest bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users,
  revoked_at timestamptz
);
CREATE TABLE transcripts (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_id uuid NOT NULL REFERENCES users,
  title text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON transcripts (owner_id, created_at);
CREATE TABLE cues (
  transcript_id uuid NOT NULL REFERENCES transcripts,
  position integer NOT NULL,
  start_ms integer NOT NULL,
  end_ms integer NOT NULL,
  text text NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED,
  PRIMARY KEY (transcript_id, position)
);
CREATE INDEX ON cues USING gin (words);
CREATE TABLE tutorials (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  owner_id uuid NOT NULL REFERENCES users,
  title text NOT NULL,
  slug text NOT NULL UNIQUE,
  published boolean NOT NULL DEFAULT false,
  steps jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now()
);
