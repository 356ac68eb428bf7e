-- Acts on people that the database itself checks: stage, objection, entrance, tray, reveal, and the dates
-- that follow from what happened.
SET LOCAL ROLE licite_gate;

-- The stage an act leads to, or NULL where the act does not apply.
CREATE FUNCTION gate.stage_after(stage integer, act text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE
        WHEN act = 'advance' AND stage = 1 THEN 2
        WHEN act = 'win' AND stage IN (1, 2, 4) THEN 3
        WHEN act = 'lose' AND stage = 2 THEN 1
        WHEN act = 'lose' AND stage = 3 THEN 4
    END;
END $$;

-- Moves a record by an act, perhaps out of the actor's own scope; NULL when it is not theirs to move, or restricted.
CREATE FUNCTION gate.move_stage(which bigint, act text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old integer;
    target integer;
BEGIN
    SELECT cell INTO old FROM licite.people_contact
    WHERE id = which AND NOT restricted AND cell = ANY (gate.cells('edit')) AND cell = ANY (gate.cells_with('people:stage:move'))
    FOR UPDATE;
    IF old IS NULL THEN RETURN NULL; END IF;
    target := gate.stage_after(old % 10, act);
    IF target IS NULL THEN RETURN NULL; END IF;
    UPDATE licite.people_contact SET cell = old - old % 10 + target WHERE id = which;
    RETURN old - old % 10 + target;
END $$;

-- The entrance, for a new record and for a new e-mail or phone of an older one. Whom it meets outside the writer's
-- sight is proposed to whoever sees both, and the writer is told the same in both cases. What the suppression list
-- knows is noted on the record; but an objection that stands on a record out of the writer's sight is that record's
-- secret: the newcomer waits, usable by nobody, until whoever sees both decides. `words`: tokens of the whole words of
-- the name, for the list knows no name: only while an objector's record exists can its like be met.
CREATE FUNCTION gate.arrive(which bigint, marks bigint[], prints bytea[], words bigint[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.hold(marks);
    PERFORM gate.arrive_within(which, marks, prints, words, gate.cells('read'), gate.cells('edit'), gate.cells('create'));
END $$;

-- The same, for one of many whose marks are held: what the writer sees, edits and creates is worked out once for all.
CREATE FUNCTION gate.arrive_within(which bigint, marks bigint[], prints bytea[], words bigint[], seen integer[], edited integer[],
                                   made integer[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c licite.people_contact;
    met bigint[];
    cells integer[];
    closed text[];
BEGIN
    SELECT * INTO c FROM licite.people_contact
    WHERE id = which AND (cell = ANY (edited) OR waiting AND cell = ANY (made)) FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    closed := gate.hidden_objections(which, marks, seen);
    PERFORM gate.recall(which, prints, closed);
    SELECT coalesce(array_agg(DISTINCT t.contact), '{}') INTO met FROM licite.people_token t
    WHERE t.token = ANY (marks) AND t.exact AND t.contact <> which AND NOT t.cell = ANY (seen);
    met := ARRAY(SELECT DISTINCT o FROM unnest(met || gate.objectors_alike(which, words)) o);
    cells := ARRAY(SELECT DISTINCT o.cell FROM licite.people_contact o WHERE o.id = ANY (met));
    IF EXISTS (SELECT FROM licite.people_tray t WHERE t.contact = which) THEN
        -- Once in the tray, only whoever sees both sides decides: arriving again adds, and settles nothing.
        UPDATE licite.people_tray t SET
            others = ARRAY(SELECT DISTINCT o FROM unnest(t.others || met) o),
            other_cells = ARRAY(SELECT DISTINCT o FROM unnest(t.other_cells || cells) o),
            closes = ARRAY(SELECT DISTINCT o FROM unnest(t.closes || closed) o),
            objected = t.objected OR closed <> '{}'
        WHERE t.contact = which;
        UPDATE licite.people_contact SET waiting = true WHERE id = which AND NOT waiting AND closed <> '{}';
        RETURN;
    END IF;
    IF met <> '{}' THEN
        INSERT INTO licite.people_tray (contact, cell, others, other_cells, objected, settled, closes, at)
        VALUES (which, c.cell, met, cells, closed <> '{}', NOT c.waiting, closed, gate.now());
    END IF;
    UPDATE licite.people_contact SET waiting = closed <> '{}' WHERE id = which AND waiting <> (closed <> '{}');
END $$;

-- The channels closed, for every purpose, on records of the same e-mail or phone out of the writer's sight (`seen`: the
-- cells in it), as far as no record in sight has them closed too.
CREATE FUNCTION gate.hidden_objections(which bigint, marks bigint[], seen integer[]) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN ARRAY(
        SELECT o.channel FROM licite.lawful_objection o
        WHERE o.purpose = '' AND o.contact <> which
            AND o.contact = ANY (ARRAY(SELECT t.contact FROM licite.people_token t WHERE t.token = ANY (marks) AND t.exact))
        GROUP BY o.channel HAVING bool_and(NOT o.cell = ANY (seen)));
END $$;

-- Records that objected, of every word of this name and at the same company, legal persons by their name.
CREATE FUNCTION gate.objectors_alike(which bigint, words bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE employers bigint[];
BEGIN
    IF cardinality(words) < 2 THEN RETURN '{}'; END IF;
    employers := ARRAY(
        SELECT c.company_id FROM licite.people_contact c WHERE c.id = which AND c.company_id IS NOT NULL
        UNION SELECT theirs.id FROM licite.people_contact c JOIN licite.people_company ours ON ours.id = c.company_id
        JOIN licite.people_company theirs ON theirs.name_key = ours.name_key AND theirs.name_key <> '' WHERE c.id = which);
    RETURN ARRAY(
        SELECT o.id FROM licite.people_contact o
        WHERE o.company_id = ANY (employers) AND o.objections <> 0 AND o.id <> which
            AND NOT EXISTS (SELECT FROM unnest(words) w WHERE NOT EXISTS (
                SELECT FROM licite.people_token k WHERE k.contact = o.id AND k.token = w))
        LIMIT 20);
END $$;

-- Invented records meet nobody: they need not wait. For the demo and the bench alone.
CREATE FUNCTION gate.settle(which bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF coalesce((gate.who()).purpose, '') NOT IN ('system:demo', 'system:bench') THEN
        RAISE EXCEPTION 'not permitted: settle' USING ERRCODE = '42501';
    END IF;
    UPDATE licite.people_contact SET waiting = false WHERE id = ANY (which) AND waiting;
END $$;

-- 'open': the record may be used, and takes over what the person had refused elsewhere. 'refuse': the newcomer goes, with
-- all that hangs on it; an older record never does, and a newcomer who refused everything always does.
CREATE FUNCTION gate.decide(which bigint, decision text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE row licite.people_tray;
BEGIN
    PERFORM gate.demand('people:tray:decide');
    SELECT * INTO row FROM licite.people_tray t
    WHERE t.id = which AND t.cell || t.other_cells <@ gate.cells('edit')
        AND t.cell || t.other_cells <@ gate.cells_with('people:tray:decide') FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    IF decision = 'open' AND (row.settled OR NOT 'all' = ANY (row.closes)) THEN
        INSERT INTO licite.lawful_objection (contact, cell, channel, at, told_by, member, created_at)
        SELECT row.contact, row.cell, channel, row.at, 'list', gate.me(), gate.now() FROM unnest(row.closes) channel;
        UPDATE licite.people_contact SET waiting = false, objections = objections
            | (SELECT coalesce(bit_or(gate.channel_bits(channel)), 0) FROM unnest(row.closes) channel)::smallint
        WHERE id = row.contact;
        DELETE FROM licite.people_tray WHERE id = which;
    ELSIF decision = 'refuse' AND NOT row.settled THEN
        PERFORM gate.forget(row.contact);
    ELSE
        RETURN false;
    END IF;
    RETURN true;
END $$;

-- The one door to a masked value: every condition on its own line, the count taken before anything is shown. One act opens
-- one value: the one at this place among those of the field.
CREATE FUNCTION gate.reveal(which bigint, field text, act text, channel_bit integer, place integer DEFAULT 0) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c licite.people_contact;
    me integer := gate.me();
    level text;
    quota integer;
    used integer;
    ends timestamptz := gate.now() + make_interval(secs => gate.figure('sec.reveal.lasts'));
    made bigint;
BEGIN
    SELECT * INTO c FROM licite.people_contact WHERE id = which AND cell = ANY (gate.cells('read')) FOR SHARE;
    IF NOT FOUND OR me IS NULL OR place IS NULL THEN RETURN jsonb_build_object('refused', 'missing'); END IF;
    -- The channel belongs to the field: no act may name another one to step round an objection.
    IF ((field, channel_bit) IN (('phone', 1), ('phone', 2), ('email', 4), ('address', 8))) IS NOT TRUE THEN
        RETURN jsonb_build_object('refused', 'act');
    END IF;
    IF NOT c.cell = ANY (gate.cells('communicate')) OR NOT c.cell = ANY (gate.cells_with('people:contact:reveal')) THEN RETURN jsonb_build_object('refused', 'act'); END IF;
    SELECT min(f.levels ->> reveal.field) FILTER (WHERE f.levels ->> reveal.field IN ('open', 'reveal')), max(coalesce(f.reveals_a_day, gate.figure('sec.reveal.a_day')))
    INTO level, quota
    FROM gate.live_grants(me) g JOIN licite.access_profile f ON f.id = g.profile_id
    WHERE c.cell / 10 = ANY (g.portfolios) AND c.cell % 10 = ANY (g.stages);
    IF level IS NULL THEN RETURN jsonb_build_object('refused', 'level'); END IF;
    IF c.waiting THEN RETURN jsonb_build_object('refused', 'waiting'); END IF;
    IF c.restricted THEN RETURN jsonb_build_object('refused', 'restricted'); END IF;
    IF c.objections & channel_bit <> 0 THEN RETURN jsonb_build_object('refused', 'objection'); END IF;
    -- The notice is given by whoever informs persons, and only while it is owed: afterwards it would be a pretext.
    IF act = 'give_notice' AND NOT c.cell = ANY (gate.cells_with('lawful:notice:deliver')) THEN RETURN jsonb_build_object('refused', 'act'); END IF;
    IF act = 'give_notice' AND (c.informed_at IS NOT NULL OR c.notice_due IS NULL) THEN RETURN jsonb_build_object('refused', 'informed'); END IF;
    PERFORM FROM licite.access_member WHERE id = me FOR UPDATE;
    SELECT count(*) INTO used FROM licite.access_reveal r
    WHERE r.member_id = me AND r.at >= date_trunc('day', gate.now(), 'Europe/Paris');
    IF used >= quota THEN RETURN jsonb_build_object('refused', 'quota'); END IF;
    INSERT INTO licite.access_reveal (member_id, contact, cell, field, place, act, at, until)
    VALUES (me, which, c.cell, reveal.field, reveal.place, reveal.act, gate.now(), ends)
    RETURNING id INTO made;
    RETURN jsonb_build_object('reveal', made, 'until', ends, 'used', used + 1, 'quota', quota);
END $$;

-- What happened moves the record's dates; only the person's own proven acts move the person's clock.
CREATE FUNCTION gate.follow_interaction() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    happened timestamptz := least(NEW.at, gate.now());  -- a date to come would move a clock for ever
    proven boolean := NEW.direction = 'theirs' AND NEW.evidence = ANY (gate.codes('clock.evidence'));
BEGIN
    UPDATE licite.people_contact SET
        active_at = greatest(active_at, happened),
        person_act_at = CASE WHEN proven THEN greatest(person_act_at, happened) ELSE person_act_at END
    WHERE id = NEW.contact AND (active_at < happened
        OR proven AND (person_act_at IS NULL OR person_act_at < happened));
    RETURN NULL;
END $$;

CREATE FUNCTION gate.follow_task() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.people_contact SET next_task_at =
        (SELECT min(due_at) FROM licite.people_task t WHERE t.contact = coalesce(NEW.contact, OLD.contact) AND t.done_at IS NULL)
    WHERE id = coalesce(NEW.contact, OLD.contact);
    RETURN NULL;
END $$;

-- A contact joins only a company that its writer sees already: otherwise joining would be a way to see one.
CREATE FUNCTION gate.join_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT gate.sees_company(NEW.company_id)
    THEN RAISE EXCEPTION 'no such company' USING ERRCODE = '23503'; END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION gate.settle(bigint[]), gate.stage_after(integer, text), gate.move_stage(bigint, text),
    gate.arrive(bigint, bigint[], bytea[], bigint[]), gate.objectors_alike(bigint, bigint[]),
    gate.arrive_within(bigint, bigint[], bytea[], bigint[], integer[], integer[], integer[]),
    gate.hidden_objections(bigint, bigint[], integer[]),
    gate.decide(bigint, text), gate.reveal(bigint, text, text, integer, integer),
    gate.follow_interaction(), gate.follow_task(), gate.join_company() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.stage_after(integer, text), gate.move_stage(bigint, text),
    gate.arrive(bigint, bigint[], bytea[], bigint[]), gate.decide(bigint, text),
    gate.reveal(bigint, text, text, integer, integer) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.settle(bigint[]) TO licite_worker;
GRANT EXECUTE ON FUNCTION gate.follow_interaction(), gate.follow_task(), gate.join_company() TO licite_owner;
RESET ROLE;

GRANT SELECT ON people_company TO licite_gate;
CREATE POLICY gate_looks ON people_company FOR SELECT TO licite_gate USING (current_user = 'licite_gate');

-- Only the columns the dates follow from: a record that changes cell rewrites its children's cell, no more.
CREATE TRIGGER follow_interaction AFTER INSERT OR UPDATE OF evidence ON people_interaction
    FOR EACH ROW EXECUTE FUNCTION gate.follow_interaction();
CREATE TRIGGER follow_task AFTER INSERT OR DELETE OR UPDATE OF due_at, done_at ON people_task
    FOR EACH ROW EXECUTE FUNCTION gate.follow_task();
-- Of those who come in, see 012.
CREATE TRIGGER join_company BEFORE UPDATE OF company_id ON people_contact FOR EACH ROW
    WHEN (NEW.company_id IS NOT NULL AND current_user IN ('licite_web', 'licite_worker'))
    EXECUTE FUNCTION gate.join_company();
