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

-- Moves a record by an act, perhaps out of the actor's own scope; NULL when it is not theirs to move.
CREATE FUNCTION gate.move_stage(which bigint, act text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    old integer;
    target integer;
BEGIN
    SELECT cell INTO old FROM licite.people_contact
    WHERE id = which AND cell = ANY (gate.cells('edit')) FOR UPDATE;
    IF old IS NULL THEN RETURN NULL; END IF;
    target := gate.stage_after(old % 10, act);
    IF target IS NULL THEN RETURN NULL; END IF;
    UPDATE licite.people_contact SET cell = old - old % 10 + target WHERE id = which;
    RETURN old - old % 10 + target;
END $$;

CREATE FUNCTION gate.channel_bits(channel text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN CASE channel
        WHEN 'phone' THEN 1 WHEN 'sms' THEN 2 WHEN 'email' THEN 4 WHEN 'post' THEN 8 WHEN 'all' THEN 15 END;
END $$;

-- Whoever writes of an e-mail or a phone waits for whoever is writing of the same: two who enter one person at once
-- would each see nobody. Always in one order; `marks` name coordinates by their tokens, and so do the locks.
CREATE FUNCTION gate.hold(marks bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    -- As many as a batch of an import brings; more would fill the server's table of locks.
    IF cardinality(marks) > 4000 THEN RAISE EXCEPTION 'too many marks' USING ERRCODE = '22023'; END IF;
    PERFORM pg_advisory_xact_lock(m) FROM (SELECT DISTINCT m FROM unnest(marks) m WHERE m IS NOT NULL ORDER BY m) s;
END $$;

-- An objection is taken from whoever may read the record: refusing to note it would be refusing to honour it. It is
-- the person's: it closes the channel wherever the same e-mail or phone stands (`marks`), in other cells too. Those
-- rows name no member: who else knows the person is not theirs to learn.
CREATE FUNCTION gate.object(which bigint, channel text, bits integer, said_at timestamptz, told_by text, prints bytea[],
    marks bigint[] DEFAULT '{}')
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE at_cell integer;
BEGIN
    PERFORM gate.hold(marks);
    SELECT cell INTO at_cell FROM licite.people_contact
    WHERE id = which AND cell = ANY (gate.cells('object')) FOR UPDATE;
    IF at_cell IS NULL THEN RETURN false; END IF;
    IF (bits = gate.channel_bits(channel)) IS NOT TRUE THEN RETURN false; END IF;
    -- The list is never pruned: what is no fingerprint must not swell it.
    IF cardinality(prints) > 100 OR EXISTS (SELECT FROM unnest(prints) p WHERE octet_length(p) IS DISTINCT FROM 34) THEN
        RAISE EXCEPTION 'not fingerprints' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.lawful_objection (contact, cell, channel, at, told_by, member, created_at)
    VALUES (which, at_cell, channel, said_at, told_by, gate.me(), gate.now());
    UPDATE licite.people_contact SET objections = objections | bits WHERE id = which;
    WITH alike AS (
        UPDATE licite.people_contact c SET objections = c.objections | bits
        WHERE c.id IN (SELECT t.contact FROM licite.people_token t WHERE t.token = ANY (marks))
            AND c.id <> which AND c.objections & bits <> bits
        RETURNING c.id, c.cell
    )
    INSERT INTO licite.lawful_objection (contact, cell, channel, at, told_by, member, created_at)
    SELECT a.id, a.cell, object.channel, said_at, 'list', NULL, gate.now() FROM alike a;
    INSERT INTO licite.lawful_suppression (fingerprint, channel, since)
    SELECT p, channel, said_at FROM unnest(prints) p
    ON CONFLICT ON CONSTRAINT lawful_suppression_once DO NOTHING;
    RETURN true;
END $$;

-- The entrance, for a new record and for a new e-mail or phone of an older one: what meets nothing outside the
-- writer's sight may be used; what does, waits for whoever sees both. The writer is told the same in both cases.
CREATE FUNCTION gate.arrive(which bigint, marks bigint[], prints bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c licite.people_contact;
    clash bigint[];
    clash_cells integer[];
    closed text[];
BEGIN
    PERFORM gate.hold(marks);
    SELECT * INTO c FROM licite.people_contact
    WHERE id = which AND (cell = ANY (gate.cells('edit')) OR waiting AND cell = ANY (gate.cells('create'))) FOR UPDATE;
    IF NOT FOUND THEN RETURN; END IF;
    SELECT coalesce(array_agg(DISTINCT t.contact), '{}'), coalesce(array_agg(DISTINCT t.cell), '{}')
    INTO clash, clash_cells FROM licite.people_token t
    WHERE t.token = ANY (marks) AND t.contact <> which AND NOT t.cell = ANY (gate.cells('read'));
    SELECT coalesce(array_agg(DISTINCT s.channel), '{}') INTO closed
    FROM licite.lawful_suppression s WHERE s.fingerprint = ANY (prints);
    IF EXISTS (SELECT FROM licite.people_tray t WHERE t.contact = which) THEN
        -- Once in the tray, only whoever sees both sides decides: arriving again adds, and settles nothing.
        UPDATE licite.people_tray t SET
            others = ARRAY(SELECT DISTINCT o FROM unnest(t.others || clash) o),
            other_cells = ARRAY(SELECT DISTINCT o FROM unnest(t.other_cells || clash_cells) o),
            closes = ARRAY(SELECT DISTINCT o FROM unnest(t.closes || closed) o),
            objected = t.objected OR closed <> '{}'
        WHERE t.contact = which;
    ELSIF clash <> '{}' OR closed <> '{}' THEN
        INSERT INTO licite.people_tray (contact, cell, others, other_cells, objected, settled, closes, at)
        VALUES (which, c.cell, clash, clash_cells, closed <> '{}', NOT c.waiting, closed, gate.now());
        UPDATE licite.people_contact SET waiting = true WHERE id = which AND NOT waiting;
    ELSE
        UPDATE licite.people_contact SET waiting = false WHERE id = which AND waiting;
    END IF;
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

-- 'open': another person, the record may be used. 'refuse': the newcomer goes, with all that hangs on it; an older
-- record never does.
CREATE FUNCTION gate.decide(which bigint, decision text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE row licite.people_tray;
BEGIN
    PERFORM gate.demand('people:tray:decide');
    SELECT * INTO row FROM licite.people_tray t
    WHERE t.id = which AND t.cell = ANY (gate.cells('edit')) AND t.other_cells <@ gate.cells('edit') FOR UPDATE;
    IF NOT FOUND THEN RETURN false; END IF;
    IF decision = 'open' AND (row.settled OR NOT row.objected) THEN
        -- An older record has a history that is not thrown away: it takes over what the person had refused.
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

-- The one door to a masked value: every condition on its own line, the count taken before anything is shown.
CREATE FUNCTION gate.reveal(which bigint, field text, act text, channel_bit integer) RETURNS jsonb
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
    IF NOT FOUND OR me IS NULL THEN RETURN jsonb_build_object('refused', 'missing'); END IF;
    -- The channel belongs to the field: no act may name another one to step round an objection.
    IF ((field, channel_bit) IN (('phone', 1), ('phone', 2), ('email', 4), ('address', 8))) IS NOT TRUE THEN
        RETURN jsonb_build_object('refused', 'act');
    END IF;
    IF NOT c.cell = ANY (gate.cells('communicate')) THEN RETURN jsonb_build_object('refused', 'act'); END IF;
    SELECT min(f.levels ->> reveal.field) FILTER (WHERE f.levels ->> reveal.field IN ('open', 'reveal')), max(coalesce(f.reveals_a_day, gate.figure('sec.reveal.a_day')))
    INTO level, quota
    FROM gate.live_grants(me) g JOIN licite.access_profile f ON f.id = g.profile_id
    WHERE c.cell / 10 = ANY (g.portfolios) AND c.cell % 10 = ANY (g.stages);
    IF level IS NULL THEN RETURN jsonb_build_object('refused', 'level'); END IF;
    IF c.waiting THEN RETURN jsonb_build_object('refused', 'waiting'); END IF;
    IF c.objections & channel_bit <> 0 THEN RETURN jsonb_build_object('refused', 'objection'); END IF;
    PERFORM FROM licite.access_member WHERE id = me FOR UPDATE;
    SELECT count(*) INTO used FROM licite.access_reveal r
    WHERE r.member_id = me AND r.at >= date_trunc('day', gate.now(), 'Europe/Paris');
    IF used >= quota THEN RETURN jsonb_build_object('refused', 'quota'); END IF;
    INSERT INTO licite.access_reveal (member_id, contact, cell, field, act, at, until)
    VALUES (me, which, c.cell, reveal.field, reveal.act, gate.now(), ends)
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
        (SELECT min(due_at) FROM licite.people_task t WHERE t.contact = NEW.contact AND t.done_at IS NULL)
    WHERE id = NEW.contact;
    RETURN NULL;
END $$;

-- A contact joins only a company that its writer sees already: otherwise joining would be a way to see one.
CREATE FUNCTION gate.join_company() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM licite.people_company k WHERE k.id = NEW.company_id AND (
            k.cell / 10 = ANY (gate.portfolios())
            OR EXISTS (SELECT FROM licite.people_contact c WHERE c.company_id = k.id AND c.cell = ANY (gate.cells('read')))))
    THEN RAISE EXCEPTION 'no such company' USING ERRCODE = '23503'; END IF;
    RETURN NEW;
END $$;

REVOKE ALL ON FUNCTION gate.channel_bits(text), gate.hold(bigint[]), gate.settle(bigint[]), gate.stage_after(integer, text), gate.move_stage(bigint, text),
    gate.object(bigint, text, integer, timestamptz, text, bytea[], bigint[]), gate.arrive(bigint, bigint[], bytea[]),
    gate.decide(bigint, text), gate.reveal(bigint, text, text, integer),
    gate.follow_interaction(), gate.follow_task(), gate.join_company() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.stage_after(integer, text), gate.move_stage(bigint, text),
    gate.object(bigint, text, integer, timestamptz, text, bytea[], bigint[]), gate.arrive(bigint, bigint[], bytea[]),
    gate.decide(bigint, text), gate.reveal(bigint, text, text, integer) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.settle(bigint[]) TO licite_worker;
GRANT EXECUTE ON FUNCTION gate.follow_interaction(), gate.follow_task(), gate.join_company() TO licite_owner;
RESET ROLE;

GRANT SELECT ON people_company TO licite_gate;
CREATE POLICY gate_looks ON people_company FOR SELECT TO licite_gate USING (current_user = 'licite_gate');

-- Only the columns the dates follow from: a record that changes cell rewrites its children's cell, no more.
CREATE TRIGGER follow_interaction AFTER INSERT OR UPDATE OF evidence ON people_interaction
    FOR EACH ROW EXECUTE FUNCTION gate.follow_interaction();
CREATE TRIGGER follow_task AFTER INSERT OR UPDATE OF due_at, done_at ON people_task
    FOR EACH ROW EXECUTE FUNCTION gate.follow_task();
CREATE TRIGGER join_company BEFORE INSERT OR UPDATE OF company_id ON people_contact FOR EACH ROW
    WHEN (NEW.company_id IS NOT NULL AND current_user IN ('licite_web', 'licite_worker'))
    EXECUTE FUNCTION gate.join_company();
