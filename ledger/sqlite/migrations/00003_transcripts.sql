-- +goose Up

-- A version of a transcript. Numbers grow and are never used again, for the
-- shards of the index outlive what they cover.
CREATE TABLE transcript (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  hash       BLOB NOT NULL,    -- of the transcript's ID
  number     INTEGER NOT NULL,
  current    INTEGER NOT NULL, -- 1 for the version that is found
  text_hash  BLOB NOT NULL,
  first_seen INTEGER NOT NULL, -- microseconds
  last_seen  INTEGER NOT NULL,
  shard      INTEGER,          -- the shard that covers it
  day        TEXT NOT NULL,
  title      TEXT NOT NULL,
  url        TEXT NOT NULL,
  kind       TEXT NOT NULL,
  turns      INTEGER NOT NULL,
  text_bytes INTEGER NOT NULL,
  bytes      BLOB NOT NULL     -- the published JSON, compressed
);
CREATE UNIQUE INDEX transcript_version ON transcript (hash, text_hash);
CREATE INDEX transcript_day ON transcript (day) WHERE current = 1;
CREATE INDEX transcript_bare ON transcript (id) WHERE current = 1 AND shard IS NULL;
CREATE INDEX transcript_shard ON transcript (shard) WHERE shard IS NOT NULL;

CREATE TABLE shard (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  bytes BLOB NOT NULL
);
