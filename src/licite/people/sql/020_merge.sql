-- Duplicates: pairs of records alike, for whoever may merge both; the merge, with nothing lost; and its undoing.
-- The functions that carry the rows of a record (gate.held, gate.carry, gate.put_back) are written at each migration
-- from the declarations of every room (people/duplicates/carrying.py), those of rooms to come included.
CREATE INDEX people_pair_one ON people_pair (one);
CREATE INDEX people_pair_other ON people_pair (other);
CREATE INDEX people_pair_open ON people_pair (score DESC, id DESC) WHERE dismissed_at IS NULL;
CREATE INDEX people_merge_contact ON people_merge (contact);
ALTER TABLE people_pair
    ADD COLUMN pair bigint[] GENERATED ALWAYS AS (ARRAY[one, other]) STORED,
    ADD CONSTRAINT people_pair_in_order CHECK (one < other),
    ADD CONSTRAINT people_pair_one FOREIGN KEY (one, one_cell)
        REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE,
    ADD CONSTRAINT people_pair_other FOREIGN KEY (other, other_cell)
        REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE people_merge ADD CONSTRAINT people_merge_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;

ALTER TABLE people_pair ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_pair FORCE ROW LEVEL SECURITY;
ALTER TABLE people_hunt ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_hunt FORCE ROW LEVEL SECURITY;
ALTER TABLE people_merge ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_merge FORCE ROW LEVEL SECURITY;

SET LOCAL ROLE licite_gate;

-- Where the actor may merge: cells of grants that permit it, may edit, and open every field that the two pages show.
CREATE FUNCTION gate.merging() RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who gate.context := gate.who();
BEGIN
    IF who.purpose LIKE 'system:%' THEN RETURN gate.cells('read'); END IF;
    RETURN ARRAY(
        SELECT DISTINCT c
        FROM gate.live_grants(who.member) g
        JOIN licite.access_profile f ON f.id = g.profile_id
            AND 'people:contact:merge' = ANY (f.permissions) AND 'read' = ANY (f.acts) AND 'edit' = ANY (f.acts)
            AND f.levels @> '{"name": "open", "title": "open", "phone": "open", "email": "open", "address": "open", "note": "open"}'
        CROSS JOIN unnest(g.cells) c
        ORDER BY 1);
END $$;
REVOKE ALL ON FUNCTION gate.merging() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.merging() TO licite_web, licite_worker;
RESET ROLE;

-- A pair says that each knows of the other: only whoever may merge both reads it.
CREATE POLICY read_pair ON people_pair FOR SELECT TO licite_web, licite_worker
    USING (ARRAY[one_cell, other_cell] <@ (SELECT gate.merging()));
CREATE POLICY no_insert ON people_pair FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_pair FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_pair FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_pair ON people_pair TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_hunt ON people_hunt FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.permits('people:contact:merge')) OR (SELECT (gate.who()).purpose) = 'system:duplicates');
CREATE POLICY no_insert ON people_hunt FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_hunt FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON people_hunt FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_hunt ON people_hunt TO licite_gate USING (current_user = 'licite_gate');

-- What a merge keeps says that there was another record, perhaps elsewhere: for whoever could undo it, on both sides.
CREATE POLICY read_merge ON people_merge FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.merging())::int[])
        AND (before #>> '{gone,cell}')::integer = ANY ((SELECT gate.merging())::int[]));
CREATE POLICY no_insert ON people_merge FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON people_merge FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_merge ON people_merge FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON people_merge FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_merge ON people_merge TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON people_pair, people_hunt, people_merge TO licite_web, licite_worker;
GRANT UPDATE (kept) ON people_merge TO licite_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON people_pair, people_hunt, people_merge TO licite_gate;
GRANT INSERT ON people_contact TO licite_gate;
GRANT USAGE ON SEQUENCE people_pair_id_seq, people_hunt_id_seq, people_merge_id_seq, lawful_ground_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The worker's search, over all cells.
CREATE FUNCTION gate.enter_duplicates() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.open(NULL, 'system:duplicates', 'system');
END $$;

-- The search under way, held until the transaction ends, so that two workers take turns; a new one where the last is
-- done. NULL where it is done, and `anew` is not wanted.
CREATE FUNCTION gate.hunt(anew boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE h licite.people_hunt;
BEGIN
    IF (gate.who()).purpose <> 'system:duplicates' IS NOT FALSE THEN RAISE EXCEPTION 'not permitted: hunt' USING ERRCODE = '42501'; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('people_hunt', 0));
    SELECT * INTO h FROM licite.people_hunt WHERE done_at IS NULL ORDER BY id DESC LIMIT 1;
    IF NOT FOUND THEN
        IF NOT anew THEN RETURN NULL; END IF;
        DELETE FROM licite.people_hunt WHERE started_at < gate.now() - interval '30 days';
        INSERT INTO licite.people_hunt (started_at, after, last, seen, compared, found)
        SELECT gate.now(), 0, coalesce(max(c.id), 0), 0, 0, 0 FROM licite.people_contact c RETURNING * INTO h;
    END IF;
    RETURN jsonb_build_object('id', h.id, 'after', h.after, 'last', h.last);
END $$;

-- What one step found, of records `batch` with those of smaller ids: pairs that are no longer alike go, unless they
-- were judged. `upto`: the last id done; NULL ends the search.
CREATE FUNCTION gate.keep_pairs(which bigint, upto bigint, batch bigint[], tried bigint, ones bigint[], others bigint[], scores smallint[], whys text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (gate.who()).purpose <> 'system:duplicates' IS NOT FALSE THEN RAISE EXCEPTION 'not permitted: pairs' USING ERRCODE = '42501'; END IF;
    DELETE FROM licite.people_pair p WHERE p.other = ANY (batch) AND p.dismissed_at IS NULL
        AND NOT EXISTS (SELECT FROM unnest(ones, others) n(one, other) WHERE n.one = p.one AND n.other = p.other);
    INSERT INTO licite.people_pair AS p (one, one_cell, other, other_cell, score, reasons, found_at)
    SELECT a.id, a.cell, b.id, b.cell, n.score, to_jsonb(string_to_array(n.why, ',')), gate.now()
    FROM unnest(ones, others, scores, whys) n(one, other, score, why)
    JOIN licite.people_contact a ON a.id = n.one JOIN licite.people_contact b ON b.id = n.other
    ON CONFLICT (one, other) DO UPDATE SET score = excluded.score, reasons = excluded.reasons;
    UPDATE licite.people_hunt h SET after = coalesce(upto, h.last), seen = h.seen + cardinality(batch), compared = h.compared + tried,
        found = h.found + cardinality(ones), done_at = CASE WHEN upto IS NULL THEN gate.now() END
    WHERE h.id = which;
END $$;

-- Two persons, or two again: remembered, and not proposed any more. False for a record where the actor may not merge.
CREATE FUNCTION gate.tell_apart(a bigint, b bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('people:contact:merge');
    INSERT INTO licite.people_pair AS p (one, one_cell, other, other_cell, score, reasons, found_at, dismissed_at, dismissed_by)
    SELECT x.id, x.cell, y.id, y.cell, 0, '[]', gate.now(), gate.now(), gate.me()
    FROM licite.people_contact x, licite.people_contact y
    WHERE x.id = least(a, b) AND y.id = greatest(a, b) AND a <> b
        AND x.cell = ANY (gate.merging()) AND y.cell = ANY (gate.merging())
    ON CONFLICT (one, other) DO UPDATE SET dismissed_at = gate.now(), dismissed_by = gate.me();
    RETURN FOUND;
END $$;

-- Where the public id of a record that was merged leads, for whoever sees the record kept.
CREATE FUNCTION gate.merged_into(which uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT c.public FROM licite.people_merge m JOIN licite.people_contact c ON c.id = m.contact
            WHERE m.gone_public = which AND c.cell = ANY (gate.cells('read')));
END $$;

-- Texts for other rows (table → id → column) are envelopes, by their length at least: what they say, no gate can tell.
CREATE FUNCTION gate.demand_envelopes(sealed jsonb) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM jsonb_each(sealed) t, jsonb_each(t.value) r, jsonb_each_text(r.value) c WHERE octet_length(c.value::bytea) < 31) THEN
        RAISE EXCEPTION 'not an envelope' USING ERRCODE = '22023';
    END IF;
END $$;

-- Merges `gone` into `keeper`; NULL unless the actor may merge both. `sealed`: every sealed text of the rows of `gone`
-- (table → id → column), sealed for the keeper by the caller; `prints`: the fingerprints of the coordinates of both.
-- What the law asks of the two together is decided here and nowhere else:
--   an objection of either closes for both, and is on the list for the coordinates of both; a restriction of either
--   stays; who is a minor in one is; what was taken back in one is taken back in both; the latest genuine act of the
--   person counts, and the earliest day of collection; whoever was not yet told of one of two sources is to be told.
-- Returns the merge's public id and the rows that wait, each with its table.
CREATE FUNCTION gate.merge(keeper bigint, gone bigint, sealed jsonb, prints bytea[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    k licite.people_contact;
    g licite.people_contact;
    m licite.people_merge;
    tokens bigint;
    untold boolean;
BEGIN
    PERFORM gate.demand('people:contact:merge');
    PERFORM gate.demand_envelopes(sealed);
    PERFORM FROM licite.people_contact WHERE id IN (keeper, gone) ORDER BY id FOR UPDATE;
    SELECT * INTO k FROM licite.people_contact WHERE id = keeper AND cell = ANY (gate.merging());
    SELECT * INTO g FROM licite.people_contact WHERE id = merge.gone AND cell = ANY (gate.merging());
    IF k.id IS NULL OR g.id IS NULL OR k.id = g.id THEN RETURN NULL; END IF;
    -- An earlier merge that the actor may not read cannot be sealed for the keeper by the actor.
    IF EXISTS (SELECT FROM licite.people_merge n WHERE n.contact = g.id AND NOT (n.before #>> '{gone,cell}')::integer = ANY (gate.merging())) THEN
        RETURN NULL;
    END IF;
    SELECT count(*) INTO tokens FROM licite.people_token t WHERE t.contact IN (keeper, merge.gone) AND t.exact;
    IF cardinality(prints) > greatest(8, tokens * 2) THEN
        RAISE EXCEPTION 'more prints than coordinates' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.people_merge (public, contact, cell, gone, gone_public, before, moved, waits, member, at)
    VALUES (gen_random_uuid(), k.id, k.cell, g.id, g.public,
        jsonb_build_object('keeper', gate.plain_of(k.id), 'gone', gate.plain_of(g.id), 'judged', gate.judged(g.id)),
        gate.held(g.id), '[]', gate.me(), gate.now())
    RETURNING * INTO m;
    -- First to the keeper's cell, its rows with it; then they change hands, whatever hangs on them following. That is no
    -- move between portfolios: no line of its history says so.
    UPDATE licite.people_contact SET cell = k.cell WHERE id = g.id AND cell <> k.cell;
    DELETE FROM licite.people_change h WHERE h.contact = g.id AND h.field = 'cell'
        AND NOT m.moved -> 'people_change' @> to_jsonb(h.id);
    m.waits := gate.carry(g.id, k.id, m.moved, sealed);
    UPDATE licite.people_merge SET waits = m.waits WHERE id = m.id;
    PERFORM gate.join_trays(k.id, g.id);
    PERFORM gate.join_pairs(k.id, g.id);
    DELETE FROM licite.people_token WHERE contact IN (k.id, g.id);
    DELETE FROM licite.people_contact WHERE id = g.id;
    untold := k.source <> g.source AND (k.informed_at IS NULL AND k.notice_due IS NOT NULL OR g.informed_at IS NULL AND g.notice_due IS NOT NULL);
    UPDATE licite.people_contact c SET
        objections = c.objections | g.objections, restricted = c.restricted OR g.restricted, minor = c.minor OR g.minor,
        waiting = c.waiting OR g.waiting AND EXISTS (SELECT FROM licite.people_tray t WHERE t.contact = c.id AND t.objected),
        collected_at = least(c.collected_at, g.collected_at), active_at = greatest(c.active_at, g.active_at),
        person_act_at = greatest(c.person_act_at, g.person_act_at),
        informed_at = CASE WHEN NOT untold THEN least(c.informed_at, g.informed_at) END,
        notice_due = CASE WHEN NOT untold THEN least(c.notice_due, g.notice_due)
            WHEN k.informed_at IS NULL AND g.informed_at IS NULL THEN least(c.notice_due, g.notice_due)
            WHEN k.informed_at IS NULL THEN c.notice_due ELSE g.notice_due END,
        next_task_at = (SELECT min(t.due_at) FROM licite.people_task t WHERE t.contact = c.id AND t.done_at IS NULL),
        language = coalesce(nullif(c.language, ''), g.language), moment = coalesce(nullif(c.moment, ''), g.moment),
        prefers = CASE c.prefers WHEN 0 THEN g.prefers ELSE c.prefers END
    WHERE c.id = k.id;
    -- The purpose of the record that goes stands as a further one of the record kept.
    INSERT INTO licite.lawful_ground (contact, cell, purpose, basis, source, since, evidence, opted, member, created_at)
    SELECT k.id, k.cell, p.key, g.basis, g.source, g.collected_at, 'declared', false, gate.me(), gate.now()
    FROM licite.lawful_purpose p WHERE p.key = g.purpose AND g.purpose <> k.purpose
        AND NOT EXISTS (SELECT FROM licite.lawful_ground o WHERE o.contact = k.id AND o.purpose = g.purpose AND o.ended_at IS NULL);
    PERFORM gate.join_words(k.id, prints);
    RETURN jsonb_build_object('merge', m.public, 'waits', m.waits);
END $$;

-- What a person took back or refused on one of the two holds for both: for the consents of both, and on the list for
-- the coordinates of both.
CREATE FUNCTION gate.join_words(keeper bigint, prints bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE said record;
BEGIN
    INSERT INTO licite.lawful_withdrawal (contact, cell, consent_id, at, told_by, heard_on, heard_in, member, created_at)
    SELECT DISTINCT ON (c.id) c.contact, c.cell, c.id, w.at, 'list', w.heard_on, w.heard_in, gate.me(), gate.now()
    FROM licite.lawful_withdrawal w JOIN licite.lawful_consent o ON o.id = w.consent_id
    JOIN licite.lawful_consent c ON c.contact = keeper AND c.purpose = o.purpose AND c.channel = o.channel
        AND c.given_at <= w.at AND c.valid_until > w.at
    WHERE w.contact = keeper ORDER BY c.id, w.heard_in IS NOT NULL, w.at
    ON CONFLICT (consent_id) DO NOTHING;
    FOR said IN SELECT o.channel, o.purpose, max(o.at) AS at FROM licite.lawful_objection o
            WHERE o.contact = keeper GROUP BY 1, 2 LOOP
        PERFORM gate.close_on(ARRAY[keeper], said.channel, said.purpose, said.at, 'list', prints, 'record');
        IF said.purpose = '' THEN PERFORM gate.shut_reveals(ARRAY[keeper], gate.channel_bits(said.channel)); END IF;
    END LOOP;
END $$;

-- A clash between the two is decided by merging them; one with somebody else waits on, for the record kept.
CREATE FUNCTION gate.join_trays(keeper bigint, gone bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at_cell integer := (SELECT c.cell FROM licite.people_contact c WHERE c.id = keeper);
    t licite.people_tray;
    left_over bigint[];
BEGIN
    SELECT min(r.id), keeper, at_cell, '{}'::bigint[], '{}'::integer[], bool_or(r.objected), bool_or(r.settled), '{}'::text[], min(r.at)
    INTO t FROM licite.people_tray r WHERE r.contact IN (keeper, gone);
    left_over := ARRAY(SELECT DISTINCT o FROM licite.people_tray r, unnest(r.others) o WHERE r.contact IN (keeper, gone) AND o NOT IN (keeper, gone));
    t.closes := ARRAY(SELECT DISTINCT o FROM licite.people_tray r, unnest(r.closes) o WHERE r.contact IN (keeper, gone));
    DELETE FROM licite.people_tray r WHERE r.contact IN (keeper, gone);
    IF left_over <> '{}' THEN
        INSERT INTO licite.people_tray (contact, cell, others, other_cells, objected, settled, closes, at)
        SELECT keeper, at_cell, left_over, ARRAY(SELECT DISTINCT c.cell FROM licite.people_contact c WHERE c.id = ANY (left_over)),
            t.objected, true, t.closes, t.at;
    ELSE
        INSERT INTO licite.lawful_objection (contact, cell, channel, purpose, at, told_by, member, created_at)
        SELECT keeper, at_cell, channel, '', t.at, 'list', gate.me(), gate.now() FROM unnest(t.closes) channel
        WHERE NOT EXISTS (SELECT FROM licite.lawful_objection o WHERE o.contact = keeper AND o.channel = channel AND o.purpose = '');
        UPDATE licite.people_contact SET waiting = false, objections = objections
            | (SELECT coalesce(bit_or(gate.channel_bits(channel)), 0) FROM unnest(t.closes) channel)::smallint
        WHERE id = keeper AND t.id IS NOT NULL;
    END IF;
    UPDATE licite.people_tray r SET others = ARRAY(SELECT DISTINCT CASE o WHEN gone THEN keeper ELSE o END FROM unnest(r.others) o),
        other_cells = ARRAY(SELECT DISTINCT c.cell FROM licite.people_contact c
            WHERE c.id = ANY (array_replace(r.others, gone, keeper)))
    WHERE gone = ANY (r.others);
END $$;

-- The judgements on a record, to be there again when its merge is undone.
CREATE FUNCTION gate.judged(which bigint) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(jsonb_agg(p.one + p.other - which), '[]') FROM licite.people_pair p
            WHERE which IN (p.one, p.other) AND p.dismissed_at IS NOT NULL);
END $$;

-- Whoever was told apart from the record that goes is another person than the record kept, too.
CREATE FUNCTION gate.join_pairs(keeper bigint, gone bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO licite.people_pair AS p (one, one_cell, other, other_cell, score, reasons, found_at, dismissed_at, dismissed_by)
    SELECT a.id, a.cell, b.id, b.cell, q.score, q.reasons, q.found_at, q.dismissed_at, q.dismissed_by
    FROM licite.people_pair q
    JOIN licite.people_contact a ON a.id = least(keeper, q.one + q.other - gone)
    JOIN licite.people_contact b ON b.id = greatest(keeper, q.one + q.other - gone)
    WHERE gone IN (q.one, q.other) AND NOT keeper IN (q.one, q.other)
    ON CONFLICT (one, other) DO UPDATE SET dismissed_at = coalesce(p.dismissed_at, excluded.dismissed_at),
        dismissed_by = coalesce(p.dismissed_by, excluded.dismissed_by);
    DELETE FROM licite.people_pair WHERE gone IN (one, other);
END $$;

-- The sealed texts of a merge, once, by whoever has just made it.
CREATE FUNCTION gate.seal_merge(which uuid, texts bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.people_merge SET kept = texts
    WHERE public = which AND kept IS NULL AND at = gate.now() AND member = gate.me() AND octet_length(texts) >= 31;
    RETURN FOUND;
END $$;

-- A merge whose texts were not kept could not be taken back: it does not last.
CREATE FUNCTION gate.demand_kept() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM licite.people_merge m WHERE m.id = NEW.id AND m.kept IS NULL) THEN
        RAISE EXCEPTION 'a merge that keeps nothing' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;

-- Takes a merge back: the record that went is there again with each row that was its own, and what came since stays
-- with the record kept. What the person refused since holds for both. `sealed` as for gate.merge, for the record that
-- comes back, with its own columns under people_contact. False unless the actor may merge both cells.
CREATE FUNCTION gate.unmerge(which uuid, sealed jsonb) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    m licite.people_merge;
    k licite.people_contact;
    g licite.people_contact;
    was licite.people_contact;
    texts jsonb;
BEGIN
    PERFORM gate.demand('people:contact:merge');
    PERFORM gate.demand_envelopes(sealed);
    SELECT * INTO m FROM licite.people_merge WHERE public = which AND cell = ANY (gate.merging())
        AND (before #>> '{gone,cell}')::integer = ANY (gate.merging()) FOR UPDATE;
    SELECT * INTO k FROM licite.people_contact WHERE id = m.contact FOR UPDATE;
    -- Of the caller's, the sealed columns and nothing else; what the merge kept stands over them.
    texts := sealed #> ARRAY['people_contact', m.gone::text];
    g := jsonb_populate_record(NULL::licite.people_contact, jsonb_build_object('listing', texts -> 'listing',
        'email', texts -> 'email', 'phone', texts -> 'phone', 'address', texts -> 'address') || (m.before -> 'gone'));
    IF m.id IS NULL OR g.listing IS NULL
        -- The last one first: what each found is what the one before it left.
        OR EXISTS (SELECT FROM licite.people_merge n WHERE n.contact = m.contact AND n.id > m.id) THEN RETURN false; END IF;
    was := jsonb_populate_record(NULL::licite.people_contact, m.before -> 'keeper');
    g.cell := k.cell;
    -- The waiting of then was decided, or waits on the record kept.
    g.waiting := false;
    g.company_id := (SELECT o.id FROM licite.people_company o WHERE o.id = g.company_id);
    INSERT INTO licite.people_contact OVERRIDING SYSTEM VALUE SELECT g.*;
    DELETE FROM licite.people_merge WHERE id = m.id;
    PERFORM gate.carry(k.id, g.id, m.moved, sealed);
    PERFORM gate.put_back(g.id, k.cell, m.waits, sealed);
    DELETE FROM licite.lawful_ground o WHERE o.contact = k.id AND o.created_at = m.at AND o.evidence = 'declared' AND o.purpose = g.purpose;
    INSERT INTO licite.lawful_objection (contact, cell, channel, purpose, at, told_by, member, created_at)
    SELECT g.id, g.cell, o.channel, o.purpose, o.at, o.told_by, o.member, o.created_at
    FROM licite.lawful_objection o WHERE o.contact = k.id AND o.created_at >= m.at;
    INSERT INTO licite.lawful_restriction (contact, cell, reason, since, member, created_at)
    SELECT g.id, g.cell, r.reason, r.since, r.member, r.created_at
    FROM licite.lawful_restriction r WHERE r.contact = k.id AND r.created_at >= m.at AND r.lifted_at IS NULL
    ON CONFLICT (contact, reason) WHERE lifted_at IS NULL DO NOTHING;
    UPDATE licite.people_contact c SET collected_at = was.collected_at,
        active_at = greatest(was.active_at, (SELECT max(least(i.at, gate.now())) FROM licite.people_interaction i WHERE i.contact = c.id)),
        person_act_at = greatest(was.person_act_at, (SELECT max(least(i.at, gate.now())) FROM licite.people_interaction i
            WHERE i.contact = c.id AND i.direction = 'theirs' AND i.evidence = ANY (gate.codes('clock.evidence')))),
        informed_at = least(was.informed_at, (SELECT min(d.at) FROM licite.lawful_delivery d WHERE d.contact = c.id AND d.struck_at IS NULL)),
        notice_due = was.notice_due
    WHERE c.id = k.id;
    -- The day's cell of the record that comes back, with all that hangs on it.
    UPDATE licite.people_contact SET cell = (m.before #>> '{gone,cell}')::integer WHERE id = g.id;
    DELETE FROM licite.people_change h WHERE h.contact = g.id AND h.field = 'cell' AND NOT m.moved -> 'people_change' @> to_jsonb(h.id);
    UPDATE licite.people_contact c SET
        next_task_at = (SELECT min(t.due_at) FROM licite.people_task t WHERE t.contact = c.id AND t.done_at IS NULL),
        restricted = EXISTS (SELECT FROM licite.lawful_restriction r WHERE r.contact = c.id AND r.lifted_at IS NULL),
        -- Bits that both had because of one, unless something was refused since.
        objections = CASE c.id WHEN k.id THEN was.objections ELSE c.objections END
            | (SELECT coalesce(bit_or(gate.channel_bits(o.channel)), 0) FROM licite.lawful_objection o
               WHERE o.contact = c.id AND o.purpose = '' AND o.created_at >= m.at)::smallint
    WHERE c.id IN (k.id, g.id);
    PERFORM gate.tell_apart(k.id, g.id);
    INSERT INTO licite.people_pair (one, one_cell, other, other_cell, score, reasons, found_at, dismissed_at, dismissed_by)
    SELECT a.id, a.cell, b.id, b.cell, 0, '[]', gate.now(), gate.now(), gate.me()
    FROM jsonb_array_elements(m.before -> 'judged') j
    JOIN licite.people_contact a ON a.id = least(g.id, j::bigint) JOIN licite.people_contact b ON b.id = greatest(g.id, j::bigint)
    ON CONFLICT (one, other) DO NOTHING;
    RETURN true;
END $$;

REVOKE ALL ON FUNCTION gate.enter_duplicates(), gate.hunt(boolean),
    gate.keep_pairs(bigint, bigint, bigint[], bigint, bigint[], bigint[], smallint[], text[]), gate.tell_apart(bigint, bigint),
    gate.merged_into(uuid), gate.merge(bigint, bigint, jsonb, bytea[]), gate.join_words(bigint, bytea[]),
    gate.join_trays(bigint, bigint), gate.judged(bigint), gate.join_pairs(bigint, bigint), gate.seal_merge(uuid, bytea),
    gate.unmerge(uuid, jsonb), gate.demand_envelopes(jsonb), gate.demand_kept() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.demand_kept() TO licite_owner;
GRANT EXECUTE ON FUNCTION gate.tell_apart(bigint, bigint), gate.merged_into(uuid), gate.merge(bigint, bigint, jsonb, bytea[]),
    gate.seal_merge(uuid, bytea), gate.unmerge(uuid, jsonb) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.enter_duplicates(), gate.hunt(boolean),
    gate.keep_pairs(bigint, bigint, bigint[], bigint, bigint[], bigint[], smallint[], text[]) TO licite_worker;

INSERT INTO gate.job VALUES ('people.search_duplicates', 'people:contact:merge');
RESET ROLE;

CREATE CONSTRAINT TRIGGER demand_kept AFTER INSERT ON people_merge DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION gate.demand_kept();
