-- Days: what a task says more, and where each member's day stands.
CREATE INDEX people_task_remind ON people_task (remind_at) WHERE remind_at IS NOT NULL AND done_at IS NULL;
CREATE INDEX people_task_done ON people_task (member, done_at) WHERE done_at IS NOT NULL;
CREATE INDEX people_task_was_due ON people_task (member, due_at) WHERE done_at IS NOT NULL;
CREATE INDEX people_interaction_member ON people_interaction (member, at);
CREATE INDEX people_contact_created ON people_contact (cell, created_at);
CREATE INDEX people_change_moves ON people_change (cell, at) WHERE field = 'cell';

ALTER TABLE people_task ADD CONSTRAINT ends_after_it_begins CHECK (ends_at IS NULL OR ends_at >= due_at);
ALTER TABLE people_task ADD CONSTRAINT cancelled_is_done CHECK (NOT cancelled OR done_at IS NOT NULL);

ALTER TABLE people_day ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_day FORCE ROW LEVEL SECURITY;

-- The demo brings the moves of its invented history; all others are written by gate.follow_cell.
CREATE POLICY invent_change ON people_change FOR INSERT TO licite_worker
    WITH CHECK ((SELECT coalesce((gate.who()).purpose IN ('system:demo', 'system:bench'), false)));
GRANT INSERT (cell_before, cell_after) ON people_change TO licite_worker;

-- One's own day, and nobody else's.
CREATE POLICY read_day ON people_day FOR SELECT TO licite_web, licite_worker USING (member = (SELECT gate.me()));
CREATE POLICY begin_day ON people_day FOR INSERT TO licite_web, licite_worker WITH CHECK (member = (SELECT gate.me()));
CREATE POLICY go_on ON people_day FOR UPDATE TO licite_web, licite_worker
    USING (member = (SELECT gate.me())) WITH CHECK (member = (SELECT gate.me()));
CREATE POLICY no_delete ON people_day FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_day ON people_day TO licite_gate USING (current_user = 'licite_gate');

GRANT INSERT (ends_at, place, cancelled, remind, remind_at, reminded_at), UPDATE (ends_at, place, cancelled, remind, remind_at)
    ON people_task TO licite_web, licite_worker;
GRANT UPDATE (member, reminded_at) ON people_task TO licite_gate;
GRANT SELECT, INSERT (member, since, visited_at, mails, reminded_to), UPDATE (since, visited_at, mails, reminded_to)
    ON people_day TO licite_web, licite_worker;
GRANT SELECT ON people_day TO licite_gate;

SET LOCAL ROLE licite_gate;

-- Hands an open task to a colleague who may act on the same record now; false for anybody else.
CREATE FUNCTION gate.hand_task(which uuid, whom integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE t licite.people_task;
BEGIN
    PERFORM gate.demand('people:task:write');
    SELECT * INTO t FROM licite.people_task
    WHERE public = which AND done_at IS NULL AND cell = ANY (gate.cells('communicate'))
        AND cell = ANY (gate.cells_with('people:task:write')) FOR UPDATE;
    IF NOT FOUND OR NOT gate.takes_tasks(whom, t.cell) THEN RETURN false; END IF;
    UPDATE licite.people_task SET member = whom, reminded_at = NULL WHERE id = t.id;
    RETURN true;
END $$;

CREATE FUNCTION gate.takes_tasks(whom integer, in_cell integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM gate.live_grants(whom) g
        JOIN licite.access_profile f ON f.id = g.profile_id
        JOIN licite.access_member m ON m.id = g.member_id AND m.left_at IS NULL
        WHERE in_cell / 10 = ANY (g.portfolios) AND in_cell % 10 = ANY (g.stages)
            AND 'communicate' = ANY (f.acts) AND 'people:task:write' = ANY (f.permissions));
END $$;

-- Reminders that are due, a member with the language and how many; each is given once. Only of what the member still
-- may act on, only for whoever wants mails, and nothing of the persons. What fell due while no worker ran stays silent,
-- and so does what is over.
CREATE FUNCTION gate.take_reminders() RETURNS TABLE (member integer, language text, tasks integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY
    WITH due AS (
        UPDATE licite.people_task t SET reminded_at = gate.now()
        WHERE t.remind_at <= gate.now() AND t.remind_at > gate.now() - interval '1 day' AND t.done_at IS NULL
            AND (t.reminded_at IS NULL OR t.reminded_at < t.remind_at) AND t.due_at > gate.now() - interval '1 hour'
        RETURNING t.member, t.cell)
    SELECT m.id, m.language::text, count(*)::integer
    FROM due JOIN licite.access_member m ON m.id = due.member
    WHERE gate.takes_tasks(due.member, due.cell)
        AND NOT EXISTS (SELECT FROM licite.people_day d WHERE d.member = m.id AND NOT d.mails)
    GROUP BY m.id;
END $$;

REVOKE ALL ON FUNCTION gate.hand_task(uuid, integer), gate.takes_tasks(integer, integer),
    gate.take_reminders() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.hand_task(uuid, integer) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.take_reminders() TO licite_worker;
RESET ROLE;
