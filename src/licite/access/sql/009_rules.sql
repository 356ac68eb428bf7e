-- The figures of the policy packs, for the functions of the gate: no number of the law stands in SQL (the gate's own
-- guards against excess, as five open requests or 4000 bytes of a text, are numbers in place). Filled at
-- each migration (rules.py), read by the gate alone, changed at once by an override (packs/sql/001). Times of a day
-- or less are in seconds (`scale` of their own unit), a regime is its rank; `base` is what the pack itself says.
SET LOCAL ROLE licite_gate;

CREATE TABLE gate.rule (
    country text,
    key text,
    unit text NOT NULL,
    scale integer NOT NULL,
    figure integer,
    codes text[],
    base_figure integer,
    base_codes text[],
    least integer,
    most integer,
    stricter text NOT NULL,
    editor text NOT NULL,
    PRIMARY KEY (country, key),
    CONSTRAINT one_or_the_other CHECK (num_nonnulls(figure, codes) = 1 AND num_nonnulls(base_figure, base_codes) = 1)
);

-- The organisation's country, and a number that grows with each thing it decides: whoever keeps the rules in mind
-- looks again when it moves. It follows the clock, so that a decision taken back and another never share one.
CREATE TABLE gate.law (country text NOT NULL, version bigint NOT NULL);
INSERT INTO gate.law VALUES ('FR', 0);

-- A rule that is not there raises: what hangs on it must not pass.
CREATE FUNCTION gate.figure(wanted text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found integer;
BEGIN
    SELECT r.figure INTO STRICT found FROM gate.rule r JOIN gate.law l ON l.country = r.country
    WHERE r.key = wanted AND r.figure IS NOT NULL;
    RETURN found;
END $$;

CREATE FUNCTION gate.codes(wanted text) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found text[];
BEGIN
    SELECT r.codes INTO STRICT found FROM gate.rule r JOIN gate.law l ON l.country = r.country
    WHERE r.key = wanted AND r.codes IS NOT NULL;
    RETURN found;
END $$;

CREATE FUNCTION gate.law_version() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT version FROM gate.law);
END $$;

REVOKE ALL ON FUNCTION gate.figure(text), gate.codes(text), gate.law_version() FROM PUBLIC;
RESET ROLE;
