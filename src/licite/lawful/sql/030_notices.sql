-- Information notices (GDPR articles 13 and 14): published versions that nobody changes, deliveries that nobody
-- removes (one noted by mistake is struck, and stays), and the last day on which a person may still be uninformed.
ALTER TABLE lawful_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_notice FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_disclosure FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_delivery ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_delivery FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_dispatch ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_dispatch FORCE ROW LEVEL SECURITY;
CREATE INDEX lawful_delivery_contact ON lawful_delivery (contact, at DESC, id DESC);
CREATE INDEX lawful_dispatch_member ON lawful_dispatch (member, created_at DESC);
-- Whom to inform, soonest first: the few that are still to be, cell by cell.
CREATE INDEX people_contact_notice ON people_contact (cell, notice_due, id) WHERE informed_at IS NULL AND notice_due IS NOT NULL;
ALTER TABLE lawful_delivery ADD CONSTRAINT lawful_delivery_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;

-- The organisation's own texts: read by every member, written by the gate.
CREATE POLICY read_notice ON lawful_notice FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON lawful_notice FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_notice FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_notice FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_notice ON lawful_notice TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY read_disclosure ON lawful_disclosure FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON lawful_disclosure FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_disclosure FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_disclosure FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_disclosure ON lawful_disclosure TO licite_gate USING (current_user = 'licite_gate');

-- Deliveries follow their record.
CREATE POLICY read_delivery ON lawful_delivery FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY no_insert ON lawful_delivery FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_delivery FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_delivery FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
-- A rotation of keys seals the proofs anew.
CREATE POLICY rotate_delivery ON lawful_delivery FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY gate_delivery ON lawful_delivery TO licite_gate USING (current_user = 'licite_gate');

-- An order belongs to whoever gave it.
CREATE POLICY read_dispatch ON lawful_dispatch FOR SELECT TO licite_web, licite_worker
    USING (member = (SELECT gate.me()));
CREATE POLICY create_dispatch ON lawful_dispatch FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND (SELECT gate.permits('lawful:notice:deliver')));
CREATE POLICY edit_dispatch ON lawful_dispatch FOR UPDATE TO licite_web, licite_worker
    USING (member = (SELECT gate.me())) WITH CHECK (member = (SELECT gate.me()));
CREATE POLICY no_delete ON lawful_dispatch FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY rotate_dispatch ON lawful_dispatch FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY read_to_rotate ON lawful_dispatch FOR SELECT TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY gate_dispatch ON lawful_dispatch TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON lawful_notice, lawful_disclosure, lawful_delivery TO licite_web, licite_worker;
GRANT SELECT, INSERT (public, member, channel, wanted, proof, state, counts, created_at, done_at),
    UPDATE (state, counts, proof, done_at) ON lawful_dispatch TO licite_web, licite_worker;
GRANT UPDATE (proof) ON lawful_delivery TO licite_worker;
GRANT USAGE ON SEQUENCE lawful_dispatch_id_seq TO licite_web, licite_worker;
GRANT SELECT, INSERT ON lawful_notice, lawful_disclosure TO licite_gate;
GRANT SELECT, INSERT, DELETE, UPDATE (struck_at, struck_by) ON lawful_delivery TO licite_gate;
GRANT SELECT (id, public, state), UPDATE (state, proof, done_at) ON lawful_dispatch TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_notice_id_seq, lawful_disclosure_id_seq, lawful_delivery_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The next version of a text, hashed here; the one in force where nothing changed. One at a time.
CREATE FUNCTION gate.publish_notice(sort text, tongue text, parts jsonb, body text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE last licite.lawful_notice;
BEGIN
    PERFORM gate.demand('lawful:notice:manage');
    IF (sort IN ('form', 'first', 'public') AND tongue IN ('fr', 'en') AND length(body) > 0
            AND jsonb_typeof(parts) = 'array') IS NOT TRUE THEN
        RAISE EXCEPTION 'no such notice' USING ERRCODE = '22023';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('notice:' || sort || ':' || tongue, 0));
    SELECT * INTO last FROM licite.lawful_notice n WHERE n.kind = sort AND n.language = tongue
    ORDER BY n.version DESC LIMIT 1;
    IF last.text = body THEN RETURN last.version; END IF;
    INSERT INTO licite.lawful_notice (kind, language, version, sections, text, sha256, published_at, member)
    VALUES (sort, tongue, coalesce(last.version, 0) + 1, parts, body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), gate.now(), gate.me());
    RETURN coalesce(last.version, 0) + 1;
END $$;

CREATE FUNCTION gate.disclose(said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('lawful:notice:manage');
    IF jsonb_typeof(said) IS DISTINCT FROM 'object' THEN
        RAISE EXCEPTION 'no disclosure' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.lawful_disclosure (facts, member, at) VALUES (said, gate.me(), gate.now());
END $$;

-- For anybody, without a ticket: the public text alone, in the version asked for or the latest, and which there are.
CREATE FUNCTION gate.public_notice(tongue text, wanted integer) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT jsonb_build_object('version', n.version, 'published_at', n.published_at, 'sections', n.sections,
            'sha256', n.sha256, 'versions', (
                SELECT jsonb_agg(jsonb_build_object('version', v.version, 'published_at', v.published_at) ORDER BY v.version DESC)
                FROM licite.lawful_notice v WHERE v.kind = 'public' AND v.language = tongue))
        FROM licite.lawful_notice n WHERE n.kind = 'public' AND n.language = tongue
            AND (wanted IS NULL OR n.version = wanted)
        ORDER BY n.version DESC LIMIT 1);
END $$;

-- A notice given: kept, and the record says since when the person is informed (the earliest that is proven). The
-- version is the one in force then, found here; before the first there is none, and then it takes a proof.
CREATE FUNCTION gate.inform(which bigint, sort text, tongue text, means text, given_at timestamptz, evidence bytea)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    at_cell integer;
    in_force bigint;
    -- A transaction is older than what happens in it.
    given timestamptz := least(given_at, gate.now());
BEGIN
    PERFORM gate.demand('lawful:notice:deliver');
    SELECT cell INTO at_cell FROM licite.people_contact
    WHERE id = which AND cell = ANY (gate.cells('communicate')) FOR UPDATE;
    IF at_cell IS NULL THEN RETURN false; END IF;
    SELECT n.id INTO in_force FROM licite.lawful_notice n
    WHERE n.kind = sort AND n.language = tongue AND n.published_at <= given ORDER BY n.version DESC LIMIT 1;
    -- Whoever was not there when their data were collected was told nothing then.
    IF (means IN ('at_collection', 'email', 'post', 'phone', 'in_person') AND NOT (means = 'at_collection' AND sort = 'first')
            AND given_at <= gate.now() + interval '10 minutes'
            AND (in_force IS NOT NULL OR evidence IS NOT NULL)
            AND coalesce(octet_length(evidence), 32) BETWEEN 32 AND 4096) IS NOT TRUE THEN
        RAISE EXCEPTION 'no delivery' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.lawful_delivery (contact, cell, notice_id, channel, at, proof, member, created_at)
    VALUES (which, at_cell, in_force, means, given, evidence, gate.me(), gate.now());
    UPDATE licite.people_contact SET informed_at = least(informed_at, given)
    WHERE id = which AND (informed_at IS NULL OR informed_at > given);
    RETURN true;
END $$;

-- A delivery noted by mistake: it stays and counts no more. The record is informed since the earliest that still
-- counts; with none, it is to be informed, that day if nothing else said when. False for one that is out of sight.
CREATE FUNCTION gate.strike_delivery(which bigint, delivery bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE noted timestamptz;
BEGIN
    PERFORM gate.demand('lawful:restriction:write');
    PERFORM FROM licite.people_contact WHERE id = which AND cell = ANY (gate.cells('read')) FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    UPDATE licite.lawful_delivery SET struck_at = gate.now(), struck_by = gate.me()
    WHERE id = delivery AND contact = which AND struck_at IS NULL RETURNING at INTO noted;
    IF NOT FOUND THEN RETURN false; END IF;
    UPDATE licite.people_contact SET
        informed_at = (SELECT min(d.at) FROM licite.lawful_delivery d WHERE d.contact = which AND d.struck_at IS NULL),
        notice_due = coalesce(notice_due, (gate.now() AT TIME ZONE 'Europe/Paris')::date)
    -- Informed earlier still, at entry or by another notice: that stands.
    WHERE id = which AND informed_at >= noted;
    RETURN true;
END $$;

-- Used to reach the person, or told to somebody else: the notice is due that same day (articles 14(3)(b) and (c)).
CREATE FUNCTION gate.hasten_notice() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.people_contact SET notice_due = (least(NEW.at, gate.now()) AT TIME ZONE 'Europe/Paris')::date
    WHERE id = NEW.contact AND informed_at IS NULL
        AND notice_due > (least(NEW.at, gate.now()) AT TIME ZONE 'Europe/Paris')::date;
    RETURN NULL;
END $$;

-- An order whose member has left can be closed by nobody inside that member's rights: the gate does.
CREATE FUNCTION gate.stop_dispatch(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.lawful_dispatch SET state = 'stopped', proof = NULL, done_at = gate.now()
    WHERE public = which AND state IN ('ordered', 'running');
END $$;

REVOKE ALL ON FUNCTION gate.publish_notice(text, text, jsonb, text), gate.disclose(jsonb), gate.public_notice(text, integer),
    gate.inform(bigint, text, text, text, timestamptz, bytea), gate.strike_delivery(bigint, bigint), gate.hasten_notice(),
    gate.stop_dispatch(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.publish_notice(text, text, jsonb, text), gate.disclose(jsonb), gate.public_notice(text, integer),
    gate.inform(bigint, text, text, text, timestamptz, bytea) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.strike_delivery(bigint, bigint) TO licite_web;
GRANT EXECUTE ON FUNCTION gate.stop_dispatch(uuid) TO licite_worker;
GRANT EXECUTE ON FUNCTION gate.hasten_notice() TO licite_owner;

INSERT INTO gate.job VALUES ('people.send_notice', 'lawful:notice:deliver'), ('people.send_notices', 'lawful:notice:deliver');
RESET ROLE;

-- What reached the person: a call that was answered, a message that left. A plan reaches nobody.
CREATE TRIGGER hasten_notice AFTER INSERT OR UPDATE OF outcome ON people_interaction FOR EACH ROW
    WHEN (NEW.direction = 'ours' AND NEW.kind IN ('call', 'email', 'letter', 'meeting', 'visit')
        AND NEW.outcome NOT IN ('planned', 'no_answer', 'voicemail', 'wrong_number', 'unmade'))
    EXECUTE FUNCTION gate.hasten_notice();
