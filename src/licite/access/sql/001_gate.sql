-- The gate: who is asking, in a form that SQL injected into a member's own transaction cannot forge.
-- A ticket's secret exists nowhere at rest; the context it opens is bound by a MAC to this backend and
-- this transaction, and the MAC key is in a table that no login role can read.
SET LOCAL ROLE licite_gate;

CREATE TABLE gate.vault (inner_key bytea NOT NULL, outer_key bytea NOT NULL);
CREATE TABLE gate.clock (
    shift interval NOT NULL,
    CONSTRAINT only_a_test_database_moves_the_clock
        CHECK (shift = interval '0' OR current_database() LIKE 'licite_test%')
);
INSERT INTO gate.clock VALUES (interval '0');

CREATE TABLE gate.ticket (
    hash bytea PRIMARY KEY,
    member integer NOT NULL,
    minted_at timestamptz NOT NULL,
    seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX ticket_member ON gate.ticket (member);

-- A new MAC key, at each migration and so at each start: a context lives one transaction, and a dump that holds
-- an old key opens nothing. HMAC-SHA256 (RFC 2104), both padded keys worked out once: the server has no pgcrypto.
CREATE FUNCTION gate.renew_key() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    key bytea := sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
    inner_key bytea := decode(repeat('36', 64), 'hex');
    outer_key bytea := decode(repeat('5c', 64), 'hex');
BEGIN
    FOR i IN 0..31 LOOP
        inner_key := set_byte(inner_key, i, get_byte(inner_key, i) # get_byte(key, i));
        outer_key := set_byte(outer_key, i, get_byte(outer_key, i) # get_byte(key, i));
    END LOOP;
    DELETE FROM gate.vault;
    INSERT INTO gate.vault VALUES (inner_key, outer_key);
END $$;
SELECT gate.renew_key();

CREATE FUNCTION gate.mac(message text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v gate.vault;
BEGIN
    SELECT * INTO STRICT v FROM gate.vault;
    RETURN encode(sha256(v.outer_key || sha256(v.inner_key || convert_to(message, 'UTF8'))), 'hex');
END $$;

CREATE FUNCTION gate.now() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN transaction_timestamp() + (SELECT shift FROM gate.clock);
END $$;

-- What the context says: 'member|purpose|ticket|pid|transaction start|mac'; anything else is no context.
CREATE TYPE gate.context AS (member integer, purpose text, ticket text);

CREATE FUNCTION gate.open(member integer, purpose text, ticket text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE claim text := concat_ws('|', coalesce(member, 0), purpose, ticket, pg_backend_pid(),
                                extract(epoch FROM transaction_timestamp()));
BEGIN
    -- A connection serves one member after another. A statement prepared by SQL may answer in the place of one of
    -- the house's own, a cursor held may show the rows of whoever came before: such a connection opens to nobody.
    IF EXISTS (SELECT FROM pg_prepared_statement() p WHERE p.from_sql) OR EXISTS (SELECT FROM pg_cursor() c WHERE c.is_holdable) THEN
        RAISE EXCEPTION 'spoilt connection' USING ERRCODE = '55000';
    END IF;
    PERFORM set_config('licite.context', claim || '|' || gate.mac(claim), true);
END $$;

CREATE FUNCTION gate.who() RETURNS gate.context
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    raw text := current_setting('licite.context', true);
    part text[] := string_to_array(raw, '|');
    claim text;
BEGIN
    IF raw IS NULL OR cardinality(part) <> 6 THEN RETURN NULL; END IF;
    claim := concat_ws('|', part[1], part[2], part[3], pg_backend_pid(), extract(epoch FROM transaction_timestamp()));
    -- Both sides are hashed once more, so that the comparison's timing says nothing of the MAC.
    IF sha256(convert_to(claim || '|' || gate.mac(claim), 'UTF8')) <> sha256(convert_to(raw, 'UTF8')) THEN
        RETURN NULL;
    END IF;
    RETURN ROW(nullif(part[1], '0')::integer, part[2], part[3])::gate.context;
END $$;

CREATE FUNCTION gate.me() RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (gate.who()).member;
END $$;

RESET ROLE;
