-- Saved views of lists: the owner's, and those shared with a portfolio that one works in. And the order of next steps.
CREATE INDEX people_contact_next ON people_contact (cell, next_task_at, id) WHERE next_task_at IS NOT NULL;
CREATE INDEX people_contact_latest ON people_contact (active_at DESC, id DESC) INCLUDE (cell);
CREATE INDEX people_savedview_member ON people_savedview (member);
CREATE INDEX people_savedview_portfolio ON people_savedview (portfolio) WHERE portfolio IS NOT NULL;
ALTER TABLE people_firstview ADD CONSTRAINT people_firstview_view FOREIGN KEY (view) REFERENCES people_savedview (id) ON DELETE CASCADE;

ALTER TABLE people_savedview ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_savedview FORCE ROW LEVEL SECURITY;
ALTER TABLE people_firstview ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_firstview FORCE ROW LEVEL SECURITY;

CREATE POLICY read_view ON people_savedview FOR SELECT TO licite_web, licite_worker
    USING (member = (SELECT gate.me()) OR portfolio = ANY ((SELECT gate.portfolios())::int[]));
-- Shared only where the very grant that reaches the portfolio lets one share.
CREATE POLICY create_view ON people_savedview FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND (portfolio IS NULL
        OR portfolio IN (SELECT c / 10 FROM unnest((SELECT gate.cells_with('people:view:share'))) c)));
CREATE POLICY edit_view ON people_savedview FOR UPDATE TO licite_web, licite_worker USING (member = (SELECT gate.me()))
    WITH CHECK (member = (SELECT gate.me()) AND (portfolio IS NULL
        OR portfolio IN (SELECT c / 10 FROM unnest((SELECT gate.cells_with('people:view:share'))) c)));
CREATE POLICY end_view ON people_savedview FOR DELETE TO licite_web, licite_worker USING (member = (SELECT gate.me()));
-- A rotation of keys seals anew what any member kept.
CREATE POLICY find_view ON people_savedview FOR SELECT TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY rotate_view ON people_savedview FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');

CREATE POLICY read_first ON people_firstview FOR SELECT TO licite_web, licite_worker USING (member = (SELECT gate.me()));
CREATE POLICY create_first ON people_firstview FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND EXISTS (SELECT FROM people_savedview v WHERE v.id = view));
CREATE POLICY edit_first ON people_firstview FOR UPDATE TO licite_web, licite_worker USING (member = (SELECT gate.me()))
    WITH CHECK (member = (SELECT gate.me()) AND EXISTS (SELECT FROM people_savedview v WHERE v.id = view));
CREATE POLICY end_first ON people_firstview FOR DELETE TO licite_web, licite_worker USING (member = (SELECT gate.me()));

GRANT SELECT, INSERT (public, member, portfolio, content, created_at, changed_at), UPDATE (portfolio, content, changed_at), DELETE
    ON people_savedview TO licite_web, licite_worker;
GRANT SELECT, INSERT, UPDATE (view), DELETE ON people_firstview TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE people_savedview_id_seq TO licite_web, licite_worker;

-- The latest of the reader's own records among these cells, for whoever sees much of the base: read in one walk from the
-- newest on. A walk is bounded; where it ends before `few` are found, what it returns is too short and the caller reads
-- cell by cell. As a row policy under the same index it would have no bound.
SET LOCAL ROLE licite_gate;
CREATE FUNCTION gate.latest(cells integer[], before timestamptz, before_id bigint, few integer)
RETURNS TABLE (id bigint, key timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 51 SET search_path = pg_catalog, pg_temp AS $$
DECLARE reach integer[] := gate.cells('read');
BEGIN
    RETURN QUERY
        SELECT w.id, w.active_at FROM (
            SELECT c.id, c.active_at, c.cell FROM licite.people_contact c
            WHERE (c.active_at, c.id) < (before, before_id) ORDER BY c.active_at DESC, c.id DESC LIMIT 20 * few) w
        WHERE w.cell = ANY (reach) AND w.cell = ANY (latest.cells)
        ORDER BY w.active_at DESC, w.id DESC LIMIT few;
END $$;
REVOKE ALL ON FUNCTION gate.latest(integer[], timestamptz, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.latest(integer[], timestamptz, bigint, integer) TO licite_web, licite_worker;
RESET ROLE;
