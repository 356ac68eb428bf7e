-- The numbers by which other tools know a person; a file that comes later finds its people by them. They end with the record.
CREATE INDEX people_reference_token ON people_reference (token, cell, contact);

ALTER TABLE people_reference ADD CONSTRAINT people_reference_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE people_reference ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_reference FORCE ROW LEVEL SECURITY;

CREATE POLICY read_reference ON people_reference FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_reference ON people_reference FOR INSERT TO licite_web, licite_worker
    WITH CHECK ((cell = ANY ((SELECT gate.cells('edit'))::int[]) OR cell = ANY ((SELECT gate.cells('create'))::int[]))
        AND coalesce(member = (SELECT gate.me()), (SELECT gate.me()) IS NULL));
CREATE POLICY no_update ON people_reference FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_reference ON people_reference FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY drop_reference ON people_reference FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY gate_reference ON people_reference TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (contact, cell, token, value, member, created_at), DELETE ON people_reference TO licite_web, licite_worker;
GRANT UPDATE (token, value) ON people_reference TO licite_worker;
GRANT USAGE ON SEQUENCE people_reference_id_seq TO licite_web, licite_worker;
GRANT SELECT, DELETE ON people_reference TO licite_gate;
