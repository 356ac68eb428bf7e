-- Rights tables: read by those they bind, written by nobody but the gate.
ALTER TABLE access_grant ALTER COLUMN public SET DEFAULT gen_random_uuid();

ALTER TABLE access_member ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_member FORCE ROW LEVEL SECURITY;
ALTER TABLE access_portfolio ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_portfolio FORCE ROW LEVEL SECURITY;
ALTER TABLE access_profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_profile FORCE ROW LEVEL SECURITY;
ALTER TABLE access_grant ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_grant FORCE ROW LEVEL SECURITY;
ALTER TABLE access_reveal ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_reveal FORCE ROW LEVEL SECURITY;

CREATE POLICY gate_member ON access_member TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_portfolio ON access_portfolio TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_profile ON access_profile TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_grant ON access_grant TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY gate_reveal ON access_reveal TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY login_member ON access_member FOR SELECT TO licite_auth USING (current_user = 'licite_auth');

-- Colleagues know each other's names; what a record's head shows of them.
CREATE POLICY read_member ON access_member FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.inside()));
CREATE POLICY read_portfolio ON access_portfolio FOR SELECT TO licite_web, licite_worker
    USING (id = ANY ((SELECT gate.portfolios())::int[]) OR (SELECT gate.permits('access:portfolio:manage')));
CREATE POLICY read_profile ON access_profile FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.inside()));
-- One's own grants, those that reach into a portfolio one works in (the answer to "who sees this record?"),
-- and all of them for those who manage them.
CREATE POLICY read_grant ON access_grant FOR SELECT TO licite_web, licite_worker
    USING (member_id = (SELECT gate.me())
        OR portfolios && (SELECT gate.portfolios())::int[]
        OR (SELECT gate.permits('access:grant:manage')));
CREATE POLICY read_reveal ON access_reveal FOR SELECT TO licite_web, licite_worker
    USING (member_id = (SELECT gate.me()));

-- Nobody but the gate writes: said aloud for each verb, so that a later GRANT alone opens nothing.
CREATE POLICY no_insert ON access_member FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_member FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_member FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON access_portfolio FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_portfolio FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_portfolio FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON access_profile FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_profile FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_profile FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON access_grant FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_grant FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_grant FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_insert ON access_reveal FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON access_reveal FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON access_reveal FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');

-- Who may call what. PUBLIC may call nothing of the gate.
SET LOCAL ROLE licite_gate;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gate FROM PUBLIC;
GRANT USAGE ON SCHEMA gate TO licite_web, licite_worker, licite_auth, licite_owner, licite_sealer;
GRANT EXECUTE ON FUNCTION gate.enter(bytea), gate.now(), gate.who(), gate.me(), gate.inside(), gate.cells(text), gate.cells_with(text), gate.portfolios(),
    gate.permits(text), gate.add_member(text, text), gate.end_member(integer),
    gate.add_grant(integer, text, integer[], integer[], timestamptz), gate.end_grant(integer),
    gate.prolong_grant(integer, timestamptz), gate.invite_member(text, text, text, integer[], integer[], timestamptz), gate.roster(),
    gate.add_portfolio(text), gate.read_notice(), gate.speak(text)
    TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.enter_system(text), gate.enter_for(integer, text) TO licite_worker;
GRANT EXECUTE ON FUNCTION gate.mint(integer, bytea, interval), gate.end_ticket(bytea), gate.now() TO licite_auth;
RESET ROLE;
