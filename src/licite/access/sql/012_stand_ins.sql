-- Who stands in for an absent colleague: what that colleague holds now, for some days, given by whoever could give it.
CREATE INDEX access_grant_stands_for ON access_grant (stands_for) WHERE stands_for IS NOT NULL;

SET LOCAL ROLE licite_gate;

-- The grants made. A grant that stands for somebody is not lent on; one that ends meanwhile ends for both.
CREATE FUNCTION gate.stand_in(absent integer, instead integer, from_at timestamptz, until timestamptz) RETURNS integer[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held licite.access_grant;
    profile licite.access_profile;
    one integer;
    made integer[] := '{}';
BEGIN
    PERFORM gate.demand('access:grant:manage');
    IF instead = gate.me() OR instead = absent THEN
        RAISE EXCEPTION 'nobody grants to oneself' USING ERRCODE = '42501';
    END IF;
    IF NOT EXISTS (SELECT FROM licite.access_member m WHERE m.id = instead AND m.left_at IS NULL)
        OR (from_at < until AND until > gate.now() AND until < from_at + interval '12 months') IS NOT TRUE THEN
        RAISE EXCEPTION 'not an absence' USING ERRCODE = '22023';
    END IF;
    FOR held IN SELECT g.* FROM gate.live_grants(absent) g WHERE g.stands_for IS NULL ORDER BY g.id LOOP
        SELECT * INTO STRICT profile FROM licite.access_profile f WHERE f.id = held.profile_id;
        PERFORM gate.demand_reach(profile, held.portfolios, held.stages, least(until, held.ends_at), true);
        INSERT INTO licite.access_grant (public, member_id, profile_id, portfolios, stages, starts_at, ends_at, given_by, stands_for)
        VALUES (gen_random_uuid(), instead, held.profile_id, held.portfolios, held.stages, greatest(from_at, gate.now()),
                least(until, held.ends_at), gate.me(), absent) RETURNING id INTO one;
        made := made || one;
    END LOOP;
    RETURN made;
END $$;

REVOKE ALL ON FUNCTION gate.stand_in(integer, integer, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.stand_in(integer, integer, timestamptz, timestamptz) TO licite_web, licite_worker;
RESET ROLE;
