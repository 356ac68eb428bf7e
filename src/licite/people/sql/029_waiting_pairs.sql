-- How many pairs nobody has decided, and since when, by the portfolios of the two: counts, for whoever watches over the base
-- without merging in it (GDPR article 5(1)(d)). Only where both records are in the reader's sight; nothing of either, but
-- of those of which one refused what the other did not.
SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.pairs_waiting() RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('journal:entry:read');
    RETURN jsonb_build_object(
        'searched_at', (SELECT max(h.done_at) FROM licite.people_hunt h),
        'groups', (SELECT coalesce(jsonb_agg(to_jsonb(g) ORDER BY g.oldest), '[]') FROM (
            SELECT least(p.one_cell / 10, p.other_cell / 10) AS one, greatest(p.one_cell / 10, p.other_cell / 10) AS other,
                count(*) AS held, min(p.found_at) AS oldest,
                count(*) FILTER (WHERE p.found_at < gate.now() - interval '30 days') AS old,
                count(*) FILTER (WHERE a.objections <> b.objections) AS apart
            FROM licite.people_pair p
            JOIN licite.people_contact a ON a.id = p.one JOIN licite.people_contact b ON b.id = p.other
            WHERE p.dismissed_at IS NULL AND ARRAY[p.one_cell, p.other_cell] <@ (SELECT gate.cells('read'))
            GROUP BY 1, 2) g));
END $$;

-- The pairs of which one refused what the other did not, the oldest first: the person may be used through the other, unless
-- it waits for a decision.
CREATE FUNCTION gate.pairs_apart(most integer) RETURNS TABLE (one bigint, other bigint, found_at timestamptz,
    one_waits boolean, other_waits boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('journal:entry:read');
    RETURN QUERY SELECT p.one, p.other, p.found_at, gate.objected_elsewhere(p.one) IS NOT NULL, gate.objected_elsewhere(p.other) IS NOT NULL
    FROM licite.people_pair p
    JOIN licite.people_contact a ON a.id = p.one JOIN licite.people_contact b ON b.id = p.other
    WHERE p.dismissed_at IS NULL AND a.objections <> b.objections
        AND ARRAY[p.one_cell, p.other_cell] <@ (SELECT gate.cells('read'))
    ORDER BY p.found_at, p.id LIMIT least(most, 200);
END $$;

-- The records on which an objection was noted that makes this one wait (decision 3), for whoever reads both: none else.
CREATE FUNCTION gate.objected_elsewhere(which bigint) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE seen integer[] := gate.cells('read');
BEGIN
    RETURN (SELECT array_agg(DISTINCT o.contact ORDER BY o.contact) FROM licite.people_tray t
        JOIN licite.lawful_objection o ON o.contact = ANY (t.others) AND o.channel = ANY (t.closes) AND o.purpose = ''
        WHERE t.contact = which AND t.objected AND t.cell = ANY (seen) AND o.cell = ANY (seen));
END $$;

REVOKE ALL ON FUNCTION gate.pairs_waiting(), gate.pairs_apart(integer), gate.objected_elsewhere(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.pairs_waiting(), gate.pairs_apart(integer), gate.objected_elsewhere(bigint) TO licite_web;
RESET ROLE;
