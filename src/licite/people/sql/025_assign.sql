-- Records change portfolio: by hand, in bulk, or when a portfolio is handed over. The stage stays.
GRANT UPDATE (cell) ON people_company TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Moves what the asker may edit and assign on both sides, and says what moved; the rest stays, without a word on why.
-- Children follow by their key. A clash that waits goes on waiting: it knows its records by their new cells.
CREATE FUNCTION gate.assign(which bigint[], portfolio integer)
RETURNS TABLE (moved bigint, cell_before integer, cell_after integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reach integer[];
    ids bigint[];
    befores integer[];
    afters integer[];
BEGIN
    PERFORM gate.demand('people:contact:assign');
    IF cardinality(which) > 1000 THEN
        RAISE EXCEPTION 'too many records at once' USING ERRCODE = '22023';
    END IF;
    reach := ARRAY(SELECT unnest(gate.cells('edit')) INTERSECT SELECT unnest(gate.cells_with('people:contact:assign')));
    WITH held AS (
        SELECT c.id, c.cell FROM licite.people_contact c
        WHERE c.id = ANY (which) AND c.cell = ANY (reach) AND c.cell / 10 <> portfolio AND portfolio * 10 + c.cell % 10 = ANY (reach)
        ORDER BY c.id FOR UPDATE
    ), done AS (
        UPDATE licite.people_contact c SET cell = portfolio * 10 + h.cell % 10 FROM held h WHERE c.id = h.id
        RETURNING c.id, h.cell AS cell_before, c.cell AS cell_after
    ) SELECT array_agg(d.id ORDER BY d.id), array_agg(d.cell_before ORDER BY d.id), array_agg(d.cell_after ORDER BY d.id)
    INTO ids, befores, afters FROM done d;
    IF ids IS NULL THEN RETURN; END IF;
    UPDATE licite.people_tray t
    SET other_cells = ARRAY(SELECT DISTINCT c.cell FROM licite.people_contact c WHERE c.id = ANY (t.others))
    WHERE t.others && ids;
    -- A company goes with the last of its people who were in its own portfolio. Only for whoever holds the whole of that
    -- portfolio: otherwise a company that stays would tell of people out of sight.
    UPDATE licite.people_company k SET cell = portfolio * 10 + k.cell % 10
    WHERE k.id IN (SELECT c.company_id FROM licite.people_contact c JOIN unnest(ids, befores) m (id, cell) ON m.id = c.id
                   WHERE c.company_id IS NOT NULL AND m.cell / 10 = k.cell / 10)
        AND ARRAY(SELECT k.cell / 10 * 10 + s FROM generate_series(1, 4) s) <@ reach AND portfolio * 10 + k.cell % 10 = ANY (reach)
        AND NOT EXISTS (SELECT FROM licite.people_contact c WHERE c.company_id = k.id AND c.cell / 10 = k.cell / 10);
    RETURN QUERY SELECT * FROM unnest(ids, befores, afters);
END $$;

REVOKE ALL ON FUNCTION gate.assign(bigint[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.assign(bigint[], integer) TO licite_web, licite_worker;
RESET ROLE;
