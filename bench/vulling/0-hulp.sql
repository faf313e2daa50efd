-- Numbers in braces are filled in by vulling.mjs. Everything follows from the row's number, so that two fillings of
-- the same size are the same but for the moment they are made as of.
CREATE FUNCTION pg_temp.lot(i bigint, zaad integer, n integer) RETURNS integer IMMUTABLE LANGUAGE sql
RETURN ((hashint8extended(i, zaad) % n + n) % n)::integer;

-- An id of version 4, as every id here is, but the same each time.
CREATE FUNCTION pg_temp.kenmerk(soort text, i bigint) RETURNS uuid IMMUTABLE LANGUAGE sql
RETURN overlay(overlay(md5(soort || i) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid;

CREATE FUNCTION pg_temp.uit(lijst text[], i bigint) RETURNS text IMMUTABLE LANGUAGE sql
RETURN lijst[1 + (i % cardinality(lijst))::integer];
