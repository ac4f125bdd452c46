-- +goose Up

-- rank orders articles, the earliest first: see rankOf. It is NULL in ledgers of
-- the first version until they are opened for the first time, which then fills band.
ALTER TABLE article ADD COLUMN rank INTEGER;
ALTER TABLE article ADD COLUMN sketch BLOB; -- of its text; NULL where that is too short
CREATE INDEX article_unranked ON article (id) WHERE rank IS NULL;

-- The bands of all articles' texts, near copies too.
DROP TABLE band;
CREATE TABLE band (
  value   INTEGER NOT NULL,
  rank    INTEGER NOT NULL, -- the article's
  article INTEGER NOT NULL,
  PRIMARY KEY (value, rank, article)
) WITHOUT ROWID;
