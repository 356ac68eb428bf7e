-- Erasure: one verb. What it deletes is what the rooms declare (holdings.py); a test holds the two together, and
-- inventory's `erase` undoes itself where a declared table still names the person.
GRANT DELETE ON access_reveal TO licite_gate;
GRANT SELECT, DELETE ON people_company TO licite_gate;
CREATE POLICY gate_company ON people_company TO licite_gate USING (current_user = 'licite_gate');

SET LOCAL ROLE licite_gate;

-- For the gate's own acts; no login role may call it. Arrivals follow their contact; what stays is the journal,
-- and the fingerprints of an objection, which name no record.
CREATE FUNCTION gate.forget(which bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE employers bigint[];
BEGIN
    SELECT ARRAY[company_id] INTO employers FROM licite.people_contact WHERE id = which FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    employers := employers || ARRAY(SELECT r.company FROM licite.people_role r WHERE r.contact = which);
    -- The companies of the records that were merged into this one, before and since.
    employers := employers || ARRAY(SELECT (side.value ->> 'company_id')::bigint FROM licite.people_merge m, jsonb_each(m.before) side
        WHERE m.contact = which AND side.key IN ('keeper', 'gone'));
    UPDATE licite.people_tray t SET
        others = array_remove(t.others, which),
        other_cells = ARRAY(SELECT DISTINCT c.cell FROM licite.people_contact c
                            WHERE c.id = ANY (t.others) AND c.id <> which)
    WHERE which = ANY (t.others);
    DELETE FROM licite.people_tray WHERE contact = which;
    -- A link belongs to an address: it goes with the last record of it.
    DELETE FROM licite.lawful_link l
    WHERE l.marks && ARRAY(SELECT t.token FROM licite.people_token t WHERE t.contact = which AND t.exact)
        AND NOT EXISTS (SELECT FROM licite.people_token t WHERE t.token = ANY (l.marks) AND t.exact AND t.contact <> which);
    DELETE FROM licite.people_token WHERE contact = which;
    DELETE FROM licite.people_interaction WHERE contact = which;
    DELETE FROM licite.people_task WHERE contact = which;
    DELETE FROM licite.people_role WHERE contact = which;
    DELETE FROM licite.people_tag WHERE contact = which;
    DELETE FROM licite.people_file WHERE contact = which;
    DELETE FROM licite.people_change WHERE contact = which;
    DELETE FROM licite.lawful_evidence WHERE contact = which;
    DELETE FROM licite.lawful_withdrawal WHERE contact = which;
    DELETE FROM licite.lawful_optin WHERE contact = which;
    DELETE FROM licite.lawful_consent WHERE contact = which;
    DELETE FROM licite.lawful_objection WHERE contact = which;
    DELETE FROM licite.lawful_attempt WHERE contact = which;
    DELETE FROM licite.lawful_callback WHERE contact = which;
    DELETE FROM licite.lawful_screening WHERE contact = which;
    DELETE FROM licite.lawful_flag WHERE contact = which;
    DELETE FROM licite.lawful_restriction WHERE contact = which;
    DELETE FROM licite.lawful_classified WHERE contact = which;
    DELETE FROM licite.lawful_ground WHERE contact = which;
    DELETE FROM licite.people_value WHERE contact = which;
    DELETE FROM licite.lawful_delivery WHERE contact = which;
    DELETE FROM licite.people_merge WHERE contact = which;
    DELETE FROM licite.access_reveal WHERE contact = which;
    DELETE FROM licite.people_contact WHERE id = which;
    -- A sole trader is a person: the company goes with the last record that needs it.
    DELETE FROM licite.people_company c WHERE c.id = ANY (employers) AND c.kind = 'sole_trader'
        AND NOT EXISTS (SELECT FROM licite.people_contact o WHERE o.company_id = c.id)
        AND NOT EXISTS (SELECT FROM licite.people_role r WHERE r.company = c.id);
    RETURN true;
END $$;

CREATE FUNCTION gate.erase(which bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('inventory:subject:erase');
    RETURN gate.forget(which);
END $$;

REVOKE ALL ON FUNCTION gate.forget(bigint), gate.erase(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.erase(bigint) TO licite_worker;
RESET ROLE;
