-- Saved views of lists: the owner's, and those shared with a portfolio that one works in. And the order of next steps.
CREATE INDEX people_contact_next ON people_contact (cell, next_task_at, id) WHERE next_task_at IS NOT NULL;
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
