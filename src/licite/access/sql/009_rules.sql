-- The figures of the policy pack, for the functions of the gate: no number of the law stands in SQL. Filled at
-- each migration (rules.py), read by the gate alone. Times of a day or less are in seconds.
SET LOCAL ROLE licite_gate;

CREATE TABLE gate.rule (
    key text PRIMARY KEY,
    figure integer,
    codes text[],
    CONSTRAINT one_or_the_other CHECK (num_nonnulls(figure, codes) = 1)
);

-- A rule that is not there raises: what hangs on it must not pass.
CREATE FUNCTION gate.figure(wanted text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found integer;
BEGIN
    SELECT r.figure INTO STRICT found FROM gate.rule r WHERE r.key = wanted AND r.figure IS NOT NULL;
    RETURN found;
END $$;

CREATE FUNCTION gate.codes(wanted text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found text[];
BEGIN
    SELECT r.codes INTO STRICT found FROM gate.rule r WHERE r.key = wanted AND r.codes IS NOT NULL;
    RETURN found;
END $$;

-- How often the organisation has changed its rules: whoever keeps them in mind looks again when it moves.
CREATE TABLE gate.law (version integer NOT NULL);
INSERT INTO gate.law VALUES (0);

CREATE FUNCTION gate.law_version() RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT version FROM gate.law);
END $$;

REVOKE ALL ON FUNCTION gate.figure(text), gate.codes(text), gate.law_version() FROM PUBLIC;
RESET ROLE;
