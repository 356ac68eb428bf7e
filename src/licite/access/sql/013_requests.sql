-- Access asked for: a member names a portfolio, stages, a motive and a last day; whoever gives grants there answers.
ALTER TABLE access_accessrequest ADD COLUMN cells integer[] NOT NULL
    GENERATED ALWAYS AS (cells_of(ARRAY[portfolio_id], stages)) STORED;
CREATE INDEX access_accessrequest_open ON access_accessrequest (expires_at) WHERE answered_at IS NULL AND closed_at IS NULL;

ALTER TABLE access_accessrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_accessrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY read_request ON access_accessrequest FOR SELECT TO licite_web, licite_worker
    USING (member_id = (SELECT gate.me()) OR cells && (SELECT gate.cells_with('access:grant:manage'))::int[]);
CREATE POLICY no_insert ON access_accessrequest FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_accessrequest FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_accessrequest FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY rotate_request ON access_accessrequest FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY gate_request ON access_accessrequest TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT ON access_accessrequest TO licite_web, licite_worker;
GRANT UPDATE (note, answer) ON access_accessrequest TO licite_worker;
GRANT SELECT, INSERT, UPDATE ON access_accessrequest TO licite_gate;
GRANT USAGE ON SEQUENCE access_accessrequest_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- What there is to ask for: the names of portfolios are known in the house, who is in them is not.
CREATE FUNCTION gate.portfolio_names() RETURNS TABLE (id integer, name text, closed boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT p.id, p.name::text, p.closed_at IS NOT NULL FROM licite.access_portfolio p WHERE gate.inside() ORDER BY p.name;
END $$;

-- A text goes with what it was for: the motive, the dates and who answered stay.
CREATE FUNCTION gate.drop_request_texts() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.access_accessrequest r SET note = NULL
    WHERE r.note IS NOT NULL AND (r.answered_at IS NOT NULL OR r.closed_at IS NOT NULL OR r.expires_at <= gate.now());
    UPDATE licite.access_accessrequest r SET answer = NULL WHERE r.answer IS NOT NULL AND r.closed_at IS NOT NULL;
END $$;

-- False where too many of the asker's own wait already. `until` is the midnight after the last day.
CREATE FUNCTION gate.ask_access(ref uuid, in_portfolio integer, in_stages integer[], why text, until timestamptz, sealed bytea)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF gate.me() IS NULL THEN RAISE EXCEPTION 'nobody asks' USING ERRCODE = '42501'; END IF;
    IF NOT EXISTS (SELECT FROM licite.access_portfolio p WHERE p.id = in_portfolio AND p.closed_at IS NULL)
        OR coalesce(cardinality(in_stages), 0) = 0 OR NOT in_stages <@ '{1,2,3,4}'::integer[]
        OR NOT coalesce(why = ANY ('{account,absence,deal,asked,other}'::text[]), false)
        OR (until > gate.now() AND until <= gate.now() + make_interval(days => gate.figure('sec.request.longest') + 1)) IS NOT TRUE
        OR coalesce(octet_length(sealed), 0) > 4000
    THEN
        RAISE EXCEPTION 'not a request' USING ERRCODE = '22023';
    END IF;
    -- One at a time, so that the count holds.
    PERFORM FROM licite.access_member m WHERE m.id = gate.me() FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM licite.access_accessrequest r WHERE r.member_id = gate.me() AND r.answered_at IS NULL
        AND r.closed_at IS NULL AND r.expires_at > gate.now()) >= 5 THEN RETURN false; END IF;
    INSERT INTO licite.access_accessrequest (public, member_id, portfolio_id, stages, motive, note, until, asked_at, expires_at)
    VALUES (ref, gate.me(), in_portfolio, in_stages, why, sealed, until, gate.now(),
            least(until, gate.now() + make_interval(days => gate.figure('sec.request.unanswered'))));
    PERFORM gate.drop_request_texts();
    RETURN true;
END $$;

-- A profile gives it, as narrow and as short as was asked or more; none refuses it. False: it waits no more. Nobody answers
-- one's own, and add_grant lets nobody give what one does not hold.
CREATE FUNCTION gate.answer_access(ref uuid, profile_key text, in_stages integer[], until timestamptz, sealed bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    held licite.access_accessrequest;
    made integer;
BEGIN
    PERFORM gate.demand('access:grant:manage');
    SELECT r.* INTO held FROM licite.access_accessrequest r JOIN licite.access_member m ON m.id = r.member_id AND m.left_at IS NULL
    WHERE r.public = ref AND r.answered_at IS NULL AND r.closed_at IS NULL AND r.expires_at > gate.now() FOR UPDATE OF r;
    IF NOT FOUND THEN RETURN false; END IF;
    IF held.member_id = gate.me() OR NOT held.cells && gate.cells_with('access:grant:manage') THEN
        RAISE EXCEPTION 'not one to answer' USING ERRCODE = '42501';
    END IF;
    IF profile_key IS NOT NULL THEN
        IF (until <= held.until AND in_stages <@ held.stages::integer[] AND cardinality(in_stages) > 0) IS NOT TRUE THEN
            RAISE EXCEPTION 'more than was asked' USING ERRCODE = '22023';
        END IF;
        made := gate.add_grant(held.member_id, profile_key, ARRAY[held.portfolio_id], in_stages, until);
    ELSIF sealed IS NULL OR octet_length(sealed) > 4000 THEN
        RAISE EXCEPTION 'no reason' USING ERRCODE = '22023';
    END IF;
    UPDATE licite.access_accessrequest r SET answered_at = gate.now(), answered_by = gate.me(), given = made,
        answer = CASE WHEN made IS NULL THEN sealed END
    WHERE r.id = held.id;
    PERFORM gate.drop_request_texts();
    RETURN true;
END $$;

-- One's own, withdrawn while it waits, put away afterwards; false where it is done already.
CREATE FUNCTION gate.close_access(ref uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE done boolean;
BEGIN
    UPDATE licite.access_accessrequest r SET closed_at = gate.now()
    WHERE r.public = ref AND r.member_id = gate.me() AND r.closed_at IS NULL;
    done := FOUND;
    PERFORM gate.drop_request_texts();
    RETURN done;
END $$;

REVOKE ALL ON FUNCTION gate.portfolio_names(), gate.drop_request_texts(),
    gate.ask_access(uuid, integer, integer[], text, timestamptz, bytea),
    gate.answer_access(uuid, text, integer[], timestamptz, bytea), gate.close_access(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.portfolio_names(), gate.ask_access(uuid, integer, integer[], text, timestamptz, bytea),
    gate.answer_access(uuid, text, integer[], timestamptz, bytea), gate.close_access(uuid) TO licite_web, licite_worker;
RESET ROLE;
