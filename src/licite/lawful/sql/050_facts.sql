-- Calls: what may() counts. Attempts are noted by the database, so that no way of logging a call forgets one.
CREATE INDEX lawful_attempt_contact ON lawful_attempt (contact, at DESC);
CREATE INDEX lawful_callback_contact ON lawful_callback (contact, asked_at DESC);
CREATE INDEX lawful_screening_contact ON lawful_screening (contact, at DESC);

ALTER TABLE lawful_attempt ADD CONSTRAINT lawful_attempt_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE lawful_callback ADD CONSTRAINT lawful_callback_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE lawful_screening ADD CONSTRAINT lawful_screening_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;

ALTER TABLE lawful_attempt ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_attempt FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_callback ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_callback FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_screening ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_screening FORCE ROW LEVEL SECURITY;

CREATE POLICY read_attempt ON lawful_attempt FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY no_insert ON lawful_attempt FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_attempt FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_attempt FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_attempt ON lawful_attempt TO licite_gate USING (current_user = 'licite_gate');

-- What a person asked for, and what a list said, is noted once, in one's own name, and not in advance (the gate's clock
-- stands at the start of the transaction).
CREATE POLICY read_callback ON lawful_callback FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_callback ON lawful_callback FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND member = (SELECT gate.me())
        AND asked_at <= (SELECT gate.now() + interval '1 minute') AND (SELECT gate.permits('lawful:consent:write')));
CREATE POLICY no_update ON lawful_callback FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_callback FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_callback ON lawful_callback TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_screening ON lawful_screening FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_screening ON lawful_screening FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND member = (SELECT gate.me())
        AND at <= (SELECT gate.now() + interval '1 minute') AND (SELECT gate.permits('lawful:consent:write')));
CREATE POLICY no_update ON lawful_screening FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_screening FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_screening ON lawful_screening TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON lawful_attempt TO licite_web, licite_worker;
GRANT SELECT, INSERT (contact, cell, asked_at, agreed_at, member, created_at) ON lawful_callback TO licite_web, licite_worker;
GRANT SELECT, INSERT (contact, cell, name, at, listed, member) ON lawful_screening TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE lawful_callback_id_seq, lawful_screening_id_seq TO licite_web, licite_worker;
GRANT SELECT, INSERT, DELETE ON lawful_attempt TO licite_gate;
GRANT SELECT, DELETE ON lawful_callback, lawful_screening TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_attempt_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Every call of ours counts, whatever came of it (C. conso D223-9: unanswered ones included).
CREATE FUNCTION gate.count_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO licite.lawful_attempt (contact, cell, at) VALUES (NEW.contact, NEW.cell, least(NEW.at, gate.now()));
    RETURN NULL;
END $$;

-- A call that was begun and not made is none; one that was made after all is one again. It counted at the hour at which its
-- transaction began, a moment before its own.
CREATE FUNCTION gate.recount_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NEW.outcome = 'unmade' THEN
        DELETE FROM licite.lawful_attempt WHERE id = (SELECT a.id FROM licite.lawful_attempt a
            WHERE a.contact = NEW.contact AND a.at <= NEW.at AND a.at > NEW.at - interval '1 minute'
            ORDER BY a.at DESC, a.id DESC LIMIT 1);
    ELSE
        INSERT INTO licite.lawful_attempt (contact, cell, at) VALUES (NEW.contact, NEW.cell, least(NEW.at, gate.now()));
    END IF;
    RETURN NULL;
END $$;

-- Whoever asks whether a person may be contacted, and acts on the answer, holds the record meanwhile: an objection
-- (which takes it FOR UPDATE) is honoured before the answer or after the act, never between the two.
-- One at a time. Returns it where it waits for a check, to whoever could reach the person through it: nobody does, and
-- no page says which records wait. So does one whose consent to this channel, for this purpose ('': the record's own),
-- was taken back out of the actor's sight.
CREATE FUNCTION gate.hold_records(which bigint[], aim text, chan text) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF cardinality(which) > 1 THEN RAISE EXCEPTION 'one record at a time' USING ERRCODE = '22023'; END IF;
    PERFORM FROM licite.people_contact c WHERE c.id = ANY (which) AND c.cell = ANY ((SELECT gate.cells('read'))::integer[])
    FOR NO KEY UPDATE;
    RETURN ARRAY(SELECT c.id FROM licite.people_contact c
        WHERE c.id = ANY (which) AND c.cell = ANY ((SELECT gate.cells('communicate'))::integer[])
        AND (c.waiting OR gate.ended_unseen(c.id, coalesce(nullif(aim, ''), c.purpose), chan)));
END $$;

-- Whether a consent was taken back where the actor does not see it, and the person has not agreed or come back since.
CREATE FUNCTION gate.ended_unseen(which bigint, aim text, chan text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM licite.lawful_withdrawal w JOIN licite.lawful_consent c ON c.id = w.consent_id
        WHERE w.contact = which AND c.purpose = aim AND c.channel = chan AND w.heard_in IS NOT NULL
        AND NOT w.heard_in = ANY (gate.cells('read')) AND NOT gate.came_back(which, aim, w.at)
        AND NOT EXISTS (SELECT FROM licite.lawful_consent n WHERE n.contact = which AND n.purpose = aim
            AND n.channel = chan AND n.given_at > w.at));
END $$;

REVOKE ALL ON FUNCTION gate.count_attempt(), gate.recount_attempt(), gate.hold_records(bigint[], text, text),
    gate.ended_unseen(bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.count_attempt(), gate.recount_attempt() TO licite_owner;
GRANT EXECUTE ON FUNCTION gate.hold_records(bigint[], text, text) TO licite_web, licite_worker;
RESET ROLE;

CREATE TRIGGER count_attempt AFTER INSERT ON people_interaction FOR EACH ROW
    WHEN (NEW.kind = 'call' AND NEW.direction = 'ours') EXECUTE FUNCTION gate.count_attempt();
-- Only what was still under way can turn out not to have been made.
CREATE TRIGGER recount_attempt AFTER UPDATE OF outcome ON people_interaction FOR EACH ROW
    WHEN (NEW.kind = 'call' AND NEW.direction = 'ours'
        AND (OLD.outcome = 'planned' AND NEW.outcome = 'unmade' OR OLD.outcome = 'unmade' AND NEW.outcome <> 'unmade'))
    EXECUTE FUNCTION gate.recount_attempt();
