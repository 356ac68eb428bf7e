-- What a context opens. Every policy of the house calls one of these functions inside a (SELECT …), so that
-- it runs once a statement.
GRANT USAGE ON SCHEMA licite TO licite_gate, licite_web, licite_worker, licite_auth;
GRANT SELECT, INSERT, UPDATE ON access_member, access_grant, access_profile, access_portfolio, access_reveal TO licite_gate;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA licite TO licite_gate;
GRANT SELECT ON access_member, access_grant, access_profile, access_portfolio, access_reveal TO licite_web, licite_worker;
GRANT SELECT ON access_member TO licite_auth;

-- The cells of a grant (portfolio × 10 + stage), sorted, each once.
CREATE FUNCTION cells_of(portfolios integer[], stages smallint[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN ARRAY(SELECT DISTINCT p * 10 + s FROM unnest(portfolios) p CROSS JOIN unnest(stages) s ORDER BY 1);
ALTER TABLE access_grant ADD COLUMN cells integer[] NOT NULL GENERATED ALWAYS AS (cells_of(portfolios, stages)) STORED;
REVOKE ALL ON FUNCTION cells_of(integer[], smallint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cells_of(integer[], smallint[]) TO licite_gate;

SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.live_grants(whose integer) RETURNS SETOF licite.access_grant
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT g.* FROM licite.access_grant g
    WHERE g.member_id = whose AND g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now());
END $$;

-- The cells of a member's live grants whose profile has the act, and the permission if one is named; each once. Every
-- statement of a page asks this anew: a grant keeps its cells, and those of one grant are not sorted again.
CREATE FUNCTION gate.held(whose integer, act text, permission text DEFAULT NULL) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one integer[];
    found integer[] := '{}';
    grants integer := 0;
BEGIN
    FOR one IN
        SELECT g.cells FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id
        WHERE act = ANY (f.acts) AND (permission IS NULL OR permission = ANY (f.permissions))
          AND g.member_id = whose AND g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now())
    LOOP
        found := found || one;
        grants := grants + 1;
    END LOOP;
    IF grants < 2 THEN RETURN found; END IF;
    RETURN ARRAY(SELECT DISTINCT c FROM unnest(found) c ORDER BY 1);
END $$;

-- The cells in which the context may do an act. The house's own jobs (purpose 'system:…') reach all of them.
CREATE FUNCTION gate.cells(act text) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who gate.context := gate.who();
BEGIN
    IF who.purpose LIKE 'system:%' THEN
        RETURN ARRAY(SELECT p.id * 10 + s FROM licite.access_portfolio p CROSS JOIN generate_series(1, 4) s ORDER BY 1);
    END IF;
    RETURN gate.held(who.member, act);
END $$;

-- The portfolios in which the context reads, each once. Asked anew by every statement on companies and their words.
CREATE FUNCTION gate.portfolios() RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    who gate.context := gate.who();
    one integer[];
    found integer[] := '{}';
BEGIN
    IF who.purpose LIKE 'system:%' THEN RETURN ARRAY(SELECT p.id FROM licite.access_portfolio p ORDER BY 1); END IF;
    FOR one IN
        SELECT g.portfolios FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id
        WHERE 'read' = ANY (f.acts) AND cardinality(g.stages) > 0
          AND g.member_id = who.member AND g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now())
    LOOP
        found := found || one;
    END LOOP;
    IF cardinality(found) < 2 THEN RETURN found; END IF;
    RETURN ARRAY(SELECT DISTINCT c FROM unnest(found) c ORDER BY 1);
END $$;

CREATE FUNCTION gate.permits(permission text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who gate.context := gate.who();
BEGIN
    IF who.purpose = 'system:console' THEN RETURN true; END IF;
    RETURN EXISTS (
        SELECT FROM gate.live_grants(who.member) g JOIN licite.access_profile f ON f.id = g.profile_id
        WHERE permission = ANY (f.permissions));
END $$;

-- Where a permission holds: the cells of the very grants that carry it. What one may do in the West by one grant is not
-- to be done in the East, where another only lets one read.
CREATE FUNCTION gate.cells_with(permission text) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who gate.context := gate.who();
BEGIN
    IF who.purpose LIKE 'system:%' THEN RETURN gate.cells('read'); END IF;
    RETURN gate.held(who.member, 'read', permission);
END $$;

CREATE FUNCTION gate.inside() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (gate.who()).purpose IS NOT NULL;
END $$;

-- Everything a page needs to know of its reader, in the one call that every request pays.
CREATE FUNCTION gate.describe(whose integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'member', m.id, 'name', m.name, 'law', gate.law_version(), 'language', m.language, 'notice_read', m.notice_read_at IS NOT NULL,
            'portfolios', coalesce((
                SELECT jsonb_object_agg(p.id, p.name) FROM licite.access_portfolio p
                WHERE EXISTS (SELECT FROM gate.live_grants(m.id) g WHERE p.id = ANY (g.portfolios))), '{}'::jsonb),
            'grants', coalesce((
                SELECT jsonb_agg(jsonb_build_object(
                    'id', g.id, 'profile', f.key, 'acts', f.acts, 'permissions', f.permissions, 'levels', f.levels,
                    'reveals', coalesce(f.reveals_a_day, gate.figure('sec.reveal.a_day')), 'portfolios', g.portfolios, 'stages', g.stages, 'until', g.ends_at, 'stands_for', g.stands_for)
                    ORDER BY g.id)
                FROM gate.live_grants(m.id) g JOIN licite.access_profile f ON f.id = g.profile_id), '[]'::jsonb))
        FROM licite.access_member m WHERE m.id = whose);
END $$;

-- Opens the transaction to the bearer of a ticket; NULL clears it. Idle by rule, absolute end at minting.
CREATE FUNCTION gate.enter(secret bytea) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE t gate.ticket;
BEGIN
    PERFORM set_config('licite.context', '', true);
    IF secret IS NULL THEN RETURN NULL; END IF;
    SELECT k.* INTO t FROM gate.ticket k JOIN licite.access_member m ON m.id = k.member AND m.left_at IS NULL
    WHERE k.hash = sha256(secret) AND k.ended_at IS NULL AND k.expires_at > gate.now()
      AND k.seen_at > gate.now() - make_interval(secs => gate.figure('sec.session.idle'));
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF t.seen_at < gate.now() - interval '30 seconds' THEN
        UPDATE gate.ticket SET seen_at = gate.now() WHERE hash = t.hash;
    END IF;
    PERFORM gate.open(t.member, 'page', encode(substr(t.hash, 1, 8), 'hex'));
    RETURN gate.describe(t.member);
END $$;

-- The house's own work (worker and console only): no member, a closed list of purposes.
CREATE FUNCTION gate.enter_system(purpose text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF purpose NOT IN ('console', 'rotate', 'demo', 'bench', 'health') THEN
        RAISE EXCEPTION 'unknown purpose' USING ERRCODE = '22023';
    END IF;
    PERFORM gate.open(NULL, 'system:' || purpose, 'system');
END $$;

-- A job or a command that acts for a member, inside that member's grants and only while they last.
CREATE FUNCTION gate.enter_for(whose integer, purpose text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM set_config('licite.context', '', true);
    IF purpose !~ '^[a-z_.]+$' OR NOT EXISTS (SELECT FROM licite.access_member WHERE id = whose AND left_at IS NULL) THEN
        RETURN NULL;
    END IF;
    PERFORM gate.open(whose, 'job:' || purpose, 'worker');
    RETURN gate.describe(whose);
END $$;

CREATE FUNCTION gate.mint(whose integer, secret_hash bytea, lasts interval) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF octet_length(secret_hash) <> 32 OR lasts > make_interval(secs => gate.figure('sec.session.absolute')) THEN
        RAISE EXCEPTION 'not a ticket' USING ERRCODE = '22023';
    END IF;
    INSERT INTO gate.ticket VALUES (secret_hash, whose, gate.now(), gate.now(), gate.now() + lasts, NULL)
    ON CONFLICT (hash) DO NOTHING;
END $$;

CREATE FUNCTION gate.end_ticket(secret_hash bytea) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE gate.ticket SET ended_at = gate.now() WHERE hash = secret_hash AND ended_at IS NULL;
END $$;

RESET ROLE;
