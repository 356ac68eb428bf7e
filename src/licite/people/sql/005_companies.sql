-- Companies whole: their sites, their parent, the roles of people at several of them. A site is seen with its company, and
-- a role brings its company into sight as working there does.
CREATE UNIQUE INDEX people_company_id_cell ON people_company (id, cell);
CREATE INDEX people_company_number ON people_company (number) WHERE number <> '';
CREATE INDEX people_company_parent ON people_company (parent) WHERE parent IS NOT NULL;
CREATE INDEX people_site_company ON people_site (company, id);
CREATE INDEX people_site_cell ON people_site (cell);
CREATE INDEX people_role_contact ON people_role (contact, id);
CREATE INDEX people_role_company ON people_role (company, cell);

ALTER TABLE people_company ADD CONSTRAINT people_company_parent FOREIGN KEY (parent) REFERENCES people_company (id) ON DELETE SET NULL,
    ADD CONSTRAINT people_company_not_its_own_parent CHECK (parent <> id),
    ADD CONSTRAINT people_company_sole_is_sealed CHECK (kind <> 'sole_trader' OR name = '' AND number = '' AND vat = '' AND website = '');
ALTER TABLE people_site ADD CONSTRAINT people_site_company FOREIGN KEY (company, cell)
    REFERENCES people_company (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE people_role ADD CONSTRAINT people_role_contact FOREIGN KEY (contact, cell)
        REFERENCES people_contact (id, cell) ON UPDATE CASCADE,
    ADD CONSTRAINT people_role_company FOREIGN KEY (company) REFERENCES people_company (id),
    ADD CONSTRAINT people_role_in_order CHECK (until >= since);

ALTER TABLE people_site ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_site FORCE ROW LEVEL SECURITY;
ALTER TABLE people_role ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_role FORCE ROW LEVEL SECURITY;

CREATE POLICY read_site ON people_site FOR SELECT TO licite_web, licite_worker
    USING (EXISTS (SELECT FROM people_company k WHERE k.id = people_site.company));
CREATE POLICY create_site ON people_site FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[])
        OR (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false)));
CREATE POLICY edit_site ON people_site FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[]))
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[]));
CREATE POLICY drop_site ON people_site FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND cell = ANY ((SELECT gate.cells_with('people:company:edit'))::int[]));
CREATE POLICY gate_site ON people_site TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_role ON people_role FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_role ON people_role FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND coalesce(member = (SELECT gate.me()), (SELECT gate.me()) IS NULL));
CREATE POLICY edit_role ON people_role FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[])) WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY drop_role ON people_role FOR DELETE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY gate_role ON people_role TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (public, company, cell, label, number, line, postal_code, town, sealed, country, department, created_at),
    UPDATE (label, number, line, postal_code, town, sealed, country, department), DELETE ON people_site TO licite_web, licite_worker;
GRANT SELECT, INSERT (public, contact, cell, company, title, since, until, member, created_at),
    UPDATE (title, since, until), DELETE ON people_role TO licite_web, licite_worker;
GRANT SELECT (number, vat, website, coded, sector, size, parent), INSERT (number, vat, website, coded, sector, size, parent),
    UPDATE (number, vat, website, coded, sector, size, parent) ON people_company TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE people_site_id_seq, people_role_id_seq TO licite_web, licite_worker;
GRANT SELECT, DELETE ON people_site, people_role TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Whether the actor sees this company: what the policy of companies says, for who may not read the table in a trigger.
CREATE FUNCTION gate.sees_company(which bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT FROM licite.people_company k WHERE k.id = which AND (
        k.cell / 10 = ANY (gate.portfolios())
        OR EXISTS (SELECT FROM licite.people_contact c WHERE c.company_id = k.id AND c.cell = ANY (gate.cells('read')))
        OR EXISTS (SELECT FROM licite.people_role r WHERE r.company = k.id AND r.cell = ANY (gate.cells('read')))));
END $$;

-- A person is given a role only at a company that the writer sees already.
CREATE FUNCTION gate.join_role() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT gate.sees_company(NEW.company) THEN RAISE EXCEPTION 'no such company' USING ERRCODE = '23503'; END IF;
    RETURN NEW;
END $$;

-- A parent is a company that the writer sees, and nothing that hangs below the company itself.
CREATE FUNCTION gate.join_parent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT gate.sees_company(NEW.parent) THEN RAISE EXCEPTION 'no such company' USING ERRCODE = '23503'; END IF;
    IF EXISTS (
        WITH RECURSIVE above AS (
            SELECT NEW.parent AS id
            UNION SELECT k.parent FROM licite.people_company k JOIN above USING (id) WHERE k.parent IS NOT NULL)
        SELECT FROM above WHERE id = NEW.id)
    THEN RAISE EXCEPTION 'a company below itself' USING ERRCODE = '23514'; END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION gate.sees_company(bigint), gate.join_role(), gate.join_parent() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.join_role(), gate.join_parent() TO licite_owner;
RESET ROLE;

CREATE TRIGGER join_role BEFORE INSERT ON people_role FOR EACH ROW
    WHEN (current_user IN ('licite_web', 'licite_worker')) EXECUTE FUNCTION gate.join_role();
CREATE TRIGGER join_parent BEFORE INSERT OR UPDATE OF parent ON people_company FOR EACH ROW
    WHEN (NEW.parent IS NOT NULL AND current_user IN ('licite_web', 'licite_worker')) EXECUTE FUNCTION gate.join_parent();
