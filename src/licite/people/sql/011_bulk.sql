-- Acts on many records at once, and their undoing: exactly what the batch did, and what nobody has changed since.
CREATE INDEX people_batch_member ON people_batch (member, made_at);
CREATE INDEX people_batchitem_contact ON people_batchitem (contact);
CREATE INDEX people_batchitem_batch ON people_batchitem (batch);
ALTER TABLE people_batchitem ADD CONSTRAINT people_batchitem_batch FOREIGN KEY (batch) REFERENCES people_batch (id);
ALTER TABLE people_batchitem ADD CONSTRAINT people_batchitem_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE people_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_batch FORCE ROW LEVEL SECURITY;
ALTER TABLE people_batchitem ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_batchitem FORCE ROW LEVEL SECURITY;

-- What was done is read by whoever did it; on whom, by the gate alone, which undoes it.
CREATE POLICY read_batch ON people_batch FOR SELECT TO licite_web, licite_worker USING (member = (SELECT gate.me()));
CREATE POLICY no_insert ON people_batch FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_batch FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_batch FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
-- An erasure looks whether a record has left anything behind.
CREATE POLICY find_item ON people_batchitem FOR SELECT TO licite_worker USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY gate_batch ON people_batch TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_batchitem ON people_batchitem TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON people_batchitem TO licite_worker;
GRANT SELECT ON people_batch TO licite_web, licite_worker;
GRANT SELECT, INSERT, UPDATE ON people_batch TO licite_gate;
GRANT SELECT, INSERT ON people_batchitem TO licite_gate;
GRANT USAGE ON SEQUENCE people_batch_id_seq, people_batchitem_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Where the actor may do what a batch does, and so undo it: the cells of its act, by grants that carry its permission.
CREATE FUNCTION gate.reach_of(act text) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT unnest(gate.cells(CASE act WHEN 'task' THEN 'communicate' ELSE 'edit' END))
        INTERSECT SELECT unnest(gate.cells_with(CASE act WHEN 'task' THEN 'people:task:write' WHEN 'tag' THEN 'people:contact:edit'
            WHEN 'advance' THEN 'people:stage:move' ELSE 'people:contact:assign' END)));
END $$;

CREATE FUNCTION gate.open_batch(named uuid, act text, total integer, left_out jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made bigint;
BEGIN
    PERFORM gate.demand('people:contact:bulk');
    IF gate.me() IS NULL OR total > 500 THEN RAISE EXCEPTION 'not a batch' USING ERRCODE = '22023'; END IF;
    INSERT INTO licite.people_batch (public, member, act, total, skipped, made_at)
    VALUES (named, gate.me(), act, total, left_out, gate.now()) RETURNING id INTO made;
    RETURN made;
END $$;

-- Rows that the member's own statements put on records in this very transaction: tasks or tags. Nothing older is undone
-- by naming it here.
CREATE FUNCTION gate.keep_batch(named uuid, act text, contacts bigint[], made bigint[], left_out jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    batch bigint;
    reach integer[] := gate.reach_of(act);
    me integer := gate.me();
    since integer := age(pg_current_xact_id()::xid);
    kept bigint;
BEGIN
    IF act NOT IN ('task', 'tag') OR cardinality(contacts) <> cardinality(made) THEN
        RAISE EXCEPTION 'not a batch' USING ERRCODE = '22023';
    END IF;
    batch := gate.open_batch(named, act, cardinality(contacts), left_out);
    INSERT INTO licite.people_batchitem (batch, contact, cell, made, due_at)
    SELECT batch, c.id, c.cell, m.made, t.due_at FROM unnest(contacts, made) m (id, made)
    JOIN licite.people_contact c ON c.id = m.id AND c.cell = ANY (reach)
    LEFT JOIN licite.people_task t ON act = 'task' AND t.id = m.made AND t.contact = c.id AND t.member = me AND age(t.xmin) <= since
    LEFT JOIN licite.people_tag g ON act = 'tag' AND g.id = m.made AND g.contact = c.id AND g.member = me AND age(g.xmin) <= since
    WHERE t.id IS NOT NULL OR g.id IS NOT NULL;
    GET DIAGNOSTICS kept = ROW_COUNT;
    IF kept <> cardinality(contacts) THEN RAISE EXCEPTION 'rows of another batch' USING ERRCODE = '42501'; END IF;
END $$;

-- Moves and keeps in one: what a batch may undo, it did itself.
CREATE FUNCTION gate.advance_many(named uuid, contacts bigint[], left_out jsonb) RETURNS TABLE (moved bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    batch bigint := gate.open_batch(named, 'advance', cardinality(contacts), left_out);
    reach integer[] := gate.reach_of('advance');
BEGIN
    PERFORM gate.demand('people:stage:move');
    RETURN QUERY WITH held AS (
        SELECT c.id, c.cell FROM licite.people_contact c WHERE c.id = ANY (contacts) AND c.cell = ANY (reach)
            AND NOT c.restricted AND gate.stage_after(c.cell % 10, 'advance') IS NOT NULL ORDER BY c.id FOR UPDATE
    ), done AS (
        UPDATE licite.people_contact c SET cell = h.cell - h.cell % 10 + gate.stage_after(h.cell % 10, 'advance')
        FROM held h WHERE c.id = h.id RETURNING c.id, h.cell AS before, c.cell AS after
    ) SELECT gate.note_move(batch, d.id, d.before, d.after) FROM done d;
    UPDATE licite.people_batch SET total = (SELECT count(*) FROM licite.people_batchitem i WHERE i.batch = people_batch.id)
    WHERE id = batch;
END $$;

CREATE FUNCTION gate.assign_many(named uuid, contacts bigint[], portfolio integer, left_out jsonb) RETURNS TABLE (moved bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE batch bigint := gate.open_batch(named, 'assign', cardinality(contacts), left_out);
BEGIN
    RETURN QUERY SELECT gate.note_move(batch, a.moved, a.cell_before, a.cell_after) FROM gate.assign(contacts, portfolio) a;
    UPDATE licite.people_batch SET total = (SELECT count(*) FROM licite.people_batchitem i WHERE i.batch = people_batch.id)
    WHERE id = batch;
END $$;

CREATE FUNCTION gate.note_move(batch bigint, which bigint, before integer, after integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO licite.people_batchitem (batch, contact, cell, cell_before, cell_after) VALUES (batch, which, after, before, after);
    RETURN which;
END $$;

-- Within the hour, by whoever did it and may still do it where the records were. Which came back; NULL: not to be undone.
CREATE FUNCTION gate.undo_batch(named uuid) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    b licite.people_batch;
    reach integer[];
    target integer;
    done bigint[] := '{}';
BEGIN
    PERFORM gate.demand('people:contact:bulk');
    SELECT * INTO b FROM licite.people_batch p WHERE p.public = named AND p.member = gate.me() AND p.undone_at IS NULL
        AND p.made_at > gate.now() - interval '1 hour' FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    reach := gate.reach_of(b.act);
    IF b.act = 'task' THEN
        -- A task that is done, put off or no longer one's own has been worked on since.
        WITH gone AS (
            DELETE FROM licite.people_task t USING licite.people_batchitem i WHERE i.batch = b.id AND t.id = i.made
                AND t.contact = i.contact AND t.cell = ANY (reach) AND t.member = b.member AND t.done_at IS NULL AND t.due_at = i.due_at
            RETURNING t.contact)
        SELECT coalesce(array_agg(g.contact), '{}') INTO done FROM gone g;
    ELSIF b.act = 'tag' THEN
        WITH gone AS (
            DELETE FROM licite.people_tag t USING licite.people_batchitem i WHERE i.batch = b.id AND t.id = i.made
                AND t.contact = i.contact AND t.cell = ANY (reach) AND t.member = b.member
            RETURNING t.contact)
        SELECT coalesce(array_agg(g.contact), '{}') INTO done FROM gone g;
        -- The line that the batch wrote in their history goes too: the word never stayed.
        DELETE FROM licite.people_change h WHERE h.contact = ANY (done) AND h.field = 'tag' AND h.member = b.member AND h.at = b.made_at;
    ELSIF b.act = 'advance' THEN
        WITH back AS (
            UPDATE licite.people_contact c SET cell = i.cell_before FROM licite.people_batchitem i
            WHERE i.batch = b.id AND c.id = i.contact AND c.cell = i.cell_after AND i.cell_after = ANY (reach) AND i.cell_before = ANY (reach)
                AND NOT c.restricted
            RETURNING c.id)
        SELECT coalesce(array_agg(k.id), '{}') INTO done FROM back k;
    ELSE
        FOR target IN SELECT DISTINCT i.cell_before / 10 FROM licite.people_batchitem i WHERE i.batch = b.id LOOP
            done := done || ARRAY(SELECT a.moved FROM gate.assign(ARRAY(
                SELECT c.id FROM licite.people_batchitem i JOIN licite.people_contact c ON c.id = i.contact
                WHERE i.batch = b.id AND i.cell_before / 10 = target AND c.cell = i.cell_after), target) a);
        END LOOP;
    END IF;
    UPDATE licite.people_batch SET undone_at = gate.now(), undone = cardinality(done) WHERE id = b.id;
    RETURN done;
END $$;

REVOKE ALL ON FUNCTION gate.reach_of(text), gate.open_batch(uuid, text, integer, jsonb), gate.keep_batch(uuid, text, bigint[], bigint[], jsonb),
    gate.advance_many(uuid, bigint[], jsonb), gate.assign_many(uuid, bigint[], integer, jsonb),
    gate.note_move(bigint, bigint, integer, integer), gate.undo_batch(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.keep_batch(uuid, text, bigint[], bigint[], jsonb), gate.advance_many(uuid, bigint[], jsonb),
    gate.assign_many(uuid, bigint[], integer, jsonb), gate.undo_batch(uuid) TO licite_web, licite_worker;
RESET ROLE;
