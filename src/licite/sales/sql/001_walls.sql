-- Deals hang on a contact and follow it from cell to cell; they end with it. An amount is a row of its own, shown by the
-- level for amounts; what became of a deal, and by whom, is written here and by nobody else.
ALTER TABLE sales_deal ADD CONSTRAINT sales_deal_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE sales_deal ADD CONSTRAINT sales_deal_company FOREIGN KEY (company_id)
    REFERENCES people_company (id) ON DELETE SET NULL;
ALTER TABLE sales_amount ADD CONSTRAINT sales_amount_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE sales_amount ADD CONSTRAINT sales_amount_deal FOREIGN KEY (deal) REFERENCES sales_deal (id) ON DELETE CASCADE;
ALTER TABLE sales_stepchange ADD CONSTRAINT sales_step_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE sales_stepchange ADD CONSTRAINT sales_step_deal FOREIGN KEY (deal) REFERENCES sales_deal (id) ON DELETE CASCADE;

ALTER TABLE sales_deal ADD CONSTRAINT known_step CHECK (step IN ('qualification', 'needs', 'proposal', 'negotiation', 'won', 'lost'));
ALTER TABLE sales_deal ADD CONSTRAINT closed_with_its_reason CHECK ((step IN ('won', 'lost')) = (closed_at IS NOT NULL)
    AND (closed_at IS NOT NULL) = (reason <> ''));
ALTER TABLE sales_deal ADD CONSTRAINT likely CHECK (probability BETWEEN 0 AND 100
    AND (step <> 'won' OR probability = 100) AND (step <> 'lost' OR probability = 0));
ALTER TABLE sales_amount ADD CONSTRAINT some_money CHECK (cents BETWEEN 0 AND 99999999999);

CREATE INDEX sales_deal_contact ON sales_deal (contact);
CREATE INDEX sales_deal_company ON sales_deal (company_id) WHERE company_id IS NOT NULL;
CREATE INDEX sales_deal_expected ON sales_deal (cell, expected_on, id);
CREATE INDEX sales_deal_open ON sales_deal (cell, step, expected_on, id) WHERE closed_at IS NULL;
CREATE INDEX sales_deal_closed ON sales_deal (cell, closed_at DESC, id) WHERE closed_at IS NOT NULL;
CREATE INDEX sales_deal_owner ON sales_deal (owner, cell);
CREATE INDEX sales_deal_next ON sales_deal (owner, next_on) WHERE closed_at IS NULL AND next_on IS NOT NULL;
CREATE INDEX sales_amount_cents ON sales_amount (cell, cents DESC, deal DESC);
CREATE INDEX sales_amount_contact ON sales_amount (contact);
CREATE INDEX sales_step_deal ON sales_stepchange (deal, at);
CREATE INDEX sales_step_contact ON sales_stepchange (contact);

ALTER TABLE sales_deal ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_deal FORCE ROW LEVEL SECURITY;
ALTER TABLE sales_amount ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_amount FORCE ROW LEVEL SECURITY;
ALTER TABLE sales_stepchange ENABLE ROW LEVEL SECURITY;
ALTER TABLE sales_stepchange FORCE ROW LEVEL SECURITY;

CREATE POLICY gate_deal ON sales_deal TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_amount ON sales_amount TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_step ON sales_stepchange TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT, UPDATE (owner, title, next_step, note), DELETE ON sales_deal TO licite_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON sales_amount TO licite_gate;
GRANT SELECT, INSERT, DELETE ON sales_stepchange TO licite_gate;
GRANT USAGE ON SEQUENCE sales_stepchange_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- The cells in which a field is open to the reader: by the very grants that open it.
CREATE FUNCTION gate.cells_open(field text) RETURNS integer[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE who gate.context := gate.who();
BEGIN
    IF who.purpose LIKE 'system:%' THEN RETURN gate.cells('read'); END IF;
    RETURN ARRAY(
        SELECT DISTINCT p * 10 + s
        FROM gate.live_grants(who.member) g
        JOIN licite.access_profile f ON f.id = g.profile_id AND f.levels ->> field = 'open' AND 'read' = ANY (f.acts)
        CROSS JOIN unnest(g.portfolios) p CROSS JOIN unnest(g.stages) s
        ORDER BY 1);
END $$;

-- Says what deals are worth, each in cents: by whoever may write the deal and reads amounts there. How many were said.
CREATE FUNCTION gate.value_deals(which bigint[], worth bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE said integer;
BEGIN
    INSERT INTO licite.sales_amount AS a (deal, contact, cell, cents)
    SELECT d.id, d.contact, d.cell, v.cents
    FROM unnest(which, worth) AS v (deal, cents) JOIN licite.sales_deal d ON d.id = v.deal
    WHERE d.cell = ANY (gate.cells('edit')) AND d.cell = ANY (gate.cells_with('sales:deal:write'))
        AND d.cell = ANY (gate.cells_open('amount'))
    ON CONFLICT (deal) DO UPDATE SET cents = excluded.cents;
    GET DIAGNOSTICS said = ROW_COUNT;
    RETURN said;
END $$;

-- Whether a member makes and moves deals in a cell.
CREATE FUNCTION gate.takes_deals(whom integer, in_cell integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM gate.live_grants(whom) g
        JOIN licite.access_profile f ON f.id = g.profile_id
        JOIN licite.access_member m ON m.id = g.member_id AND m.left_at IS NULL
        WHERE 'sales:deal:write' = ANY (f.permissions) AND 'edit' = ANY (f.acts)
            AND in_cell / 10 = ANY (g.portfolios) AND in_cell % 10 = ANY (g.stages));
END $$;

-- A deal is another member's from now on: said by whoever assigns records there, to whoever may write it. False else.
CREATE FUNCTION gate.hand_deal(which bigint, to_member integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('people:contact:assign');
    UPDATE licite.sales_deal d SET owner = to_member
    WHERE d.id = which AND d.cell IN (SELECT gate.assigning()) AND gate.takes_deals(to_member, d.cell);
    RETURN FOUND;
END $$;

-- Open deals with these contacts, of one member or of anybody, to whoever may write them where they are; which, and whose
-- they were. A restricted record stands still.
CREATE FUNCTION gate.hand_deals(which bigint[], from_member integer, taker integer)
RETURNS TABLE (deal bigint, about bigint, giver integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE reach integer[];
BEGIN
    PERFORM gate.demand('people:contact:assign');
    reach := ARRAY(SELECT c FROM gate.assigning() c WHERE gate.takes_deals(taker, c));
    RETURN QUERY UPDATE licite.sales_deal d SET owner = taker FROM licite.sales_deal was, licite.people_contact c
    WHERE was.id = d.id AND c.id = d.contact AND NOT c.restricted AND d.contact = ANY (which) AND d.closed_at IS NULL
        AND d.cell = ANY (reach) AND d.owner IS DISTINCT FROM taker AND (from_member IS NULL OR d.owner = from_member)
    RETURNING d.id, d.contact, was.owner;
END $$;

-- How much a member has open, for whoever ends an account: two counts, nothing of a customer.
CREATE FUNCTION gate.left_behind(whose integer) RETURNS TABLE (tasks bigint, deals bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('staff:member:manage');
    RETURN QUERY SELECT
        (SELECT count(*) FROM licite.people_task t WHERE t.member = whose AND t.done_at IS NULL),
        (SELECT count(*) FROM licite.sales_deal d WHERE d.owner = whose AND d.closed_at IS NULL);
END $$;

-- Deals that are open and still the holder's, back to whose they were, as far as they may still write there; with whom.
CREATE FUNCTION gate.return_deals(which bigint[], givers integer[], holder integer) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('people:contact:assign');
    RETURN QUERY UPDATE licite.sales_deal d SET owner = b.giver FROM unnest(which, givers) AS b (deal, giver), licite.people_contact c
    WHERE d.id = b.deal AND c.id = d.contact AND NOT c.restricted AND d.closed_at IS NULL AND d.owner = holder
        AND d.cell IN (SELECT gate.assigning()) AND gate.takes_deals(b.giver, d.cell)
    RETURNING d.contact;
END $$;

-- Since when a deal is where it is: now, for whoever moves it; the house's own work (demo) brings a history with it.
CREATE FUNCTION gate.date_deal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce((gate.who()).purpose NOT LIKE 'system:%', true) THEN
        NEW.step_at := CASE WHEN TG_OP = 'UPDATE' AND NEW.step = OLD.step THEN OLD.step_at ELSE gate.now() END;
    END IF;
    NEW.closed_at := CASE WHEN NEW.step IN ('won', 'lost') THEN NEW.step_at END;
    RETURN NEW;
END $$;

CREATE FUNCTION gate.follow_deal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.step = OLD.step THEN RETURN NULL; END IF;
    INSERT INTO licite.sales_stepchange (deal, contact, cell, at, member, before, after)
    VALUES (NEW.id, NEW.contact, NEW.cell, NEW.step_at, coalesce(gate.me(), NEW.owner),
        CASE WHEN TG_OP = 'UPDATE' THEN OLD.step ELSE '' END, NEW.step);
    RETURN NULL;
END $$;

REVOKE ALL ON FUNCTION gate.cells_open(text), gate.value_deals(bigint[], bigint[]), gate.hand_deal(bigint, integer), gate.date_deal(), gate.follow_deal(),
    gate.takes_deals(integer, integer), gate.left_behind(integer), gate.hand_deals(bigint[], integer, integer), gate.return_deals(bigint[], integer[], integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.left_behind(integer), gate.cells_open(text), gate.value_deals(bigint[], bigint[]), gate.hand_deal(bigint, integer)
    TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.hand_deals(bigint[], integer, integer), gate.return_deals(bigint[], integer[], integer) TO licite_worker;
GRANT EXECUTE ON FUNCTION gate.date_deal(), gate.follow_deal() TO licite_owner;
RESET ROLE;

CREATE POLICY read_deal ON sales_deal FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('sales:deal:read'))::int[]));
-- In one's own name; only the house's own work (nobody, yet with cells) notes what members do.
CREATE POLICY create_deal ON sales_deal FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells_with('sales:deal:write'))::int[]) AND cell = ANY ((SELECT gate.cells('edit'))::int[])
        AND coalesce(owner = (SELECT gate.me()), (SELECT gate.me()) IS NULL));
CREATE POLICY edit_deal ON sales_deal FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('sales:deal:write'))::int[]) AND cell = ANY ((SELECT gate.cells('edit'))::int[]))
    WITH CHECK (cell = ANY ((SELECT gate.cells_with('sales:deal:write'))::int[]) AND cell = ANY ((SELECT gate.cells('edit'))::int[]));
CREATE POLICY no_delete ON sales_deal FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

CREATE POLICY read_amount ON sales_amount FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('sales:deal:read'))::int[]) AND cell = ANY ((SELECT gate.cells_open('amount'))::int[]));
CREATE POLICY no_insert ON sales_amount FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON sales_amount FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON sales_amount FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

CREATE POLICY read_step ON sales_stepchange FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells_with('sales:deal:read'))::int[]));
CREATE POLICY no_insert ON sales_stepchange FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON sales_stepchange FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON sales_stepchange FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

GRANT SELECT, INSERT (public, contact, cell, company_id, title, step, probability, expected_on, next_step, next_on, owner,
        created_at, reason, note, step_at, closed_at),
    UPDATE (company_id, title, step, probability, expected_on, next_step, next_on, reason, note)
    ON sales_deal TO licite_web, licite_worker;
GRANT UPDATE (step_at) ON sales_deal TO licite_worker;
GRANT SELECT ON sales_amount, sales_stepchange TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE sales_deal_id_seq TO licite_web, licite_worker;

CREATE TRIGGER date_deal BEFORE INSERT OR UPDATE OF step, step_at ON sales_deal FOR EACH ROW EXECUTE FUNCTION gate.date_deal();
CREATE TRIGGER follow_deal AFTER INSERT OR UPDATE OF step ON sales_deal FOR EACH ROW EXECUTE FUNCTION gate.follow_deal();
-- A deal joins only a company that its writer sees already.
CREATE TRIGGER join_company BEFORE INSERT OR UPDATE OF company_id ON sales_deal FOR EACH ROW
    WHEN (NEW.company_id IS NOT NULL AND current_user IN ('licite_web', 'licite_worker'))
    EXECUTE FUNCTION gate.join_company();
CREATE TRIGGER unflag AFTER DELETE ON sales_deal FOR EACH ROW EXECUTE FUNCTION gate.unflag('deal', 'deal_next', 'deal_note');
