-- Profiles change by an act: looked at, with a reason, kept for ever; what holds, holds from the next request.
ALTER TABLE access_profilechange ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_profilechange FORCE ROW LEVEL SECURITY;
CREATE POLICY read_change ON access_profilechange FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.permits('access:profile:manage')) OR (SELECT gate.permits('journal:entry:read')));
CREATE POLICY no_insert ON access_profilechange FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_profilechange FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_profilechange FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_change ON access_profilechange TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT ON access_profilechange TO licite_web, licite_worker;
GRANT SELECT, INSERT ON access_profilechange TO licite_gate;
GRANT USAGE ON SEQUENCE access_profilechange_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The powers of control: of whoever watches over the law, and of whoever keeps the accounts. They stay where the house
-- laid them, apart from those who work with customers: no profile gains or loses one here.
CREATE FUNCTION gate.control() RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN '{inventory:subject:erase,journal:entry:read,lawful:note:review,lawful:notice:manage,lawful:rule:override,lawful:suppression:manage,people:field:manage,staff:member:manage}'::text[];
END $$;

CREATE FUNCTION gate.sheet_of(profile licite.access_profile) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN jsonb_build_object('acts', profile.acts, 'permissions', profile.permissions, 'levels', profile.levels,
                              'reveals', profile.reveals_a_day);
END $$;

-- What is in one and not in the other.
CREATE FUNCTION gate.apart(one text[], other text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN ARRAY((SELECT unnest(one) EXCEPT SELECT unnest(other)) UNION (SELECT unnest(other) EXCEPT SELECT unnest(one)));
END $$;

-- Words that mean something: closed acts and levels, only coordinates are revealed, nothing without reading.
CREATE FUNCTION gate.demand_sheet(acts text[], levels jsonb, reveals integer) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT acts <@ '{communicate,create,edit,export,object,read}'::text[] OR acts <> '{}' AND NOT 'read' = ANY (acts)
        OR NOT reveals BETWEEN 0 AND 500 OR jsonb_typeof(levels) IS DISTINCT FROM 'object'
        OR EXISTS (SELECT FROM jsonb_each_text(levels) l
                   WHERE NOT l.key = ANY ('{address,amount,email,name,note,phone,title}'::text[])
                      OR NOT l.value = ANY ('{hidden,masked,open}'::text[] || CASE WHEN l.key IN ('address', 'email', 'phone') THEN '{reveal}'::text[] ELSE '{}'::text[] END))
    THEN
        RAISE EXCEPTION 'not a profile' USING ERRCODE = '22023';
    END IF;
END $$;

-- The new version; NULL when the profile changed since the asker looked (`seen`). Refused: one's own profile, a profile
-- with a power of control, whatever one does not hold oneself wherever the profile is held now or will be, and whoever only
-- stands in.
CREATE FUNCTION gate.change_profile(which text, seen integer, new_acts text[], new_permissions text[], new_levels jsonb,
                                    new_reveals integer, why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held licite.access_profile;
    wanted integer[];
    before jsonb;
    version integer;
    base integer := gate.figure('sec.reveal.a_day');
    levels text[] := '{hidden,masked,reveal,open}';
BEGIN
    PERFORM gate.demand('access:profile:manage');
    PERFORM gate.demand_sheet(new_acts, new_levels, new_reveals);
    SELECT * INTO STRICT held FROM licite.access_profile WHERE key = which FOR UPDATE;
    version := (SELECT count(*) FROM licite.access_profilechange c WHERE c.profile_id = held.id);
    IF version <> seen THEN RETURN NULL; END IF;
    IF btrim(coalesce(why, '')) = '' THEN RAISE EXCEPTION 'no reason' USING ERRCODE = '22023'; END IF;
    IF (held.permissions || new_permissions)::text[] && gate.control() THEN
        RAISE EXCEPTION 'powers of control stay where they are' USING ERRCODE = '42501';
    END IF;
    IF NOT gate.permits_oneself('access:profile:manage') THEN
        RAISE EXCEPTION 'a stand-in changes no profile' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM licite.access_grant g
               WHERE g.member_id = gate.me() AND g.profile_id = held.id AND (g.ends_at IS NULL OR g.ends_at > gate.now())) THEN
        RAISE EXCEPTION 'nobody changes one''s own profile' USING ERRCODE = '42501';
    END IF;
    wanted := ARRAY(SELECT DISTINCT p * 10 + s FROM licite.access_grant g CROSS JOIN unnest(g.portfolios) p CROSS JOIN unnest(g.stages) s
                    WHERE g.profile_id = held.id AND (g.ends_at IS NULL OR g.ends_at > gate.now()));
    IF EXISTS (SELECT FROM unnest(gate.apart(held.permissions, new_permissions)) one
               WHERE NOT gate.permits(one) OR NOT wanted <@ gate.cells_with(one))
        OR EXISTS (SELECT FROM unnest(gate.apart(held.acts, new_acts)) one WHERE gate.cells(one) = '{}' OR NOT wanted <@ gate.cells(one))
        OR EXISTS (SELECT FROM unnest('{address,amount,email,name,note,phone,title}'::text[]) field
                   CROSS JOIN LATERAL (SELECT greatest(array_position(levels, coalesce(held.levels ->> field, 'hidden')),
                                                       array_position(levels, coalesce(new_levels ->> field, 'hidden'))) AS most,
                                              coalesce(held.levels ->> field, 'hidden') <> coalesce(new_levels ->> field, 'hidden') AS moves) m
                   WHERE m.moves AND (gate.cells_seeing(field, levels[m.most]) = '{}' OR NOT wanted <@ gate.cells_seeing(field, levels[m.most])))
        OR coalesce(new_reveals, base) <> coalesce(held.reveals_a_day, base) AND greatest(coalesce(new_reveals, base), coalesce(held.reveals_a_day, base)) > (
            SELECT max(coalesce(f.reveals_a_day, base)) FROM gate.live_grants(gate.me()) g JOIN licite.access_profile f ON f.id = g.profile_id)
    THEN
        RAISE EXCEPTION 'a change out of reach' USING ERRCODE = '42501';
    END IF;
    before := gate.sheet_of(held);
    UPDATE licite.access_profile p SET acts = new_acts, permissions = new_permissions, levels = new_levels, reveals_a_day = new_reveals
    WHERE p.id = held.id RETURNING p.* INTO held;
    INSERT INTO licite.access_profilechange (profile_id, version, before, after, reason, member, at)
    VALUES (held.id, version + 1, before, gate.sheet_of(held), left(why, 500), gate.me(), gate.now());
    RETURN version + 1;
END $$;

-- A profile of the organisation's own, as a copy under a new name; false where the name is taken. Whoever copies holds
-- all that is in it, and no power of control is copied.
CREATE FUNCTION gate.copy_profile(which text, new_key text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    source licite.access_profile;
    made licite.access_profile;
BEGIN
    PERFORM gate.demand('access:profile:manage');
    SELECT * INTO STRICT source FROM licite.access_profile WHERE key = which;
    IF new_key IS DISTINCT FROM btrim(new_key) OR length(new_key) NOT BETWEEN 2 AND 40 OR position('/' IN new_key) > 0 THEN
        RAISE EXCEPTION 'not a name' USING ERRCODE = '22023';
    END IF;
    PERFORM gate.demand_reach(source, '{}', '{}', gate.now(), true);
    IF source.permissions::text[] && gate.control() THEN
        RAISE EXCEPTION 'powers of control stay where they are' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM licite.access_profile p WHERE lower(p.key) = lower(new_key)) THEN RETURN false; END IF;
    INSERT INTO licite.access_profile (key, acts, permissions, levels, reveals_a_day)
    VALUES (new_key, source.acts, source.permissions, source.levels, source.reveals_a_day) RETURNING * INTO made;
    INSERT INTO licite.access_profilechange (profile_id, version, before, after, reason, member, at)
    VALUES (made.id, 1, jsonb_build_object('copied', which), gate.sheet_of(made), '', gate.me(), gate.now());
    RETURN true;
END $$;

REVOKE ALL ON FUNCTION gate.control(), gate.sheet_of(licite.access_profile), gate.apart(text[], text[]),
    gate.demand_sheet(text[], jsonb, integer),
    gate.change_profile(text, integer, text[], text[], jsonb, integer, text), gate.copy_profile(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.change_profile(text, integer, text[], text[], jsonb, integer, text), gate.copy_profile(text, text)
    TO licite_web, licite_worker;
RESET ROLE;
