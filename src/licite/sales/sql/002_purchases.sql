-- What contacts bought, as files of other tools say: written by an import alone, each with its act in the history. What it came
-- to stands apart, shown by the level for amounts.
ALTER TABLE sales_purchase ADD CONSTRAINT sales_purchase_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE sales_purchase ADD CONSTRAINT sales_purchase_company FOREIGN KEY (company_id)
    REFERENCES people_company (id) ON DELETE SET NULL;
ALTER TABLE sales_purchase ADD CONSTRAINT sales_purchase_interaction FOREIGN KEY (interaction)
    REFERENCES people_interaction (id) ON DELETE CASCADE;
ALTER TABLE sales_spent ADD CONSTRAINT sales_spent_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE sales_spent ADD CONSTRAINT sales_spent_purchase FOREIGN KEY (purchase) REFERENCES sales_purchase (id) ON DELETE CASCADE;
ALTER TABLE sales_spent ADD CONSTRAINT some_money CHECK (cents BETWEEN 0 AND 99999999999);

CREATE INDEX sales_purchase_contact ON sales_purchase (contact, bought_on DESC, id DESC);
CREATE INDEX sales_purchase_company ON sales_purchase (company_id, bought_on DESC, id DESC) WHERE company_id IS NOT NULL;
CREATE INDEX sales_spent_contact ON sales_spent (contact);

ALTER TABLE sales_purchase ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_purchase FORCE ROW LEVEL SECURITY;
ALTER TABLE sales_spent ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_spent FORCE ROW LEVEL SECURITY;

CREATE POLICY read_purchase ON sales_purchase FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('sales:deal:read'))::int[]));
CREATE POLICY no_insert ON sales_purchase FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON sales_purchase FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_purchase ON sales_purchase FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON sales_purchase FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_purchase ON sales_purchase TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_spent ON sales_spent FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('sales:deal:read'))::int[]) AND cell = ANY ((SELECT gate.cells_open('amount'))::int[]));
CREATE POLICY no_insert ON sales_spent FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON sales_spent FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON sales_spent FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_spent ON sales_spent TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON sales_purchase, sales_spent TO licite_web, licite_worker;
GRANT UPDATE (said) ON sales_purchase TO licite_worker;
GRANT SELECT, INSERT, DELETE ON sales_purchase, sales_spent TO licite_gate;
GRANT USAGE ON SEQUENCE sales_purchase_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The purchases behind acts that this very transaction noted in nobody's name: an import's; the demo's own work brings a
-- history with it. Each in whole cents, or NULL where that is not told, and only where amounts are open to the actor. How many
-- were kept.
CREATE FUNCTION gate.keep_purchases(which bigint[], days date[], words bytea[], worth bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE held integer; demo boolean := coalesce((gate.who()).purpose = 'system:demo', false);
BEGIN
    WITH given AS MATERIALIZED (
        SELECT i.id, i.contact, i.cell, c.company_id, g.day, g.said, g.cents
        FROM unnest(which, days, words, worth) AS g (id, day, said, cents)
        JOIN licite.people_interaction i ON i.id = g.id AND i.kind = 'order'
            AND (i.member IS NULL AND i.created_at = gate.now() OR demo)
        JOIN licite.people_contact c ON c.id = i.contact
        WHERE i.cell = ANY (gate.cells('edit')) AND i.cell = ANY (gate.cells_with('sales:deal:write'))
    ), kept AS (
        INSERT INTO licite.sales_purchase (public, contact, cell, company_id, interaction, bought_on, said, created_at)
        SELECT gen_random_uuid(), contact, cell, company_id, id, day, said, gate.now() FROM given ORDER BY id
        RETURNING id, contact, cell, interaction
    ), paid AS (
        INSERT INTO licite.sales_spent (purchase, contact, cell, cents)
        SELECT k.id, k.contact, k.cell, g.cents FROM kept k JOIN given g ON g.id = k.interaction
        WHERE g.cents IS NOT NULL AND k.cell = ANY (gate.cells_open('amount'))
    )
    SELECT count(*) INTO held FROM kept;
    RETURN held;
END $$;

REVOKE ALL ON FUNCTION gate.keep_purchases(bigint[], date[], bytea[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.keep_purchases(bigint[], date[], bytea[], bigint[]) TO licite_worker;
RESET ROLE;
