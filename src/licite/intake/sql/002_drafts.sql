-- Drafts and the parts of a report belong to whoever brought the file; the companies of a batch too.
CREATE INDEX intake_draft_member ON intake_draft (member, created_at DESC);
ALTER TABLE intake_founding ADD CONSTRAINT intake_founding_company FOREIGN KEY (company)
    REFERENCES people_company (id) ON DELETE CASCADE;
CREATE INDEX intake_founding_company ON intake_founding (company);

ALTER TABLE intake_draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_draft FORCE ROW LEVEL SECURITY;
ALTER TABLE intake_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_part FORCE ROW LEVEL SECURITY;
ALTER TABLE intake_founding ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_founding FORCE ROW LEVEL SECURITY;

CREATE POLICY read_draft ON intake_draft FOR SELECT TO licite_web, licite_worker USING (member = (SELECT gate.me()));
CREATE POLICY create_draft ON intake_draft FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND (SELECT gate.permits('intake:import:run')));
CREATE POLICY edit_draft ON intake_draft FOR UPDATE TO licite_web, licite_worker
    USING (member = (SELECT gate.me())) WITH CHECK (member = (SELECT gate.me()));
CREATE POLICY drop_draft ON intake_draft FOR DELETE TO licite_web, licite_worker USING (member = (SELECT gate.me()));
CREATE POLICY rotate_draft ON intake_draft FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY read_draft_to_rotate ON intake_draft FOR SELECT TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY gate_draft ON intake_draft TO licite_gate USING (current_user = 'licite_gate');

-- A part is the batch's, and the batch is read by its own member alone.
CREATE POLICY read_part ON intake_part FOR SELECT TO licite_web, licite_worker
    USING (batch_id IN (SELECT b.id FROM intake_batch b));
CREATE POLICY create_part ON intake_part FOR INSERT TO licite_web, licite_worker
    WITH CHECK (EXISTS (SELECT FROM intake_batch b WHERE b.id = batch_id AND b.member = (SELECT gate.me())));
-- What was decided since of a row that waited is said where it stands.
CREATE POLICY settle_part ON intake_part FOR UPDATE TO licite_web, licite_worker
    USING (batch_id IN (SELECT b.id FROM intake_batch b WHERE b.member = (SELECT gate.me())))
    WITH CHECK (batch_id IN (SELECT b.id FROM intake_batch b WHERE b.member = (SELECT gate.me())));
CREATE POLICY rotate_part ON intake_part FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON intake_part FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

CREATE POLICY read_founding ON intake_founding FOR SELECT TO licite_web, licite_worker
    USING (batch_id IN (SELECT b.id FROM intake_batch b));
CREATE POLICY create_founding ON intake_founding FOR INSERT TO licite_web, licite_worker
    WITH CHECK (EXISTS (SELECT FROM intake_batch b WHERE b.id = batch_id AND b.member = (SELECT gate.me()))
        AND EXISTS (SELECT FROM people_company k WHERE k.id = company AND k.cell = ANY ((SELECT gate.cells('create'))::int[])));
CREATE POLICY no_update ON intake_founding FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON intake_founding FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_founding ON intake_founding TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_part ON intake_part TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_arrival ON intake_arrival TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (public, member, file, plan, preview, looked, created_at), UPDATE (plan, preview, looked), DELETE
    ON intake_draft TO licite_web, licite_worker;
GRANT UPDATE (file) ON intake_draft TO licite_worker;
GRANT SELECT, INSERT (public, batch_id, body, counts) ON intake_part TO licite_web, licite_worker;
GRANT UPDATE (body, counts) ON intake_part TO licite_web, licite_worker;
GRANT SELECT, INSERT (batch_id, company) ON intake_founding TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE intake_draft_id_seq, intake_part_id_seq, intake_founding_id_seq TO licite_web, licite_worker;
GRANT SELECT (id, created_at), DELETE ON intake_draft TO licite_gate;
GRANT SELECT, DELETE ON intake_arrival, intake_founding TO licite_gate;
GRANT SELECT (id, batch_id, counts), DELETE ON intake_part TO licite_gate;
GRANT SELECT (member, cell, created_at) ON intake_batch TO licite_gate;

SET LOCAL ROLE licite_gate;

-- A draft goes after its time.
CREATE FUNCTION gate.drop_drafts(before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone integer;
BEGIN
    DELETE FROM licite.intake_draft WHERE created_at < least(before, gate.now() - interval '1 day');
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- What a row that was left out refuses holds for the e-mail or phone that it names, at the entrance: it is of no record, and
-- closes none.
CREATE FUNCTION gate.hear_left(which uuid, chan text, aim text, said_at timestamptz, prints bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('intake:import:run');
    IF NOT EXISTS (SELECT FROM licite.intake_batch b WHERE b.public = which AND b.member = gate.me()
            AND b.state IN ('running', 'settling', 'done')) OR (aim IN ('', 'newsletter') AND cardinality(prints) <= 4000) IS NOT TRUE THEN
        RAISE EXCEPTION 'no such import' USING ERRCODE = '42501';
    END IF;
    FOR part IN 0 .. (cardinality(prints) - 1) / 100 LOOP
        PERFORM gate.close_on('{}', chan, aim, least(said_at, gate.now()), 'import', prints[part * 100 + 1 : part * 100 + 100], 'file');
    END LOOP;
END $$;

-- Rows that nobody decided go after their time; the import stays as it is.
CREATE FUNCTION gate.drop_left(before timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone integer;
BEGIN
    UPDATE licite.intake_batch SET staged = NULL, counts = counts - 'open'
    WHERE state = 'done' AND counts ? 'open' AND done_at < least(before, gate.now() - interval '1 day');
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Takes back what a batch of one's own made, whoever laid its arrivals, and nobody moved since; the caller has seen that
-- nothing hangs on it that the import did not bring, and that each arrival was laid by this very batch: its envelope says
-- so, and who can write a row cannot write that. Which went; the arrivals named are over in any case.
CREATE FUNCTION gate.undo_arrivals(arrivals bigint[], untouched bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one bigint;
    gone bigint[] := '{}';
BEGIN
    PERFORM gate.demand('intake:import:run');
    FOR one IN SELECT c.id FROM licite.people_contact c WHERE c.id = ANY (untouched) AND c.cell = ANY ((SELECT gate.cells('edit'))::integer[])
        AND c.id IN (SELECT a.contact FROM licite.intake_arrival a JOIN licite.intake_batch b ON b.id = a.batch_id
            WHERE a.id = ANY (arrivals) AND a.made AND b.member = gate.me()
                AND (b.cell = c.cell OR NOT EXISTS (SELECT FROM licite.people_change h WHERE h.contact = c.id AND h.field = 'cell'))
                AND c.created_by = gate.me() AND c.created_at >= b.created_at) ORDER BY c.id FOR UPDATE
    LOOP
        PERFORM gate.forget(one);
        gone := gone || one;
    END LOOP;
    DELETE FROM licite.intake_arrival a USING licite.intake_batch b
    WHERE a.id = ANY (arrivals) AND b.id = a.batch_id AND b.member = gate.me();
    RETURN gone;
END $$;

-- What a batch of one's own wrote in a record and took back leaves its history too: a value that came by mistake does not
-- stay there. How many lines went.
CREATE FUNCTION gate.undo_changes(arrival bigint, moment timestamptz, fields text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone integer;
BEGIN
    PERFORM gate.demand('intake:import:run');
    DELETE FROM licite.people_change h USING licite.intake_arrival a, licite.intake_batch b
    WHERE a.id = arrival AND NOT a.made AND b.id = a.batch_id AND b.member = gate.me()
        AND h.contact = a.contact AND h.cell = ANY ((SELECT gate.cells('edit'))::integer[]) AND h.member = gate.me()
        AND h.at = moment AND h.field = ANY (fields) AND h.field <> 'cell';
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Whether anything says more of a company than that an import brought it: who works for it, its sites, roles, deals,
-- purchases and subsidiaries.
CREATE FUNCTION gate.company_in_use(which bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM licite.people_contact c WHERE c.company_id = which)
        OR EXISTS (SELECT FROM licite.people_role r WHERE r.company = which)
        OR EXISTS (SELECT FROM licite.people_site s WHERE s.company = which)
        OR EXISTS (SELECT FROM licite.people_company k WHERE k.parent = which)
        OR EXISTS (SELECT FROM licite.sales_deal d WHERE d.company_id = which)
        OR EXISTS (SELECT FROM licite.sales_purchase s WHERE s.company_id = which);
END $$;

-- The companies that a batch of one's own made, as they were made (a row that was written again is of another transaction),
-- as long as nothing else came of them; which went.
CREATE FUNCTION gate.undo_foundings(which uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    one bigint;
    gone integer := 0;
BEGIN
    PERFORM gate.demand('intake:import:run');
    FOR one IN SELECT f.company FROM licite.intake_founding f JOIN licite.intake_batch b ON b.id = f.batch_id
        JOIN licite.people_company k ON k.id = f.company
        WHERE b.public = which AND b.member = gate.me() AND k.cell = ANY ((SELECT gate.cells('edit'))::integer[])
            AND k.xmin = f.xmin FOR UPDATE OF k
    LOOP
        IF NOT gate.company_in_use(one) THEN
            DELETE FROM licite.people_company WHERE id = one;
            gone := gone + 1;
        END IF;
    END LOOP;
    -- Of a batch that left records, those that they work for may go with them another time.
    DELETE FROM licite.intake_founding f USING licite.intake_batch b
    WHERE b.id = f.batch_id AND b.public = which AND b.member = gate.me()
        AND NOT EXISTS (SELECT FROM licite.intake_arrival a WHERE a.batch_id = b.id);
    RETURN gone;
END $$;

-- An undoing begins: what a former one left is looked at anew, and its part of the report, which holds nothing else, goes.
CREATE FUNCTION gate.undo_again(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('intake:import:run');
    DELETE FROM licite.intake_part p USING licite.intake_batch b
    WHERE b.public = which AND b.member = gate.me() AND b.state = 'undoing' AND p.batch_id = b.id AND p.counts ? 'kept';
END $$;

REVOKE ALL ON FUNCTION gate.hear_left(uuid, text, text, timestamptz, bytea[]), gate.drop_drafts(timestamptz), gate.drop_left(timestamptz), gate.company_in_use(bigint), gate.undo_arrivals(bigint[], bigint[]),
    gate.undo_changes(bigint, timestamptz, text[]), gate.undo_foundings(uuid), gate.undo_again(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.undo_again(uuid), gate.hear_left(uuid, text, text, timestamptz, bytea[]) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.drop_drafts(timestamptz), gate.drop_left(timestamptz), gate.undo_arrivals(bigint[], bigint[]),
    gate.undo_changes(bigint, timestamptz, text[]), gate.undo_foundings(uuid) TO licite_worker;

INSERT INTO gate.job VALUES ('intake.look_through', 'intake:import:run'), ('intake.undo_file', 'intake:import:run'),
    ('intake.settle_file', 'intake:import:run');
RESET ROLE;
