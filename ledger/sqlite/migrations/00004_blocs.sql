-- +goose Up

-- A bloc that current versions speak of; id stands in facets as "b" and it.
CREATE TABLE bloc (
  id       INTEGER PRIMARY KEY,
  hash     INTEGER NOT NULL UNIQUE, -- of the key
  key      TEXT NOT NULL,
  name     TEXT NOT NULL,
  names    TEXT NOT NULL,           -- other names, as lines
  articles INTEGER NOT NULL
);

CREATE TABLE bloc_article (
  bloc    INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (bloc, article)
) WITHOUT ROWID;
CREATE INDEX bloc_of ON bloc_article (article);

-- What current versions claim of blocs.
CREATE TABLE bloc_claim (
  id          INTEGER PRIMARY KEY,
  bloc        INTEGER NOT NULL,
  article     INTEGER NOT NULL,
  type        TEXT NOT NULL,
  value       TEXT NOT NULL,
  approximate INTEGER NOT NULL,
  claimed_by  TEXT NOT NULL,
  condition   TEXT NOT NULL,
  statement   TEXT NOT NULL, -- its ID, or ""
  text        TEXT NOT NULL  -- the words around the claim
);
CREATE INDEX bloc_claims ON bloc_claim (bloc);
CREATE INDEX bloc_claims_of ON bloc_claim (article);
