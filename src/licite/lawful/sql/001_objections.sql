-- Objections on records, and the list of fingerprints that outlives them: read within the cells, written by the gate.
CREATE INDEX lawful_objection_contact ON lawful_objection (contact);
CREATE INDEX lawful_objection_lately ON lawful_objection (cell, created_at);
ALTER TABLE lawful_objection ADD CONSTRAINT lawful_objection_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;

ALTER TABLE lawful_objection ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_objection FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_suppression ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_suppression FORCE ROW LEVEL SECURITY;

CREATE POLICY read_objection ON lawful_objection FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY no_insert ON lawful_objection FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_objection FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_objection FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

-- The suppression list is asked by definer functions alone.
CREATE POLICY no_select ON lawful_suppression FOR SELECT TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON lawful_suppression FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_suppression FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_suppression FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_objection ON lawful_objection TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_suppression ON lawful_suppression TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON lawful_objection TO licite_web, licite_worker;
GRANT SELECT, INSERT, DELETE ON lawful_objection TO licite_gate;
GRANT SELECT, INSERT, UPDATE ON lawful_suppression TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_objection_id_seq, lawful_suppression_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

CREATE FUNCTION gate.channel_bits(channel text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE channel
        WHEN 'phone' THEN 1 WHEN 'sms' THEN 2 WHEN 'email' THEN 4 WHEN 'post' THEN 8 WHEN 'social' THEN 16
        WHEN 'robot' THEN 32 WHEN 'tracking' THEN 64 WHEN 'all' THEN 127 END;
END $$;

-- Whoever writes of an e-mail or a phone waits for whoever is writing of the same: two who enter one person at once
-- would each see nobody. Always in one order; `marks` name coordinates by their tokens, and so do the locks.
CREATE FUNCTION gate.hold(marks bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- As many as a batch of an import brings; more would fill the server's table of locks.
    IF cardinality(marks) > 4000 THEN RAISE EXCEPTION 'too many marks' USING ERRCODE = '22023'; END IF;
    PERFORM pg_advisory_xact_lock(m) FROM (SELECT DISTINCT m FROM unnest(marks) m WHERE m IS NOT NULL ORDER BY m) s;
END $$;

-- Closes a channel, for one purpose or ('') for every one, on these records, and puts the fingerprints on the list.
CREATE FUNCTION gate.close_on(which bigint[], chan text, aim text, said_at timestamptz, told text, prints bytea[], origin text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE bits integer := gate.channel_bits(chan);
BEGIN
    IF bits IS NULL OR (aim ~ '^[a-z0-9_]*$') IS NOT TRUE THEN
        RAISE EXCEPTION 'no such channel' USING ERRCODE = '22023';
    END IF;
    -- The list is never pruned: what is no fingerprint must not swell it.
    IF cardinality(prints) > 100 OR EXISTS (SELECT FROM unnest(prints) p WHERE octet_length(p) IS DISTINCT FROM 34) THEN
        RAISE EXCEPTION 'not fingerprints' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.lawful_objection (contact, cell, channel, purpose, at, told_by, member, created_at)
    SELECT c.id, c.cell, chan, aim, said_at, told, NULL, gate.now() FROM licite.people_contact c
    WHERE c.id = ANY (which) AND NOT EXISTS (SELECT FROM licite.lawful_objection o WHERE o.contact = c.id
        AND o.purpose IN ('', aim) AND gate.channel_bits(o.channel) & bits = bits AND o.at >= said_at);
    UPDATE licite.people_contact c SET objections = c.objections | bits WHERE c.id = ANY (which) AND aim = '';
    INSERT INTO licite.lawful_suppression (fingerprint, channel, purpose, source, since)
    SELECT p, chan, aim, origin, said_at FROM unnest(prints) p
    ON CONFLICT ON CONSTRAINT lawful_suppression_once
    -- Said again, it counts from then: an act of the person between the two does not outlive the second. And what was
    -- said to the house itself is nobody's secret any more.
    DO UPDATE SET since = greatest(lawful_suppression.since, excluded.since),
        source = CASE lawful_suppression.source WHEN 'record' THEN excluded.source ELSE lawful_suppression.source END;
END $$;

-- The person's own word, or a file's, which belongs to no portfolio: closed wherever the same e-mail or phone stands.
-- The caller holds the marks. Returns on how many records.
CREATE FUNCTION gate.close(chan text, aim text, said_at timestamptz, told text, prints bytea[], marks bigint[], origin text)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE alike bigint[] := ARRAY(SELECT c.id FROM licite.people_contact c
    WHERE c.id IN (SELECT t.contact FROM licite.people_token t WHERE t.token = ANY (marks) AND t.exact) ORDER BY c.id FOR UPDATE);
BEGIN
    PERFORM gate.close_on(alike, chan, aim, said_at, told, prints, origin);
    RETURN cardinality(alike);
END $$;

-- Of these marks, those that the record itself bears: a member speaks for the person of that record and nobody else, by
-- an e-mail or a phone, never by a word that others share.
CREATE FUNCTION gate.own_marks(which bigint, marks bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT t.token FROM licite.people_token t WHERE t.contact = which AND t.exact AND t.token = ANY (marks));
END $$;

-- The other records of the same person: twenty at most, for whoever writes their own record's marks could name anybody's.
-- How many there were is kept in the journal, under nobody's name: its actor reads their own rows, and is not to learn it.
CREATE FUNCTION gate.alike(which bigint, marks bigint[], act text) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    found bigint[] := ARRAY(SELECT c.id FROM licite.people_contact c
        WHERE c.id <> which AND c.id IN (SELECT t.contact FROM licite.people_token t
            WHERE t.token = ANY (gate.own_marks(which, marks)) AND t.exact)
        ORDER BY c.id LIMIT 20 FOR UPDATE);
BEGIN
    IF found <> '{}' THEN
        PERFORM gate.lay(clock_timestamp() + (SELECT shift FROM gate.clock), NULL, '-', (gate.who()).purpose, act, found, '{}',
            jsonb_build_object('records', cardinality(found)), '-');
    END IF;
    RETURN found;
END $$;

-- An objection is taken from whoever may read the record: refusing to note it would be refusing to honour it. It is the
-- person's, and stops the use of every record with the same e-mail or phone (`marks`). In the actor's sight each is
-- closed; out of it, each waits in the tray for whoever sees both: that a colleague knows the person, and what was said
-- there, is not for its keepers to learn, nor for the actor.
CREATE FUNCTION gate.object(which bigint, channel text, aim text, said_at timestamptz, told_by text, prints bytea[],
    marks bigint[])
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at_cell integer;
    bits integer := gate.channel_bits(channel);
    alike bigint[];
    noted integer;
BEGIN
    said_at := least(said_at, gate.now());
    IF (said_at >= '1990-01-01' AND (told_by IN ('phone', 'email', 'letter', 'in_person', 'import', 'shared')
            OR told_by IN ('list', 'person') AND gate.me() IS NULL)
        AND (aim = '' OR EXISTS (SELECT FROM licite.lawful_purpose p WHERE p.key = aim))) IS NOT TRUE THEN
        RAISE EXCEPTION 'not an objection' USING ERRCODE = '22023';
    END IF;
    PERFORM gate.hold(marks);
    SELECT cell INTO at_cell FROM licite.people_contact
    WHERE id = which AND cell = ANY ((SELECT gate.cells('object'))::integer[]) FOR UPDATE;
    IF at_cell IS NULL OR bits IS NULL THEN RETURN false; END IF;
    IF cardinality(prints) > greatest(8, (SELECT count(*) FROM licite.people_token t WHERE t.contact = which AND t.exact)) THEN
        RAISE EXCEPTION 'more prints than coordinates' USING ERRCODE = '22023';
    END IF;
    -- Said again the same day: once more where a coordinate came in meanwhile, and then no more. The list is never
    -- pruned. The house's own work writes a history in a day.
    SELECT count(*) INTO noted FROM licite.lawful_objection o
    WHERE o.contact = which AND o.channel = object.channel AND o.purpose = aim AND gate.me() IS NOT NULL
        AND o.created_at >= date_trunc('day', gate.now(), 'Europe/Paris');
    IF noted >= (CASE WHEN cardinality(prints) > 0 THEN 3 ELSE 1 END) THEN RETURN true; END IF;
    INSERT INTO licite.lawful_objection (contact, cell, channel, purpose, at, told_by, member, created_at)
    VALUES (which, at_cell, channel, aim, said_at, told_by, gate.me(), gate.now());
    UPDATE licite.people_contact SET objections = objections | bits WHERE id = which AND aim = '';
    alike := gate.alike(which, marks, 'lawful:objection:spread');
    PERFORM gate.close_on(ARRAY(SELECT c.id FROM licite.people_contact c
        WHERE c.id = ANY (alike) AND c.cell = ANY ((SELECT gate.cells('read'))::integer[])), channel, aim, said_at, 'list', prints, 'record');
    IF aim = '' THEN
        PERFORM gate.shut_reveals(ARRAY(SELECT c.id FROM licite.people_contact c
            WHERE c.id = ANY (alike || which) AND c.cell = ANY ((SELECT gate.cells('read'))::integer[])), bits);
        PERFORM gate.make_wait(ARRAY(SELECT c.id FROM licite.people_contact c WHERE c.id = ANY (alike)
            AND NOT c.cell = ANY ((SELECT gate.cells('read'))::integer[]) AND c.objections & bits <> bits), which, at_cell, channel);
    END IF;
    RETURN true;
END $$;

-- Older records that meet an objection noted out of their keepers' sight.
CREATE FUNCTION gate.make_wait(which bigint[], other bigint, other_cell integer, chan text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.people_tray t SET objected = true,
        others = ARRAY(SELECT DISTINCT o FROM unnest(t.others || other) o),
        other_cells = ARRAY(SELECT DISTINCT o FROM unnest(t.other_cells || other_cell) o),
        closes = ARRAY(SELECT DISTINCT o FROM unnest(t.closes || chan) o)
    WHERE t.contact = ANY (which);
    INSERT INTO licite.people_tray (contact, cell, others, other_cells, objected, settled, closes, at)
    SELECT c.id, c.cell, ARRAY[other], ARRAY[other_cell], true, true, ARRAY[chan], gate.now()
    FROM licite.people_contact c
    WHERE c.id = ANY (which) AND NOT EXISTS (SELECT FROM licite.people_tray t WHERE t.contact = c.id);
    UPDATE licite.people_contact SET waiting = true WHERE id = ANY (which) AND NOT waiting;
END $$;

-- What the list says, at the entrance, of persons not yet in: the channels closed for every purpose, without what hides
-- on a record out of sight. Rows are the caller's own numbers; prints and marks name coordinates of their rows.
CREATE FUNCTION gate.foresee(print_rows integer[], prints bytea[], mark_rows integer[], marks bigint[])
RETURNS TABLE (person integer, channel text, since timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE seen integer[] := gate.cells('read');
BEGIN
    IF NOT gate.inside() THEN RAISE EXCEPTION 'not permitted: foresee' USING ERRCODE = '42501'; END IF;
    -- As many as a batch of an import brings.
    IF greatest(cardinality(print_rows), cardinality(prints), cardinality(mark_rows), cardinality(marks)) > 4000 THEN
        RAISE EXCEPTION 'too many marks' USING ERRCODE = '22023';
    END IF;
    RETURN QUERY
        SELECT w.person, s.channel::text, max(s.since)
        FROM unnest(print_rows, prints) w (person, print) JOIN licite.lawful_suppression s ON s.fingerprint = w.print
        WHERE s.purpose = '' AND (s.source <> 'record' OR NOT s.channel = ANY (gate.hidden_objections(0,
            ARRAY(SELECT m.mark FROM unnest(mark_rows, marks) m (person, mark) WHERE m.person = w.person), seen)))
        GROUP BY 1, 2;
END $$;

-- What the list knows of these coordinates is noted on the record, except what hides on a record out of sight. It closes
-- nothing where the person came back by an act of their own since: the record stands for that purpose alone, shown
-- with the objection.
CREATE FUNCTION gate.recall(which bigint, prints bytea[], hidden text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    WITH known AS (
        SELECT s.channel, s.purpose, max(s.since) AS since FROM licite.lawful_suppression s
        WHERE s.fingerprint = ANY (prints) AND NOT (s.source = 'record' AND s.channel = ANY (hidden))
        GROUP BY s.channel, s.purpose
    ), said AS (
        INSERT INTO licite.lawful_objection (contact, cell, channel, purpose, at, told_by, member, created_at)
        SELECT c.id, c.cell, k.channel, k.purpose, k.since, 'list', NULL, gate.now()
        FROM known k JOIN licite.people_contact c ON c.id = which
        WHERE NOT EXISTS (SELECT FROM licite.lawful_objection o WHERE o.contact = which AND o.channel = k.channel
            AND o.purpose = k.purpose AND o.at >= k.since)
        RETURNING channel, purpose, at
    )
    UPDATE licite.people_contact c SET objections = c.objections | said.bits
    FROM (SELECT bit_or(gate.channel_bits(s.channel)) AS bits, max(s.at) AS at FROM said s WHERE s.purpose = '') said
    WHERE c.id = which AND said.bits IS NOT NULL AND NOT gate.came_back(which, c.purpose, said.at);
END $$;

-- Whether the person opened this purpose by an act of their own after a moment.
CREATE FUNCTION gate.came_back(which bigint, aim text, since timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM licite.lawful_ground g WHERE g.contact = which AND g.purpose = aim
        AND g.ended_at IS NULL AND g.evidence IN ('form_id', 'order', 'inbound_call')
        -- The gate's clock stands still within a transaction, the caller's does not.
        AND coalesce(g.evidence_at, g.since) > came_back.since
        AND coalesce(g.evidence_at, g.since) <= gate.now() + interval '1 minute');
END $$;

REVOKE ALL ON FUNCTION gate.foresee(integer[], bytea[], integer[], bigint[]), gate.channel_bits(text), gate.hold(bigint[]),
    gate.own_marks(bigint, bigint[]), gate.alike(bigint, bigint[], text), gate.recall(bigint, bytea[], text[]),
    gate.came_back(bigint, text, timestamptz), gate.make_wait(bigint[], bigint, integer, text),
    gate.close_on(bigint[], text, text, timestamptz, text, bytea[], text),
    gate.close(text, text, timestamptz, text, bytea[], bigint[], text),
    gate.object(bigint, text, text, timestamptz, text, bytea[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.object(bigint, text, text, timestamptz, text, bytea[], bigint[]),
    gate.foresee(integer[], bytea[], integer[], bigint[]) TO licite_web, licite_worker;
RESET ROLE;
