-- Changes of rights: definer functions that check the act of the one who asks.
SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.demand(permission text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT gate.permits(permission) THEN
        RAISE EXCEPTION 'not permitted: %', permission USING ERRCODE = '42501';
    END IF;
END $$;

CREATE FUNCTION gate.add_member(member_name text, member_language text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made integer;
BEGIN
    PERFORM gate.demand('staff:member:manage');
    INSERT INTO licite.access_member (public, name, language, joined_at)
    VALUES (gen_random_uuid(), member_name, member_language, gate.now()) RETURNING id INTO made;
    RETURN made;
END $$;

-- A leaver in one gesture: grants, tickets and the member end together (sessions fall with their tickets).
CREATE FUNCTION gate.end_member(whose integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('staff:member:manage');
    UPDATE licite.access_member SET left_at = gate.now() WHERE id = whose AND left_at IS NULL;
    UPDATE licite.access_grant SET ends_at = gate.now()
    WHERE member_id = whose AND (ends_at IS NULL OR ends_at > gate.now());
    UPDATE gate.ticket SET ended_at = gate.now() WHERE member = whose AND ended_at IS NULL;
END $$;

-- Nobody gives or takes back what one does not hold: neither cells out of one's sight, nor a permission one lacks.
-- The console, which lays the first grants, holds all.
CREATE FUNCTION gate.demand_reach(profile licite.access_profile, in_portfolios integer[], in_stages integer[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT ARRAY(SELECT p * 10 + s FROM unnest(in_portfolios) p CROSS JOIN unnest(in_stages) s) <@ gate.cells('read') THEN
        RAISE EXCEPTION 'portfolios or stages out of reach' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM unnest(profile.permissions) wanted WHERE NOT gate.permits(wanted)) THEN
        RAISE EXCEPTION 'a permission out of reach' USING ERRCODE = '42501';
    END IF;
END $$;

CREATE FUNCTION gate.add_grant(whose integer, profile_key text, in_portfolios integer[], in_stages integer[], until timestamptz)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    made integer;
    profile licite.access_profile;
BEGIN
    PERFORM gate.demand('access:grant:manage');
    IF whose = gate.me() THEN
        RAISE EXCEPTION 'nobody grants to oneself' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO STRICT profile FROM licite.access_profile WHERE key = profile_key;
    PERFORM gate.demand_reach(profile, in_portfolios, in_stages);
    INSERT INTO licite.access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at, given_by)
    VALUES (whose, profile.id, in_portfolios, in_stages, gate.now(), until, gate.me()) RETURNING id INTO made;
    RETURN made;
END $$;

CREATE FUNCTION gate.end_grant(which integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held licite.access_grant;
    profile licite.access_profile;
BEGIN
    PERFORM gate.demand('access:grant:manage');
    SELECT * INTO held FROM licite.access_grant WHERE id = which AND (ends_at IS NULL OR ends_at > gate.now()) FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    SELECT * INTO STRICT profile FROM licite.access_profile WHERE id = held.profile_id;
    PERFORM gate.demand_reach(profile, held.portfolios, held.stages);
    UPDATE licite.access_grant SET ends_at = gate.now() WHERE id = which;
    RETURN true;
END $$;

CREATE FUNCTION gate.add_portfolio(portfolio_name text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made integer;
BEGIN
    PERFORM gate.demand('access:portfolio:manage');
    INSERT INTO licite.access_portfolio (name) VALUES (portfolio_name) RETURNING id INTO made;
    RETURN made;
END $$;

-- A member reads the notice that reading is journalled, once, for oneself.
CREATE FUNCTION gate.read_notice() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.access_member SET notice_read_at = gate.now() WHERE id = gate.me() AND notice_read_at IS NULL;
END $$;

CREATE FUNCTION gate.speak(member_language text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.access_member SET language = member_language WHERE id = gate.me() AND member_language IN ('fr', 'en');
END $$;

RESET ROLE;
