-- A batch belongs to whoever brought it in; an arrival follows its contact.
ALTER TABLE intake_batch ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_batch FORCE ROW LEVEL SECURITY;
ALTER TABLE intake_arrival ENABLE ROW LEVEL SECURITY;
ALTER TABLE intake_arrival FORCE ROW LEVEL SECURITY;
CREATE INDEX intake_arrival_contact ON intake_arrival (contact);
CREATE INDEX intake_batch_member ON intake_batch (member, created_at DESC);
ALTER TABLE intake_arrival ADD CONSTRAINT intake_arrival_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;

CREATE POLICY read_batch ON intake_batch FOR SELECT TO licite_web, licite_worker
    USING (member = (SELECT gate.me()));
CREATE POLICY create_batch ON intake_batch FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND (SELECT gate.permits('intake:import:run'))
        AND (kind = 'contacts' AND cell = ANY ((SELECT gate.cells('create'))::int[]) OR kind <> 'contacts' AND cell = 0));
CREATE POLICY edit_batch ON intake_batch FOR UPDATE TO licite_web, licite_worker
    USING (member = (SELECT gate.me())) WITH CHECK (member = (SELECT gate.me()));
-- A rotation of keys seals anew what any member brought in.
CREATE POLICY rotate_batch ON intake_batch FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY read_to_rotate ON intake_batch FOR SELECT TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON intake_batch FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

CREATE POLICY read_arrival ON intake_arrival FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_arrival ON intake_arrival FOR INSERT TO licite_web, licite_worker
    WITH CHECK ((cell = ANY ((SELECT gate.cells('create'))::int[]) OR cell = ANY ((SELECT gate.cells('edit'))::int[]))
        AND EXISTS (SELECT FROM intake_batch b WHERE b.id = batch_id AND b.member = (SELECT gate.me())));
CREATE POLICY no_update ON intake_arrival FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_arrival ON intake_arrival FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON intake_arrival FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (public, kind, cell, member, source, purpose, basis, declared, staged, state, counts, report, created_at, done_at),
    UPDATE (state, counts, report, staged, done_at) ON intake_batch TO licite_web, licite_worker;
GRANT SELECT, INSERT (batch_id, contact, cell, made, kept) ON intake_arrival TO licite_web, licite_worker;
GRANT UPDATE (kept) ON intake_arrival TO licite_worker;
GRANT USAGE ON SEQUENCE intake_batch_id_seq, intake_arrival_id_seq TO licite_web, licite_worker;

-- A batch whose member has left can be closed by nobody inside that member's rights: the gate empties it.
CREATE POLICY gate_batch ON intake_batch TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT (id, public, state, counts, done_at), UPDATE (state, staged, counts, done_at) ON intake_batch TO licite_gate;

SET LOCAL ROLE licite_gate;
CREATE FUNCTION gate.stop_import(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.intake_batch SET state = 'stopped', staged = NULL, done_at = gate.now()
    WHERE public = which AND state IN ('staged', 'running');
    UPDATE licite.intake_batch SET state = 'done', staged = NULL, counts = counts - 'open'
    WHERE public = which AND state = 'settling';
END $$;
REVOKE ALL ON FUNCTION gate.stop_import(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.stop_import(uuid) TO licite_worker;

INSERT INTO gate.job VALUES ('intake.import_file', 'intake:import:run');
RESET ROLE;
