-- Flags on free texts, restrictions of records, and in what capacity a person is here: read within the cells, written
-- by the functions below alone.
CREATE INDEX lawful_flag_contact ON lawful_flag (contact);
CREATE INDEX lawful_flag_open ON lawful_flag (cell, found_at) WHERE state = 'open';
CREATE INDEX lawful_restriction_contact ON lawful_restriction (contact);
CREATE INDEX lawful_classified_contact ON lawful_classified (contact, id DESC);
CREATE INDEX people_contact_unclassified ON people_contact (cell, id) WHERE capacity = 'unknown';
CREATE UNIQUE INDEX lawful_restriction_once ON lawful_restriction (contact, reason) WHERE lifted_at IS NULL;

ALTER TABLE lawful_flag ADD CONSTRAINT lawful_flag_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE lawful_restriction ADD CONSTRAINT lawful_restriction_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE lawful_classified ADD CONSTRAINT lawful_classified_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE lawful_flag ADD CONSTRAINT settled_or_open CHECK ((state = 'open') = (settled_at IS NULL));
-- GDPR 18(3): told before it is lifted.
ALTER TABLE lawful_restriction ADD CONSTRAINT told_before_lifted CHECK (
    (lifted_at IS NULL) = (told_at IS NULL) AND told_at <= lifted_at AND told_at >= since);

ALTER TABLE lawful_flag ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_flag FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_restriction ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_restriction FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_classified ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_classified FORCE ROW LEVEL SECURITY;

-- That a note speaks of somebody's health says it again: only the reviewer reads the flags, and the nightly job.
CREATE POLICY read_flag ON lawful_flag FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('lawful:note:review'))::int[])
        AND (SELECT gate.permits('lawful:note:review') OR coalesce((gate.who()).purpose = 'system:notes', false)));
CREATE POLICY no_insert ON lawful_flag FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_flag FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_flag FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_flag ON lawful_flag TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_restriction ON lawful_restriction FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY no_insert ON lawful_restriction FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_restriction FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_restriction FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_restriction ON lawful_restriction TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_classified ON lawful_classified FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY no_insert ON lawful_classified FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_classified FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_classified FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_classified ON lawful_classified TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON lawful_flag, lawful_restriction, lawful_classified TO licite_web, licite_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON lawful_flag, lawful_restriction TO licite_gate;
GRANT SELECT, INSERT, DELETE ON lawful_classified TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_flag_id_seq, lawful_restriction_id_seq, lawful_classified_id_seq TO licite_gate;
GRANT UPDATE (note) ON people_interaction TO licite_gate;
GRANT UPDATE (title, place) ON people_task TO licite_gate;
GRANT UPDATE (name) ON people_file TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The nightly reading of free texts, over all cells: the worker's alone.
CREATE FUNCTION gate.enter_notes() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.open(NULL, 'system:notes', 'system');
    RETURN gate.law_version();
END $$;

-- A free text of a record, sealed, who wrote it and when; no row where there is none. `public`: of what is written again on
-- a page of its own.
CREATE FUNCTION gate.text_at(which bigint, in_place text, in_row bigint)
RETURNS TABLE (author integer, text bytea, written_at timestamptz, public uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    CASE in_place
        WHEN 'interaction' THEN
            RETURN QUERY SELECT i.member, i.note, i.at, i.public FROM licite.people_interaction i
            WHERE i.id = in_row AND i.contact = which;
        WHEN 'task' THEN
            RETURN QUERY SELECT t.member, t.title, t.created_at, t.public FROM licite.people_task t
            WHERE t.id = in_row AND t.contact = which;
        WHEN 'place' THEN
            RETURN QUERY SELECT t.member, t.place, t.created_at, t.public FROM licite.people_task t
            WHERE t.id = in_row AND t.contact = which;
        WHEN 'field' THEN
            RETURN QUERY SELECT v.member, v.value, v.written_at, NULL::uuid FROM licite.people_value v
            WHERE v.id = in_row AND v.contact = which;
        WHEN 'tag' THEN
            RETURN QUERY SELECT g.member, g.value, g.created_at, NULL::uuid FROM licite.people_tag g
            WHERE g.id = in_row AND g.contact = which;
        WHEN 'file' THEN
            RETURN QUERY SELECT f.member, f.name, f.created_at, NULL::uuid FROM licite.people_file f
            WHERE f.id = in_row AND f.contact = which;
        WHEN 'deal' THEN
            RETURN QUERY SELECT d.owner, d.title, d.created_at, NULL::uuid FROM licite.sales_deal d
            WHERE d.id = in_row AND d.contact = which;
        WHEN 'deal_next' THEN
            RETURN QUERY SELECT d.owner, d.next_step, d.created_at, NULL::uuid FROM licite.sales_deal d
            WHERE d.id = in_row AND d.contact = which;
        WHEN 'deal_note' THEN
            RETURN QUERY SELECT d.owner, d.note, d.closed_at, NULL::uuid FROM licite.sales_deal d
            WHERE d.id = in_row AND d.contact = which;
        ELSE RETURN;
    END CASE;
END $$;

-- The text of an open flag, for whoever reviews there: some stand where a reviewer has no other business, as in deals.
CREATE FUNCTION gate.text_flagged(flag bigint) RETURNS TABLE (author integer, text bytea, written_at timestamptz, public uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT x.author, x.text, x.written_at, x.public
    FROM licite.lawful_flag f CROSS JOIN LATERAL gate.text_at(f.contact, f.place, f.row_id) x
    WHERE f.id = flag AND f.state = 'open' AND f.cell = ANY (gate.cells_with('lawful:note:review'));
END $$;

-- A text that goes takes its open flags along.
CREATE FUNCTION gate.unflag() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM licite.lawful_flag f WHERE f.place = ANY (TG_ARGV) AND f.row_id = OLD.id AND f.contact = OLD.contact
        AND f.state = 'open';
    RETURN NULL;
END $$;

-- Says which signs a text shows now: those found are open; those no longer found are corrected, where the nightly job
-- says so or the author, who put another text (another envelope) in the place of the one that was flagged. Whoever
-- writes a text has it read again; the nightly job (the same text, the same words) lets stand what the reviewer let pass.
CREATE FUNCTION gate.flag(which bigint, in_place text, in_row bigint, signs text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at_cell integer;
    author integer;
    envelope bytea;
    nightly boolean := coalesce((gate.who()).purpose = 'system:notes', false);
    opened integer;
BEGIN
    IF signs <@ ARRAY['health', 'religion', 'origin', 'politics', 'union', 'sexual_life', 'offences', 'insults', 'judgments',
                      'national_number', 'bank', 'card'] IS NOT TRUE THEN
        RAISE EXCEPTION 'no such category' USING ERRCODE = '22023';
    END IF;
    SELECT c.cell INTO at_cell FROM licite.people_contact c
    WHERE c.id = which AND c.cell = ANY (gate.cells('communicate') || gate.cells('edit'));
    IF at_cell IS NULL THEN RETURN 0; END IF;
    SELECT x.author, sha256(coalesce(x.text, '')) INTO author, envelope FROM gate.text_at(which, in_place, in_row) x;
    IF envelope IS NULL THEN RETURN 0; END IF;
    UPDATE licite.lawful_flag f SET state = 'corrected', settled_at = gate.now(), settled_by = gate.me()
    WHERE f.place = in_place AND f.row_id = in_row AND f.state = 'open' AND NOT f.category = ANY (signs)
        AND (nightly OR author = gate.me() AND f.seen <> envelope);
    UPDATE licite.lawful_flag f SET seen = envelope
    WHERE f.place = in_place AND f.row_id = in_row AND f.state = 'open' AND f.category = ANY (signs);
    INSERT INTO licite.lawful_flag AS f (contact, cell, place, row_id, category, state, found_at, seen)
    SELECT DISTINCT which, at_cell, in_place, in_row, one, 'open', gate.now(), envelope FROM unnest(signs) one
    ON CONFLICT ON CONSTRAINT lawful_flag_once DO UPDATE
        SET state = 'open', found_at = gate.now(), seen = excluded.seen, asked_at = NULL, settled_at = NULL, settled_by = NULL
        WHERE f.state = 'corrected' OR f.state = 'false_positive' AND NOT nightly;
    GET DIAGNOSTICS opened = ROW_COUNT;
    RETURN opened;
END $$;

-- The reviewer's three acts on a text, by any of its open flags. 'pass': nothing to object to. 'ask': its author is
-- asked to rewrite it (the task is written by the caller). False for what is not open in the reviewer's sight.
CREATE FUNCTION gate.review_flag(which bigint, verdict text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE f licite.lawful_flag;
BEGIN
    PERFORM gate.demand('lawful:note:review');
    SELECT * INTO f FROM licite.lawful_flag l
    WHERE l.id = which AND l.state = 'open' AND l.cell = ANY (gate.cells_with('lawful:note:review')) FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    IF verdict = 'pass' THEN
        UPDATE licite.lawful_flag l SET state = 'false_positive', settled_at = gate.now(), settled_by = gate.me()
        WHERE l.place = f.place AND l.row_id = f.row_id AND l.state = 'open';
    ELSIF verdict = 'ask' THEN
        UPDATE licite.lawful_flag l SET asked_at = gate.now()
        WHERE l.place = f.place AND l.row_id = f.row_id AND l.state = 'open';
    ELSE
        RETURN false;
    END IF;
    RETURN true;
END $$;

-- The third: the text goes, and the sealed words that say so take its place. Nothing keeps the old one.
CREATE FUNCTION gate.strike_text(which bigint, instead bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE f licite.lawful_flag;
BEGIN
    PERFORM gate.demand('lawful:note:review');
    IF (octet_length(instead) BETWEEN 30 AND 1000) IS NOT TRUE THEN
        RAISE EXCEPTION 'not an envelope' USING ERRCODE = '22023';
    END IF;
    SELECT * INTO f FROM licite.lawful_flag l
    WHERE l.id = which AND l.state = 'open' AND l.cell = ANY (gate.cells_with('lawful:note:review')) FOR UPDATE;
    UPDATE licite.lawful_flag l SET state = 'corrected', settled_at = gate.now(), settled_by = gate.me()
    WHERE l.place = f.place AND l.row_id = f.row_id AND l.state = 'open';
    IF f.place = 'interaction' THEN
        UPDATE licite.people_interaction SET note = instead WHERE id = f.row_id AND contact = f.contact;
    ELSIF f.place = 'task' THEN
        UPDATE licite.people_task SET title = instead WHERE id = f.row_id AND contact = f.contact;
    ELSIF f.place = 'place' THEN
        UPDATE licite.people_task SET place = instead WHERE id = f.row_id AND contact = f.contact;
    ELSIF f.place = 'file' THEN
        UPDATE licite.people_file SET name = instead WHERE id = f.row_id AND contact = f.contact;
    ELSIF f.place IN ('deal', 'deal_next', 'deal_note') THEN
        UPDATE licite.sales_deal SET
            title = CASE f.place WHEN 'deal' THEN instead ELSE title END,
            next_step = CASE f.place WHEN 'deal_next' THEN instead ELSE next_step END,
            note = CASE f.place WHEN 'deal_note' THEN instead ELSE note END
        WHERE id = f.row_id AND contact = f.contact;
    ELSIF f.place = 'field' THEN
        DELETE FROM licite.people_value WHERE id = f.row_id AND contact = f.contact;
    ELSIF f.place = 'tag' THEN
        DELETE FROM licite.people_tag WHERE id = f.row_id AND contact = f.contact;
    ELSE
        RETURN false;
    END IF;
    RETURN FOUND;
END $$;

-- GDPR 18: the record is kept, and used for nothing until it is lifted. '' once done; else why not: missing, known
-- (already restricted for this reason), date.
CREATE FUNCTION gate.restrict(which bigint, because text, from_day timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at_cell integer;
BEGIN
    PERFORM gate.demand('lawful:restriction:write');
    IF because NOT IN ('accuracy', 'unlawful', 'claim', 'objection') IS NOT FALSE THEN
        RAISE EXCEPTION 'no such reason' USING ERRCODE = '22023';
    END IF;
    SELECT c.cell INTO at_cell FROM licite.people_contact c
    WHERE c.id = which AND c.cell = ANY (gate.cells_with('lawful:restriction:write')) FOR UPDATE;
    IF NOT FOUND THEN RETURN 'missing'; END IF;
    -- The gate's clock stands still within a transaction, the caller's does not.
    IF (from_day <= gate.now() + interval '1 minute') IS NOT TRUE THEN RETURN 'date'; END IF;
    INSERT INTO licite.lawful_restriction (contact, cell, reason, since, member, created_at)
    VALUES (which, at_cell, because, least(from_day, gate.now()), gate.me(), gate.now())
    ON CONFLICT (contact, reason) WHERE lifted_at IS NULL DO NOTHING;
    IF NOT FOUND THEN RETURN 'known'; END IF;
    UPDATE licite.people_contact SET restricted = true WHERE id = which;
    RETURN '';
END $$;

-- '' once lifted; else why not: missing, told (the day is to come, or before the restriction).
CREATE FUNCTION gate.lift(which bigint, told timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE r licite.lawful_restriction;
BEGIN
    PERFORM gate.demand('lawful:restriction:write');
    SELECT * INTO r FROM licite.lawful_restriction l
    WHERE l.id = which AND l.lifted_at IS NULL AND l.cell = ANY (gate.cells_with('lawful:restriction:write')) FOR UPDATE;
    IF NOT FOUND THEN RETURN 'missing'; END IF;
    PERFORM FROM licite.people_contact c WHERE c.id = r.contact FOR UPDATE;
    IF (told BETWEEN r.since AND gate.now() + interval '1 minute') IS NOT TRUE THEN RETURN 'told'; END IF;
    UPDATE licite.lawful_restriction SET told_at = least(told, gate.now()), lifted_at = gate.now(), lifted_by = gate.me() WHERE id = which;
    UPDATE licite.people_contact SET restricted = EXISTS (
        SELECT FROM licite.lawful_restriction o WHERE o.contact = r.contact AND o.lifted_at IS NULL)
    WHERE id = r.contact;
    RETURN '';
END $$;

-- In what capacity each is here, and what kind of mailbox theirs is: said of one's own records, or of all in sight by
-- whoever may do so in bulk. Who said so stays (law.md 3, row 2). Returns how many were in reach.
CREATE FUNCTION gate.classify(which bigint[], capacities text[], mailboxes text[], whys text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    reach integer[] := gate.cells('edit') || gate.cells_with('people:capacity:bulk');
    done integer;
BEGIN
    IF cardinality(which) > 1000 OR cardinality(which) <> ANY (ARRAY[cardinality(capacities), cardinality(mailboxes), cardinality(whys)])
        OR capacities <@ ARRAY['consumer', 'professional', 'sole_trader', 'unknown'] IS NOT TRUE
        OR mailboxes <@ ARRAY['nominative', 'personal', 'impersonal', 'unknown'] IS NOT TRUE
        OR whys <@ ARRAY['', 'declared', 'asked', 'siren', 'domain', 'title'] IS NOT TRUE THEN
        RAISE EXCEPTION 'not a classification' USING ERRCODE = '22023';
    END IF;
    WITH said AS (
        SELECT DISTINCT ON (s.id) s.* FROM unnest(which, capacities, mailboxes, whys) s(id, capacity, mailbox, why)
    ), changed AS (
        UPDATE licite.people_contact c SET capacity = s.capacity, mailbox = s.mailbox, capacity_why = s.why
        FROM said s WHERE c.id = s.id AND c.cell = ANY (reach)
        RETURNING c.id, c.cell, c.capacity, c.mailbox, c.capacity_why
    )
    INSERT INTO licite.lawful_classified (contact, cell, capacity, mailbox, why, member, at)
    SELECT c.id, c.cell, c.capacity, c.mailbox, c.capacity_why, gate.me(), gate.now() FROM changed c;
    GET DIAGNOSTICS done = ROW_COUNT;
    RETURN done;
END $$;

-- A yes or a no, never a birth date. Said by whoever edits the record, or may settle capacities in bulk.
CREATE FUNCTION gate.note_minor(which bigint, is_minor boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.people_contact c SET minor = is_minor
    WHERE c.id = which AND is_minor IS NOT NULL
        AND c.cell = ANY ((SELECT gate.cells('edit') || gate.cells_with('people:capacity:bulk'))::integer[]);
    RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION gate.enter_notes(), gate.text_at(bigint, text, bigint), gate.text_flagged(bigint), gate.unflag(),
    gate.flag(bigint, text, bigint, text[]), gate.review_flag(bigint, text), gate.strike_text(bigint, bytea),
    gate.restrict(bigint, text, timestamptz), gate.lift(bigint, timestamptz),
    gate.classify(bigint[], text[], text[], text[]), gate.note_minor(bigint, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.flag(bigint, text, bigint, text[]), gate.text_flagged(bigint), gate.review_flag(bigint, text), gate.strike_text(bigint, bytea),
    gate.restrict(bigint, text, timestamptz), gate.lift(bigint, timestamptz),
    gate.classify(bigint[], text[], text[], text[]), gate.note_minor(bigint, boolean) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.enter_notes() TO licite_worker;
GRANT EXECUTE ON FUNCTION gate.unflag() TO licite_owner;
RESET ROLE;

CREATE TRIGGER unflag AFTER DELETE ON people_task FOR EACH ROW EXECUTE FUNCTION gate.unflag('task', 'place');
CREATE TRIGGER unflag AFTER DELETE ON people_value FOR EACH ROW EXECUTE FUNCTION gate.unflag('field');
CREATE TRIGGER unflag AFTER DELETE ON people_tag FOR EACH ROW EXECUTE FUNCTION gate.unflag('tag');
CREATE TRIGGER unflag AFTER DELETE ON people_file FOR EACH ROW EXECUTE FUNCTION gate.unflag('file');
