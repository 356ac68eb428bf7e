-- Changes of rights: definer functions that check the act of the one who asks.
SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.demand(permission text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT gate.permits(permission) THEN
        RAISE EXCEPTION 'not permitted: %', permission USING ERRCODE = '42501';
    END IF;
END $$;

-- By a grant of the asker's own, not by one that stands for somebody absent.
CREATE FUNCTION gate.permits_oneself(permission text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce((gate.who()).purpose = 'system:console', false) OR EXISTS (
        SELECT FROM gate.live_grants(gate.me()) g JOIN licite.access_profile f ON f.id = g.profile_id
        WHERE permission = ANY (f.permissions) AND g.stands_for IS NULL);
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

-- A leaver in one gesture: grants, those of whoever stands in, tickets and the member end together (sessions fall with
-- their tickets).
CREATE FUNCTION gate.end_member(whose integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('staff:member:manage');
    UPDATE licite.access_member SET left_at = gate.now() WHERE id = whose AND left_at IS NULL;
    UPDATE licite.access_grant SET ends_at = gate.now()
    WHERE whose IN (member_id, stands_for) AND (ends_at IS NULL OR ends_at > gate.now());
    UPDATE gate.ticket SET ended_at = gate.now() WHERE member = whose AND ended_at IS NULL;
END $$;

-- The cells where a live grant of the asker shows this field at least so much.
CREATE FUNCTION gate.cells_seeing(field text, at_least text) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    order_of text[] := '{hidden,masked,reveal,open}';
    who gate.context := gate.who();
BEGIN
    RETURN ARRAY(
        SELECT DISTINCT p * 10 + s
        FROM gate.live_grants(who.member) g
        JOIN licite.access_profile f ON f.id = g.profile_id AND 'read' = ANY (f.acts)
            AND array_position(order_of, coalesce(f.levels ->> field, 'hidden')) >= array_position(order_of, at_least)
        CROSS JOIN unnest(g.portfolios) p CROSS JOIN unnest(g.stages) s
        ORDER BY 1);
END $$;

-- Whether these grants reach all the cells wanted.
CREATE FUNCTION gate.covered(wanted integer[], by_grants integer[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN wanted <@ ARRAY(SELECT p * 10 + s FROM licite.access_grant g CROSS JOIN unnest(g.portfolios) p CROSS JOIN unnest(g.stages) s
                           WHERE g.id = ANY (by_grants));
END $$;

-- Nobody gives or takes back what one does not hold: neither cells out of one's sight, nor an act, a permission or a
-- level that one lacks there, nor more reveals a day; nor for longer than one holds it oneself (`lasting`: until when), nor
-- what one holds for somebody absent, unless `lent` says that it serves as well. The console, which lays the first grants,
-- holds all.
CREATE FUNCTION gate.demand_reach(profile licite.access_profile, in_portfolios integer[], in_stages integer[],
                                  lasting timestamptz, lent boolean) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    wanted integer[] := ARRAY(SELECT p * 10 + s FROM unnest(in_portfolios) p CROSS JOIN unnest(in_stages) s);
    base integer := gate.figure('sec.reveal.a_day');
    order_of text[] := '{hidden,masked,reveal,open}';
    mine integer[] := ARRAY(SELECT g.id FROM gate.live_grants(gate.me()) g
                            WHERE (g.ends_at IS NULL OR g.ends_at >= lasting) AND (lent OR g.stands_for IS NULL));
BEGIN
    IF (gate.who()).purpose = 'system:console' THEN RETURN; END IF;
    IF EXISTS (SELECT FROM unnest('{read}'::text[] || profile.acts::text[]) act WHERE NOT gate.covered(wanted, ARRAY(
            SELECT g.id FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id
            WHERE g.id = ANY (mine) AND act = ANY (f.acts)))) THEN
        RAISE EXCEPTION 'portfolios, stages or an act out of reach' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM unnest(profile.permissions) held CROSS JOIN LATERAL (
            SELECT array_agg(g.id) AS holding, array_agg(g.id) FILTER (WHERE 'read' = ANY (f.acts)) AS reading
            FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id
            WHERE g.id = ANY (mine) AND held = ANY (f.permissions)) by_mine
        WHERE by_mine.holding IS NULL OR NOT gate.covered(wanted, by_mine.reading)) THEN
        RAISE EXCEPTION 'a permission out of reach' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM jsonb_each_text(profile.levels) l WHERE l.value <> 'hidden' AND NOT gate.covered(wanted, ARRAY(
            SELECT g.id FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id AND 'read' = ANY (f.acts)
            WHERE g.id = ANY (mine)
                AND array_position(order_of, coalesce(f.levels ->> l.key, 'hidden')) >= array_position(order_of, l.value)))) THEN
        RAISE EXCEPTION 'a level out of reach' USING ERRCODE = '42501';
    END IF;
    IF coalesce(profile.reveals_a_day, base) > (
        SELECT coalesce(max(coalesce(f.reveals_a_day, base)), 0)
        FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id WHERE g.id = ANY (mine)) THEN
        RAISE EXCEPTION 'more reveals a day than one has' USING ERRCODE = '42501';
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
    PERFORM gate.demand_reach(profile, in_portfolios, in_stages, coalesce(until, 'infinity'), false);
    IF until <= gate.now() OR NOT EXISTS (SELECT FROM licite.access_member m WHERE m.id = whose AND m.left_at IS NULL)
        OR NOT in_stages <@ '{1,2,3,4}'::integer[] OR profile.acts <> '{}' AND (in_portfolios = '{}' OR in_stages = '{}') THEN
        RAISE EXCEPTION 'not a grant' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at, given_by)
    VALUES (whose, profile.id, in_portfolios, in_stages, gate.now(), until, gate.me()) RETURNING id INTO made;
    RETURN made;
END $$;

-- The live grant that the asker may end or move the end of: of another member, and within one's own reach; `lasting` and
-- `lent` as in demand_reach. NULL: it has ended.
CREATE FUNCTION gate.grant_to_change(which integer, lasting timestamptz, lent boolean) RETURNS licite.access_grant
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held licite.access_grant;
    profile licite.access_profile;
BEGIN
    PERFORM gate.demand('access:grant:manage');
    SELECT * INTO held FROM licite.access_grant WHERE id = which AND (ends_at IS NULL OR ends_at > gate.now()) FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF held.member_id = gate.me() THEN
        RAISE EXCEPTION 'nobody changes one''s own grants' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO STRICT profile FROM licite.access_profile WHERE id = held.profile_id;
    PERFORM gate.demand_reach(profile, held.portfolios, held.stages, lasting, lent);
    RETURN held;
END $$;

-- Whoever stands in holds it no longer than the one who is away.
CREATE FUNCTION gate.shorten_stand_ins(held licite.access_grant, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.access_grant g SET ends_at = until
    WHERE g.stands_for = held.member_id AND g.ends_at > until AND held.stands_for IS NULL
        AND (g.profile_id, g.portfolios, g.stages) = (held.profile_id, held.portfolios, held.stages);
END $$;

CREATE FUNCTION gate.end_grant(which integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE held licite.access_grant := gate.grant_to_change(which, gate.now(), true);
BEGIN
    IF held.id IS NULL THEN RETURN false; END IF;
    UPDATE licite.access_grant SET ends_at = gate.now() WHERE id = which;
    PERFORM gate.shorten_stand_ins(held, gate.now());
    RETURN true;
END $$;

-- NULL: no end. What stands for somebody absent ends within twelve months, and with what it stands for.
CREATE FUNCTION gate.prolong_grant(which integer, until timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE held licite.access_grant;
BEGIN
    IF until <= gate.now() THEN
        RAISE EXCEPTION 'not an end' USING ERRCODE = '22023';
    END IF;
    held := gate.grant_to_change(which, coalesce(until, 'infinity'), false);
    IF held.id IS NULL THEN RETURN false; END IF;
    IF held.stands_for IS NOT NULL AND ((until < held.starts_at + interval '12 months') IS NOT TRUE OR NOT EXISTS (
        SELECT FROM gate.live_grants(held.stands_for) g
        WHERE g.stands_for IS NULL AND (g.ends_at IS NULL OR g.ends_at >= until)
            AND (g.profile_id, g.portfolios, g.stages) = (held.profile_id, held.portfolios, held.stages))) THEN
        RAISE EXCEPTION 'not an absence' USING ERRCODE = '22023';
    END IF;
    UPDATE licite.access_grant SET ends_at = until WHERE id = which;
    PERFORM gate.shorten_stand_ins(held, until);
    RETURN true;
END $$;

-- A newcomer with the first grant, in one gesture: whoever gives rights invites, and gives no more than at any other time.
CREATE FUNCTION gate.invite_member(member_name text, member_language text, profile_key text, in_portfolios integer[],
                                   in_stages integer[], until timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made integer;
BEGIN
    PERFORM gate.demand('access:grant:manage');
    INSERT INTO licite.access_member (public, name, language, joined_at)
    VALUES (gen_random_uuid(), member_name, member_language, gate.now()) RETURNING id INTO made;
    PERFORM gate.add_grant(made, profile_key, in_portfolios, in_stages, until);
    RETURN made;
END $$;

-- When each member last signed in, for whoever gives rights.
CREATE FUNCTION gate.roster() RETURNS TABLE (member integer, signed_in_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('access:grant:manage');
    RETURN QUERY
        SELECT t.member, max(t.minted_at) FROM gate.ticket t GROUP BY t.member;
END $$;

CREATE FUNCTION gate.add_portfolio(portfolio_name text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made integer;
BEGIN
    PERFORM gate.demand('access:portfolio:manage');
    -- Not whoever only stands in: it would be lost to all with their last day.
    IF NOT gate.permits_oneself('access:portfolio:manage') THEN
        RAISE EXCEPTION 'a stand-in opens no portfolio' USING ERRCODE = '42501';
    END IF;
    INSERT INTO licite.access_portfolio (name) VALUES (portfolio_name) RETURNING id INTO made;
    -- Whoever opens a portfolio holds it, as the grant says by which they may: it is empty, so this shows them nothing,
    -- and nobody could give it to others otherwise.
    INSERT INTO licite.access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at, given_by)
    SELECT g.member_id, g.profile_id, ARRAY[made], g.stages, gate.now(), g.ends_at, gate.me()
    FROM gate.live_grants(gate.me()) g JOIN licite.access_profile f ON f.id = g.profile_id
    WHERE 'access:portfolio:manage' = ANY (f.permissions) AND g.stands_for IS NULL ORDER BY cardinality(g.stages) DESC, g.id LIMIT 1;
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
