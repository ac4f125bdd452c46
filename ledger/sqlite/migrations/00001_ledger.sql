-- +goose Up

-- An article by its ID in the ledger. place is its row in article_index.
CREATE TABLE article (
  id           INTEGER PRIMARY KEY,
  hash         BLOB NOT NULL UNIQUE,
  place        INTEGER NOT NULL UNIQUE,
  current      INTEGER NOT NULL, -- version.id
  near_copy_of INTEGER,
  first        INTEGER NOT NULL, -- the first of the rows of its statements
  statements   INTEGER NOT NULL, -- how many these are
  day          TEXT NOT NULL,
  language     TEXT NOT NULL,
  outlet       TEXT NOT NULL,
  url          TEXT NOT NULL,
  title        TEXT NOT NULL
);
CREATE INDEX article_near ON article (near_copy_of) WHERE near_copy_of IS NOT NULL;

CREATE TABLE version (
  id         INTEGER PRIMARY KEY,
  article    INTEGER NOT NULL,
  number     INTEGER NOT NULL,
  first_seen INTEGER NOT NULL, -- microseconds
  last_seen  INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  attributed INTEGER NOT NULL,
  text_bytes INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  model      TEXT NOT NULL
);
CREATE UNIQUE INDEX version_hash ON version (article, hash);

-- The records of versions, compressed, in pieces of which eight fill a page:
-- whole, they would leave a fifth of the file empty. id is version.id * 65536
-- and the number of the piece.
CREATE TABLE piece (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);

-- The statements of current versions; id is the row in statement_index and
-- grows with the published day.
CREATE TABLE statement (
  id       INTEGER PRIMARY KEY,
  article  INTEGER NOT NULL,
  position INTEGER NOT NULL, -- in the record
  speaker  INTEGER           -- entity.id
);

-- The statements of all versions, by hashes of their IDs.
CREATE TABLE said (
  hash    INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (hash, version)
) WITHOUT ROWID;

-- hash is of the key. A key of the usual form is left out, as in records, and
-- an entity's name is not among its aliases.
CREATE TABLE entity (
  id         INTEGER PRIMARY KEY,
  hash       INTEGER NOT NULL UNIQUE,
  key        TEXT NOT NULL,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  country    TEXT NOT NULL,
  wikidata   TEXT NOT NULL,
  articles   INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  aliases    TEXT NOT NULL, -- one a line
  roles      TEXT NOT NULL  -- one a line
);

-- Which entities an article names, and with what roles (one a line).
CREATE TABLE appearance (
  entity  INTEGER NOT NULL,
  article INTEGER NOT NULL,
  roles   TEXT NOT NULL,
  PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX appearance_article ON appearance (article);

CREATE TABLE band (
  value   INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (value, article)
) WITHOUT ROWID;

-- ending is what follows the stem, or "=" and the word where the word does not
-- begin with its stem.
CREATE TABLE word (
  stem   TEXT NOT NULL,
  ending TEXT NOT NULL,
  PRIMARY KEY (stem, ending)
) WITHOUT ROWID;

CREATE TABLE origin (
  place TEXT PRIMARY KEY,
  state TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE failure (
  place   TEXT PRIMARY KEY,
  state   TEXT NOT NULL,
  page    TEXT NOT NULL,
  url     TEXT NOT NULL,
  stage   TEXT NOT NULL,
  reason  TEXT NOT NULL,
  message TEXT NOT NULL,
  first   INTEGER NOT NULL,
  last    INTEGER NOT NULL,
  times   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX failure_last ON failure (last DESC, place);

CREATE TABLE feed (
  url           TEXT PRIMARY KEY,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  next          INTEGER NOT NULL,
  checked       INTEGER NOT NULL,
  failures      INTEGER NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE statement_index USING fts5 (
  text, title, speaker, role, about, outlet, facet,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE article_index USING fts5 (
  text, title, speaker, role, about, outlet, facet,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE people_index USING fts5 (
  name, role, facet,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);
