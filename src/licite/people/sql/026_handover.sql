-- A portfolio handed over: its records move in batches by the worker, open tasks go to whoever takes over. What moved is
-- kept line by line, so that all of it that nobody touched since comes back in one gesture.
ALTER TABLE people_handover ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_handover FORCE ROW LEVEL SECURITY;
CREATE INDEX people_handover_member ON people_handover (member, created_at DESC);
CREATE POLICY read_handover ON people_handover FOR SELECT TO licite_web, licite_worker USING (member = (SELECT gate.me()));
CREATE POLICY create_handover ON people_handover FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND (SELECT gate.permits('people:contact:assign')));
CREATE POLICY edit_handover ON people_handover FOR UPDATE TO licite_web, licite_worker
    USING (member = (SELECT gate.me())) WITH CHECK (member = (SELECT gate.me()));
CREATE POLICY no_delete ON people_handover FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_handover ON people_handover TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT, INSERT (public, member, source, target, tray, stages, tasks_from, tasks_to, deals_to, total, state, counts, created_at, done_at),
    UPDATE (state, counts, done_at) ON people_handover TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE people_handover_id_seq TO licite_web, licite_worker;
GRANT SELECT (id, public, state), UPDATE (state, done_at) ON people_handover TO licite_gate;

CREATE INDEX people_handoveritem_of ON people_handoveritem (handover, id);
CREATE INDEX people_handoveritem_contact ON people_handoveritem (contact);
ALTER TABLE people_handoveritem ADD CONSTRAINT people_handoveritem_handover FOREIGN KEY (handover) REFERENCES people_handover (id);
ALTER TABLE people_handoveritem ADD CONSTRAINT people_handoveritem_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE people_handoveritem ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_handoveritem FORCE ROW LEVEL SECURITY;
CREATE POLICY read_item ON people_handoveritem FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
-- By the worker alone, on an order of the member in whose name it works. A line gives no right: what it brings back is
-- asked of the gate as any other move.
CREATE POLICY keep_item ON people_handoveritem FOR INSERT TO licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[])
        AND EXISTS (SELECT FROM people_handover h WHERE h.id = handover AND h.member = (SELECT gate.me())));
CREATE POLICY no_insert ON people_handoveritem FOR INSERT TO licite_web WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_handoveritem FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_handoveritem FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_item ON people_handoveritem TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT ON people_handoveritem TO licite_web;
GRANT SELECT, INSERT (handover, contact, cell, kind, row, before, after) ON people_handoveritem TO licite_worker;
GRANT USAGE ON SEQUENCE people_handoveritem_id_seq TO licite_worker;

SET LOCAL ROLE licite_gate;

INSERT INTO gate.job VALUES ('people.hand_over', 'people:contact:assign');

-- Open tasks on these records, of one member or of anybody, to a colleague who may act on them where they are; which, and
-- whose they were.
CREATE FUNCTION gate.hand_tasks(which bigint[], from_member integer, taker integer)
RETURNS TABLE (task bigint, about bigint, giver integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE reach integer[];
BEGIN
    PERFORM gate.demand('people:contact:assign');
    reach := ARRAY(SELECT c FROM gate.assigning() c WHERE gate.takes_tasks(taker, c));
    RETURN QUERY UPDATE licite.people_task t SET member = taker, reminded_at = NULL FROM licite.people_task was
    WHERE was.id = t.id AND t.contact = ANY (which) AND t.done_at IS NULL AND t.cell = ANY (reach) AND t.member <> taker
        AND (from_member IS NULL OR t.member = from_member)
    RETURNING t.id, t.contact, was.member;
END $$;

-- Tasks that are open and still the holder's, back to whose they were, as far as they may still act there; on whom.
CREATE FUNCTION gate.return_tasks(which bigint[], givers integer[], holder integer) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('people:contact:assign');
    RETURN QUERY UPDATE licite.people_task t SET member = b.giver, reminded_at = NULL FROM unnest(which, givers) AS b (task, giver)
    WHERE t.id = b.task AND t.done_at IS NULL AND t.member = holder AND t.cell IN (SELECT gate.assigning())
        AND gate.takes_tasks(b.giver, t.cell)
    RETURNING t.contact;
END $$;

-- Where the actor may say whose a record is.
CREATE FUNCTION gate.assigning() RETURNS SETOF integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT unnest(gate.cells('edit')) INTERSECT SELECT unnest(gate.cells_with('people:contact:assign'));
END $$;

-- A portfolio is closed when nothing is in it; the grants over it, those to come too, go on without it.
CREATE FUNCTION gate.close_portfolio(which integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE cells integer[] := ARRAY(SELECT which * 10 + s FROM generate_series(1, 4) s);
BEGIN
    PERFORM gate.demand_portfolio(which);
    PERFORM FROM licite.access_portfolio p WHERE p.id = which FOR UPDATE;
    IF EXISTS (SELECT FROM licite.people_contact c WHERE c.cell = ANY (cells))
        OR EXISTS (SELECT FROM licite.people_company c WHERE c.cell = ANY (cells)) THEN
        RETURN false;
    END IF;
    UPDATE licite.access_portfolio SET closed_at = gate.now() WHERE id = which AND closed_at IS NULL;
    DELETE FROM licite.access_placement WHERE portfolio_id = which;
    WITH ended AS (
        UPDATE licite.access_grant g SET ends_at = gate.now()
        FROM licite.access_grant was
        WHERE was.id = g.id AND which = ANY (g.portfolios) AND (g.ends_at IS NULL OR g.ends_at > gate.now())
        RETURNING g.member_id, g.profile_id, array_remove(g.portfolios, which) AS portfolios, g.stages,
            greatest(g.starts_at, gate.now()) AS starts_at, was.ends_at, g.given_by, g.stands_for)
    INSERT INTO licite.access_grant (member_id, profile_id, portfolios, stages, starts_at, ends_at, given_by, stands_for)
    SELECT e.member_id, e.profile_id, e.portfolios, e.stages, e.starts_at, e.ends_at, e.given_by, e.stands_for FROM ended e WHERE e.portfolios <> '{}';
    RETURN true;
END $$;

-- Whoever ordered it has no rights left, or it failed too often.
CREATE FUNCTION gate.stop_handover(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.people_handover SET state = 'stopped', done_at = gate.now() WHERE public = which AND state IN ('ordered', 'running', 'undoing');
END $$;

REVOKE ALL ON FUNCTION gate.hand_tasks(bigint[], integer, integer), gate.return_tasks(bigint[], integer[], integer), gate.assigning(),
    gate.close_portfolio(integer), gate.stop_handover(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.close_portfolio(integer) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.hand_tasks(bigint[], integer, integer), gate.return_tasks(bigint[], integer[], integer),
    gate.stop_handover(uuid) TO licite_worker;
RESET ROLE;
