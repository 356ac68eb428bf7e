-- What the login role may know of tickets: which of a member's live, and that one is still used.
SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.live_tickets(whose integer) RETURNS TABLE (hash bytea, seen_at timestamptz, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT t.hash, t.seen_at, t.expires_at FROM gate.ticket t
    WHERE t.member = whose AND t.ended_at IS NULL AND t.expires_at > gate.now()
      AND t.seen_at > gate.now() - make_interval(secs => gate.figure('sec.session.idle'));
END $$;

-- Pages of one's own account count as use, as every other page does.
CREATE FUNCTION gate.keep_ticket(secret_hash bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE gate.ticket SET seen_at = gate.now()
    WHERE hash = secret_hash AND ended_at IS NULL AND expires_at > gate.now()
      AND seen_at > gate.now() - make_interval(secs => gate.figure('sec.session.idle'));
    RETURN FOUND;
END $$;

-- Who holds which rights, for whoever manages members: profiles and places, nothing of a customer.
CREATE FUNCTION gate.roll() RETURNS TABLE (member integer, profile text, portfolios text[], stages smallint[], until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('staff:member:manage');
    RETURN QUERY
        SELECT g.member_id, f.key::text,
               ARRAY(SELECT p.name::text FROM licite.access_portfolio p WHERE p.id = ANY (g.portfolios) ORDER BY p.name),
               g.stages, g.ends_at
        FROM licite.access_grant g JOIN licite.access_profile f ON f.id = g.profile_id
        WHERE g.starts_at <= gate.now() AND (g.ends_at IS NULL OR g.ends_at > gate.now())
        ORDER BY g.member_id, g.id;
END $$;

REVOKE ALL ON FUNCTION gate.live_tickets(integer), gate.keep_ticket(bytea), gate.roll() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.live_tickets(integer), gate.keep_ticket(bytea) TO licite_auth;
GRANT EXECUTE ON FUNCTION gate.roll() TO licite_web, licite_worker;
RESET ROLE;
