-- Acts that a file brings: written and taken back here alone, under a batch of the member's own, in nobody's name: whoever
-- brought the file did not do what it tells.
ALTER TABLE intake_event ADD CONSTRAINT intake_event_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE intake_event ADD CONSTRAINT intake_event_interaction FOREIGN KEY (interaction)
    REFERENCES people_interaction (id) ON DELETE CASCADE;
CREATE INDEX intake_event_contact ON intake_event (contact);
CREATE INDEX intake_event_token ON intake_event (token);
CREATE INDEX intake_event_batch ON intake_event (batch_id, contact) WHERE batch_id IS NOT NULL;

ALTER TABLE intake_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_event FORCE ROW LEVEL SECURITY;

CREATE POLICY read_event ON intake_event FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY no_insert ON intake_event FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON intake_event FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_event ON intake_event FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON intake_event FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_event ON intake_event TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON intake_event TO licite_web, licite_worker;
GRANT UPDATE (token, key) ON intake_event TO licite_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON intake_event TO licite_gate;
GRANT USAGE ON SEQUENCE intake_event_id_seq, people_interaction_id_seq TO licite_gate;
GRANT SELECT (kind) ON intake_batch TO licite_gate;
GRANT INSERT (public, contact, cell, at, kind, direction, outcome, evidence, note, member, created_at) ON people_interaction
    TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Where the actor may write what such a file tells.
CREATE FUNCTION gate.cells_of_file(what text) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    acts integer[] := gate.cells(CASE what WHEN 'purchases' THEN 'edit' ELSE 'communicate' END);
    may integer[] := gate.cells_with(CASE what WHEN 'purchases' THEN 'sales:deal:write' ELSE 'people:interaction:write' END);
BEGIN
    RETURN ARRAY(SELECT c FROM unnest(acts) c WHERE c = ANY (may));
END $$;

-- What the two that follow do, once the batch is known to be the actor's.
CREATE FUNCTION gate.put_events(its_batch bigint, what text, contacts bigint[], moments timestamptz[], kinds text[], directions text[],
    outcomes text[], proofs text[], notes bytea[], tokens bigint[], keys bytea[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made bigint[];
BEGIN
    -- Two files that tell the same act take turns; records are held in one order.
    PERFORM gate.hold(tokens);
    PERFORM FROM licite.people_contact c WHERE c.id = ANY (contacts) ORDER BY c.id FOR NO KEY UPDATE;
    WITH given AS MATERIALIZED (
        SELECT g.*, c.cell, c.active_at, c.person_act_at, c.notice_due, gen_random_uuid() AS public,
            row_number() OVER (PARTITION BY g.contact ORDER BY g.place) = 1 AND NOT EXISTS (
                SELECT FROM licite.intake_event e WHERE e.batch_id = its_batch AND e.contact = g.contact) AS first
        FROM unnest(contacts, moments, kinds, directions, outcomes, proofs, notes, tokens, keys) WITH ORDINALITY
            AS g (contact, at, kind, direction, outcome, proof, note, token, key, place)
        JOIN licite.people_contact c ON c.id = g.contact
        WHERE c.cell = ANY (gate.cells_of_file(what)) AND NOT c.restricted AND g.at <= gate.now()
            AND NOT EXISTS (SELECT FROM licite.intake_event e WHERE e.token = g.token AND e.contact = g.contact)
    ), noted AS (
        INSERT INTO licite.people_interaction (public, contact, cell, at, kind, direction, outcome, evidence, note, member, created_at)
        SELECT public, contact, cell, at, kind, direction, outcome, proof, note, NULL, gate.now() FROM given ORDER BY place
        RETURNING id, public
    ), kept AS (
        INSERT INTO licite.intake_event (batch_id, contact, cell, interaction, token, key, active_before, person_before, notice_before)
        SELECT its_batch, g.contact, g.cell, n.id, g.token, g.key, CASE WHEN g.first THEN g.active_at END,
            CASE WHEN g.first THEN g.person_act_at END, CASE WHEN g.first THEN g.notice_due END
        FROM given g JOIN noted n USING (public) ORDER BY g.place
    )
    SELECT ARRAY(SELECT n.id FROM generate_subscripts(contacts, 1) p LEFT JOIN given g ON g.place = p LEFT JOIN noted n USING (public) ORDER BY p)
    INTO made;
    RETURN made;
END $$;

-- Notes acts of contacts of the actor's, under a running batch of the actor's. By place: the number of each act, or NULL where
-- it may not be noted, or is there already. What moves the dates of a record is for the record's own trigger.
CREATE FUNCTION gate.bring_events(which uuid, contacts bigint[], moments timestamptz[], kinds text[], directions text[], outcomes text[],
    proofs text[], notes bytea[], tokens bigint[], keys bytea[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    its_batch bigint;
    what text;
BEGIN
    PERFORM gate.demand('intake:import:run');
    SELECT b.id, b.kind INTO its_batch, what FROM licite.intake_batch b
    WHERE b.public = which AND b.member = gate.me() AND b.state IN ('running', 'settling') AND b.kind <> 'contacts';
    IF NOT FOUND THEN RAISE EXCEPTION 'no such import' USING ERRCODE = '42501'; END IF;
    RETURN gate.put_events(its_batch, what, contacts, moments, kinds, directions, outcomes, proofs, notes, tokens, keys);
END $$;

-- Remarks that a file of contacts makes of those it brings: notes, of nobody, that prove nothing.
CREATE FUNCTION gate.bring_remarks(which uuid, contacts bigint[], moments timestamptz[], notes bytea[], tokens bigint[], keys bytea[])
RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    its_batch bigint;
    blank text[] := array_fill(''::text, ARRAY[cardinality(contacts)]);
BEGIN
    PERFORM gate.demand('intake:import:run');
    SELECT b.id INTO its_batch FROM licite.intake_batch b
    WHERE b.public = which AND b.member = gate.me() AND b.state IN ('running', 'settling', 'done') AND b.kind = 'contacts';
    IF NOT FOUND THEN RAISE EXCEPTION 'no such import' USING ERRCODE = '42501'; END IF;
    RETURN gate.put_events(its_batch, 'contacts', contacts, moments, array_fill('note'::text, ARRAY[cardinality(contacts)]),
        array_fill('ours'::text, ARRAY[cardinality(contacts)]), blank, blank, notes, tokens, keys);
END $$;

-- The later imports of others that hold records made by one of the actor's own, as far as these are in sight: whose, when, how
-- many. Neither their files nor what else they brought.
CREATE FUNCTION gate.imports_of_others(which uuid) RETURNS TABLE (member integer, at timestamptz, records bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE its_batch bigint := (SELECT b.id FROM licite.intake_batch b WHERE b.public = which AND b.member = gate.me());
BEGIN
    PERFORM gate.demand('intake:import:run');
    RETURN QUERY
        WITH made AS MATERIALIZED (SELECT a.contact FROM licite.intake_arrival a
            WHERE a.batch_id = its_batch AND a.made AND a.cell = ANY ((SELECT gate.cells('read'))::integer[])),
        held AS (
            SELECT e.batch_id, e.contact FROM made m JOIN licite.intake_event e ON e.contact = m.contact WHERE e.batch_id <> its_batch
            UNION SELECT a.batch_id, a.contact FROM made m JOIN licite.intake_arrival a ON a.contact = m.contact
            WHERE a.batch_id > its_batch AND NOT a.made AND a.kept IS NOT NULL)
        SELECT b.member, b.created_at, count(*) FROM held h JOIN licite.intake_batch b ON b.id = h.batch_id
        WHERE b.member <> gate.me() GROUP BY b.id, b.member, b.created_at ORDER BY b.created_at DESC;
END $$;

-- Of acts of ours, the days on which one reached the person (see gate.hasten_notice), the first of them.
CREATE FUNCTION gate.reached_first(of_contact bigint, among bigint[]) RETURNS date
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT min((least(i.at, gate.now()) AT TIME ZONE 'Europe/Paris')::date) FROM licite.people_interaction i
        WHERE i.contact = of_contact AND (among IS NULL OR i.id = ANY (among)) AND i.direction = 'ours'
            AND i.kind IN ('call', 'email', 'letter', 'meeting', 'visit')
            AND i.outcome NOT IN ('planned', 'no_answer', 'voicemail', 'wrong_number', 'unmade'));
END $$;

-- Takes back what a batch of one's own noted, for so many of its contacts: the acts, what hangs on them, and what they made of
-- the dates of the record. Those that the actor may write no more stay, and belong to no batch then. Whose went (`gone`, with
-- how many), whose stayed and why.
CREATE FUNCTION gate.undo_events(which uuid, most integer) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    its_batch bigint;
    what text;
    whose bigint[];
    one record;
    ids bigint[];
    reached date;
    gone jsonb := '{}';
    stay jsonb := '{}';
    proofs text[] := gate.codes('clock.evidence');
BEGIN
    PERFORM gate.demand('intake:import:run');
    SELECT b.id, b.kind INTO its_batch, what FROM licite.intake_batch b
    WHERE b.public = which AND b.member = gate.me() AND b.state = 'undoing';
    IF NOT FOUND THEN RAISE EXCEPTION 'no such import' USING ERRCODE = '42501'; END IF;
    -- Of a file of contacts, the remarks of whom it made go, or stay, with them.
    whose := ARRAY(SELECT DISTINCT e.contact FROM licite.intake_event e WHERE e.batch_id = its_batch AND (what <> 'contacts' OR NOT EXISTS
        (SELECT FROM licite.intake_arrival a WHERE a.batch_id = its_batch AND a.contact = e.contact AND a.made)) ORDER BY 1 LIMIT least(most, 1000));
    PERFORM FROM licite.people_contact c WHERE c.id = ANY (whose) ORDER BY c.id FOR NO KEY UPDATE;
    FOR one IN
        SELECT c.id, CASE WHEN NOT c.cell = ANY (gate.cells_of_file(what)) THEN 'moved' WHEN c.restricted THEN 'restricted' END AS why,
            min(e.active_before) AS active_before, min(e.person_before) AS person_before,
            min(e.notice_before) AS notice_before, max(least(i.at, gate.now())) AS latest,
            max(least(i.at, gate.now())) FILTER (WHERE i.direction = 'theirs' AND i.evidence = ANY (proofs)) AS proven,
            array_agg(i.id) AS ids
        FROM licite.people_contact c JOIN licite.intake_event e ON e.contact = c.id AND e.batch_id = its_batch
        JOIN licite.people_interaction i ON i.id = e.interaction
        WHERE c.id = ANY (whose) GROUP BY c.id ORDER BY c.id
    LOOP
        ids := one.ids;
        IF one.why IS NOT NULL THEN
            UPDATE licite.intake_event SET batch_id = NULL, active_before = NULL, person_before = NULL, notice_before = NULL
            WHERE batch_id = its_batch AND contact = one.id;
            stay := stay || jsonb_build_object(one.id::text, one.why);
            CONTINUE;
        END IF;
        reached := gate.reached_first(one.id, ids);
        DELETE FROM licite.lawful_flag f WHERE f.place = 'interaction' AND f.row_id = ANY (ids);
        -- Each call of ours was counted as one attempt, at its moment.
        DELETE FROM licite.lawful_attempt WHERE id IN (
            SELECT t.id FROM (SELECT a.id, a.at, row_number() OVER (PARTITION BY a.at ORDER BY a.id DESC) AS n
                FROM licite.lawful_attempt a WHERE a.contact = one.id) t
            JOIN (SELECT i.at, row_number() OVER (PARTITION BY i.at) AS n FROM licite.people_interaction i
                WHERE i.id = ANY (ids) AND i.kind = 'call' AND i.direction = 'ours') c USING (at, n));
        DELETE FROM licite.people_interaction i WHERE i.id = ANY (ids);
        -- As they would stand without these acts; a date that something later has moved is not theirs.
        UPDATE licite.people_contact c SET
            active_at = CASE WHEN c.active_at <= one.latest THEN greatest(one.active_before,
                (SELECT max(least(i.at, gate.now())) FROM licite.people_interaction i WHERE i.contact = c.id)) ELSE c.active_at END,
            person_act_at = CASE WHEN c.person_act_at <= one.proven THEN greatest(one.person_before,
                (SELECT max(least(i.at, gate.now())) FROM licite.people_interaction i
                 WHERE i.contact = c.id AND i.direction = 'theirs' AND i.evidence = ANY (proofs))) ELSE c.person_act_at END,
            notice_due = CASE WHEN c.notice_due = reached AND c.informed_at IS NULL
                THEN least(one.notice_before, gate.reached_first(c.id, NULL)) ELSE c.notice_due END
        WHERE c.id = one.id;
        -- What a later batch found there was this one's doing.
        UPDATE licite.intake_event e SET active_before = one.active_before WHERE e.contact = one.id AND e.active_before = one.latest;
        UPDATE licite.intake_event e SET person_before = one.person_before WHERE e.contact = one.id AND e.person_before = one.proven;
        UPDATE licite.intake_event e SET notice_before = one.notice_before WHERE e.contact = one.id AND e.notice_before = reached;
        gone := gone || jsonb_build_object(one.id::text, cardinality(ids));
    END LOOP;
    RETURN jsonb_build_object('gone', gone, 'stay', stay);
END $$;

REVOKE ALL ON FUNCTION gate.imports_of_others(uuid), gate.put_events(bigint, text, bigint[], timestamptz[], text[], text[], text[], text[], bytea[], bigint[], bytea[]),
    gate.bring_remarks(uuid, bigint[], timestamptz[], bytea[], bigint[], bytea[]), gate.cells_of_file(text), gate.reached_first(bigint, bigint[]), gate.undo_events(uuid, integer),
    gate.bring_events(uuid, bigint[], timestamptz[], text[], text[], text[], text[], bytea[], bigint[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.imports_of_others(uuid) TO licite_web;
GRANT EXECUTE ON FUNCTION gate.bring_remarks(uuid, bigint[], timestamptz[], bytea[], bigint[], bytea[]) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.undo_events(uuid, integer),
    gate.bring_events(uuid, bigint[], timestamptz[], text[], text[], text[], text[], bytea[], bigint[], bytea[]) TO licite_worker;
RESET ROLE;
