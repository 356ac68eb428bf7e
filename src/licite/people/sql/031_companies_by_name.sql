-- Companies by name without reading all that are in sight: whoever works for one carries the key that its name is sorted
-- by, and so does a further role. A cell's companies are then read in their order, each once, a page and no more. The key
-- is the company's own, a sole trader's is empty, and no writer says it.
CREATE INDEX people_contact_works ON people_contact (cell, company_key, company_id) WHERE company_id IS NOT NULL;
CREATE INDEX people_role_works ON people_role (cell, company_key, company);
GRANT SELECT (company_key) ON people_contact TO licite_web, licite_worker;
-- Named in a new role's columns, and overruled by the trigger below.
GRANT INSERT (company_key) ON people_role TO licite_web, licite_worker;
GRANT UPDATE (company_key) ON people_role TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The lock is that of a foreign key: it keeps off a change of name, which takes a stronger one, and nothing else.
CREATE FUNCTION gate.key_of_company(which bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN coalesce((SELECT k.sort_key FROM licite.people_company k WHERE k.id = which FOR KEY SHARE), '');
END $$;

CREATE FUNCTION gate.key_contact() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.company_key := gate.key_of_company(NEW.company_id);
    RETURN NEW;
END $$;

CREATE FUNCTION gate.key_role() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.company_key := gate.key_of_company(NEW.company);
    RETURN NEW;
END $$;

-- A company that is called otherwise, or becomes a person's: whoever is coming in with its former key is waited for.
CREATE FUNCTION gate.rekey_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM licite.people_company WHERE id = NEW.id FOR UPDATE;
    UPDATE licite.people_contact SET company_key = NEW.sort_key WHERE company_id = NEW.id;
    UPDATE licite.people_role SET company_key = NEW.sort_key WHERE company = NEW.id;
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION gate.key_of_company(bigint), gate.key_contact(), gate.key_role(), gate.rekey_company() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.key_contact(), gate.key_role(), gate.rekey_company() TO licite_owner;
RESET ROLE;

CREATE TRIGGER key_contact BEFORE INSERT OR UPDATE OF company_id, company_key ON people_contact FOR EACH ROW
    -- Without a key: a record that comes back from a merge, of somebody who works for nobody.
    WHEN (NEW.company_id IS NOT NULL OR NEW.company_key IS DISTINCT FROM '') EXECUTE FUNCTION gate.key_contact();
CREATE TRIGGER key_role BEFORE INSERT OR UPDATE OF company, company_key ON people_role FOR EACH ROW
    EXECUTE FUNCTION gate.key_role();
CREATE TRIGGER rekey_company AFTER UPDATE OF sort_key ON people_company FOR EACH ROW
    WHEN (NEW.sort_key <> OLD.sort_key) EXECUTE FUNCTION gate.rekey_company();
