-- Voice mail of a provider, as its own programs write it. Instants may be finer than a connector's milliseconds.
CREATE TABLE voicemail (
  account text NOT NULL,
  at timestamptz NOT NULL CHECK (isfinite(at)),
  id text NOT NULL CHECK (length(id) BETWEEN 1 AND 1024),
  caller text,
  seconds integer,
  media_type text,
  recording bytea,
  PRIMARY KEY (account, at, id)
);

-- Not compressed, so that a part of a recording is read without the rest.
ALTER TABLE voicemail ALTER COLUMN recording SET STORAGE EXTERNAL;

-- Who reads for legal demands: one table, to read, and of it the account that the transaction names.
CREATE ROLE legal_demands NOLOGIN;
GRANT SELECT ON voicemail TO legal_demands;
ALTER TABLE voicemail ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_account ON voicemail FOR SELECT TO legal_demands
  USING (account = current_setting('legal_demands.account', true));
