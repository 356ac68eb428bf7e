-- The suppression list beyond the records: its keeper's acts, files from outside, links to a person's own page.
-- No login role reads the list; the functions below answer about prints that the caller already holds.
ALTER TABLE lawful_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_link FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_oppositionfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_oppositionfile FORCE ROW LEVEL SECURITY;
CREATE INDEX lawful_link_marks ON lawful_link USING gin (marks);
CREATE INDEX lawful_link_asked_for ON lawful_link (print, made_at) WHERE asked;
CREATE INDEX lawful_link_asked_lately ON lawful_link (made_at) WHERE asked;
CREATE INDEX lawful_link_asked_from ON lawful_link (client, made_at) WHERE asked;

-- Links: nobody but the gate. A rotation of keys seals them anew.
CREATE POLICY gate_link ON lawful_link TO licite_gate USING (current_user = 'licite_gate');
CREATE POLICY read_to_rotate ON lawful_link FOR SELECT TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY rotate_link ON lawful_link FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
GRANT SELECT, INSERT, UPDATE, DELETE ON lawful_link TO licite_gate;
GRANT SELECT, UPDATE (sealed, marks) ON lawful_link TO licite_worker;

-- Files: whoever keeps the list.
CREATE POLICY read_file ON lawful_oppositionfile FOR SELECT TO licite_web, licite_worker
    USING ((SELECT gate.permits('lawful:suppression:manage')) OR (SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY create_file ON lawful_oppositionfile FOR INSERT TO licite_web, licite_worker
    WITH CHECK (member = (SELECT gate.me()) AND (SELECT gate.permits('lawful:suppression:manage')));
CREATE POLICY edit_file ON lawful_oppositionfile FOR UPDATE TO licite_web, licite_worker
    USING (member = (SELECT gate.me()) AND (SELECT gate.permits('lawful:suppression:manage'))
        OR (SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON lawful_oppositionfile FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_file ON lawful_oppositionfile TO licite_gate USING (current_user = 'licite_gate');
GRANT SELECT, INSERT (public, member, channel, staged, state, counts, faults, created_at, done_at),
    UPDATE (staged, state, counts, faults, done_at) ON lawful_oppositionfile TO licite_web, licite_worker;
GRANT SELECT (id, public, state), UPDATE (staged, state, done_at) ON lawful_oppositionfile TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_oppositionfile_id_seq TO licite_web, licite_worker;
GRANT USAGE ON SEQUENCE lawful_link_id_seq TO licite_gate;
GRANT UPDATE (reviewed_at) ON lawful_suppression TO licite_gate;
CREATE INDEX lawful_suppression_since ON lawful_suppression (coalesce(reviewed_at, since));

SET LOCAL ROLE licite_gate;

-- Work that follows from what the house itself took in, not from a member.
CREATE FUNCTION gate.order_job(job_name text, args jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, jobs, pg_temp AS $$
BEGIN
    INSERT INTO jobs.procrastinate_jobs (queue_name, task_name, args) VALUES ('default', job_name, args);
END $$;

-- The keeper's page: how many fingerprints, of what channel, from where, since which year, and how many to look over.
CREATE FUNCTION gate.suppression_summary(before timestamptz)
RETURNS TABLE (channel text, source text, year integer, held bigint, to_review bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('lawful:suppression:manage');
    RETURN QUERY
        SELECT s.channel::text, s.source::text, extract(year FROM s.since AT TIME ZONE 'Europe/Paris')::integer,
               count(*), count(*) FILTER (WHERE coalesce(s.reviewed_at, s.since) < before)
        FROM licite.lawful_suppression s GROUP BY 1, 2, 3 ORDER BY 3 DESC, 1, 2;
END $$;

-- Looked over, and kept: an objection has no end while the organisation prospects.
CREATE FUNCTION gate.review_suppression(before timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE kept bigint;
BEGIN
    PERFORM gate.demand('lawful:suppression:manage');
    UPDATE licite.lawful_suppression s SET reviewed_at = gate.now() WHERE coalesce(s.reviewed_at, s.since) < before;
    GET DIAGNOSTICS kept = ROW_COUNT;
    RETURN kept;
END $$;

-- A person asks whether their own address is on the list. NULL once the day's look-ups are used up: as many as of
-- reveals, counted from the journal, where each leaves its row.
CREATE FUNCTION gate.look_up_suppression(prints bytea[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me integer := gate.me();
    today timestamptz := date_trunc('day', gate.now(), 'Europe/Paris');
BEGIN
    PERFORM gate.demand('lawful:suppression:manage');
    IF (SELECT count(*) FROM journal.entry e WHERE e.actor = me AND e.act = 'lawful:suppression:look_up'
            AND e.at >= today AND e.hour >= journal.hour(today)) >= gate.figure('sec.reveal.a_day') THEN
        RETURN NULL;
    END IF;
    RETURN coalesce((SELECT jsonb_agg(jsonb_build_object('channel', s.channel, 'purpose', s.purpose, 'source', s.source,
                            'since', s.since, 'reviewed', s.reviewed_at) ORDER BY s.since, s.channel)
        FROM licite.lawful_suppression s WHERE s.fingerprint = ANY (prints)), '[]'::jsonb);
END $$;

-- From a file or by hand: at most 4000 at once, closed on the records that stand and at the entrance. Returns how many
-- fingerprints are new, and how many records were closed.
CREATE FUNCTION gate.suppress(chan text, origin text, said_at timestamptz, prints bytea[], marks bigint[]) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    closed integer := 0;
    before bigint;
BEGIN
    PERFORM gate.demand('lawful:suppression:manage');
    IF (origin IN ('file', 'hand') AND cardinality(prints) <= 4000 AND said_at IS NOT NULL) IS NOT TRUE THEN
        RAISE EXCEPTION 'not an entry of the list' USING ERRCODE = '22023';
    END IF;
    PERFORM gate.hold(marks);
    SELECT count(*) INTO before FROM licite.lawful_suppression s
    WHERE s.fingerprint = ANY (prints) AND s.channel = chan AND s.purpose = '';
    FOR part IN 0 .. (cardinality(prints) - 1) / 100 LOOP
        -- What is to come was not said: the caller's clock may be a little ahead of the transaction's.
        closed := closed + gate.close(chan, '', least(said_at, gate.now()), CASE origin WHEN 'file' THEN 'import' ELSE 'list' END,
            prints[part * 100 + 1 : part * 100 + 100], CASE part WHEN 0 THEN marks ELSE '{}' END, origin);
    END LOOP;
    PERFORM gate.shut_reveals(gate.bearers(marks), gate.channel_bits(chan));
    RETURN jsonb_build_object('records', closed, 'new',
        (SELECT count(DISTINCT p) FROM unnest(prints) p) - before);
END $$;

-- The bulk check: which of these prints are on the list, and how. The worker's alone.
CREATE FUNCTION gate.listed(prints bytea[]) RETURNS TABLE (fingerprint bytea, channel text, purpose text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT s.fingerprint, s.channel::text, s.purpose::text
        FROM unnest(prints) p JOIN licite.lawful_suppression s ON s.fingerprint = p;
END $$;

CREATE FUNCTION gate.stop_opposition_file(which uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.lawful_oppositionfile SET state = 'stopped', staged = NULL, done_at = gate.now()
    WHERE public = which AND state IN ('staged', 'running');
END $$;

-- A link asked for on the public form. Looks at no record: the same for whoever is in the base and whoever is not.
-- `client` tells where from. 'sent': the worker will mail it; 'quiet': this address was served enough today; 'slow':
-- this client asks too much, or all of them together. Nothing is sent in the last two cases.
CREATE FUNCTION gate.ask_link(which uuid, kind text, sealed bytea, asked_print bytea, asked_from bytea, language text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF (kind = 'email' AND octet_length(sealed) BETWEEN 31 AND 512 AND octet_length(asked_print) = 34
        AND octet_length(asked_from) = 32 AND language IN ('fr', 'en')) IS NOT TRUE THEN
        RAISE EXCEPTION 'not a request' USING ERRCODE = '22023';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(encode(asked_from, 'hex'), 1));
    PERFORM pg_advisory_xact_lock(hashtextextended(encode(asked_print, 'hex'), 2));
    IF (SELECT count(*) FROM licite.lawful_link l WHERE l.asked AND l.client = asked_from AND l.made_at > gate.now() - interval '1 hour')
            >= 20 THEN RETURN 'slow'; END IF;
    IF (SELECT count(*) FROM licite.lawful_link l WHERE l.asked AND l.print = asked_print AND l.made_at > gate.now() - interval '1 day')
            >= 3 THEN RETURN 'quiet'; END IF;
    -- From however many places: the house is no cannon of mail.
    IF (SELECT count(*) FROM licite.lawful_link l WHERE l.asked AND l.made_at > gate.now() - interval '1 hour')
            >= 1000 THEN RETURN 'slow'; END IF;
    INSERT INTO licite.lawful_link (public, kind, sealed, print, marks, asked, client, made_at)
    VALUES (which, ask_link.kind, ask_link.sealed, asked_print, '{}', true, asked_from, gate.now());
    PERFORM gate.order_job('lawful.send_link', jsonb_build_object('link', which, 'language', language));
    RETURN 'sent';
END $$;

-- Links are made by the worker alone, which holds the address in clear when it mails: a page that could choose
-- prints and marks could object in anybody's place.
CREATE FUNCTION gate.make_link(which uuid, link_hash bytea, kind text, sealed bytea, link_print bytea, link_marks bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO licite.lawful_link (public, hash, kind, sealed, print, marks, asked, made_at)
    VALUES (which, link_hash, make_link.kind, make_link.sealed, link_print, link_marks, false, gate.now());
END $$;

CREATE FUNCTION gate.sealed_link(which uuid) RETURNS TABLE (kind text, sealed bytea, minted boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT l.kind::text, l.sealed, l.hash IS NOT NULL FROM licite.lawful_link l WHERE l.public = which;
END $$;

-- The token of a link that was asked for; what the page had said of the address is put right from the address itself.
CREATE FUNCTION gate.mint_link(which uuid, link_hash bytea, link_print bytea, link_marks bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.lawful_link l SET hash = link_hash, print = link_print, marks = link_marks WHERE l.public = which;
END $$;

-- Whose link it is, for its bearer: the page shows a mask of the address.
CREATE FUNCTION gate.read_link(link_hash bytea) RETURNS TABLE (public uuid, kind text, sealed bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT l.public, l.kind::text, l.sealed FROM licite.lawful_link l WHERE l.hash = link_hash;
END $$;

-- A value opened for an act a moment ago closes with its channel.
CREATE FUNCTION gate.shut_reveals(which bigint[], bits integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE licite.access_reveal r SET until = gate.now() WHERE r.contact = ANY (which) AND r.until > gate.now()
        AND bits & CASE r.field WHEN 'phone' THEN gate.channel_bits('phone') | gate.channel_bits('sms')
            WHEN 'email' THEN gate.channel_bits('email') WHEN 'address' THEN gate.channel_bits('post') ELSE 0 END <> 0;
END $$;

-- The bearer of a link objects: on the list and on every record of the same address, before the answer is sent. The
-- same work whoever it is; the worker then thanks and adds the other coordinates of the records it finds. What they had
-- agreed to by these channels ends with it, and a question under way is called back. Said twice in a day (a page loaded
-- again, a second mail's link), it is one objection and one thank-you.
CREATE FUNCTION gate.person_objects(link_hash bytea, channels text[], aim text, language text, origin text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    l licite.lawful_link;
    chan text;
    fresh text[] := '{}';
    ended integer := 0;
BEGIN
    SELECT k.* INTO l FROM licite.lawful_link k WHERE k.hash = link_hash FOR SHARE;
    IF NOT FOUND OR coalesce(cardinality(channels), 0) NOT BETWEEN 1 AND 10 THEN RETURN false; END IF;
    PERFORM gate.hold(l.marks);
    FOREACH chan IN ARRAY channels LOOP
        ended := ended + gate.withdraw_for(l.marks, 'person', gate.now(), nullif(aim, ''), nullif(chan, 'all'));
        PERFORM gate.shut_reveals(gate.bearers(l.marks), gate.channel_bits(chan));
        CONTINUE WHEN gate.said_today(l.print, l.marks, chan, aim);
        PERFORM gate.close(chan, aim, gate.now(), 'person', ARRAY[l.print], l.marks, 'person');
        fresh := fresh || chan;
    END LOOP;
    IF cardinality(fresh) > 0 OR ended > 0 THEN
        PERFORM gate.write('lawful:person:object', gate.bearers(l.marks), channels, jsonb_build_object('link', l.public), origin);
    END IF;
    IF cardinality(fresh) > 0 THEN
        PERFORM gate.order_job('lawful.person_objected',
            jsonb_build_object('link', l.public, 'channels', fresh, 'aim', aim, 'at', gate.now(), 'language', language));
    END IF;
    RETURN true;
END $$;

-- Whether the person said the same within a day, and nothing has changed since: every record of the address is closed,
-- and none was opened by an act of theirs after it.
CREATE FUNCTION gate.said_today(said_print bytea, marks bigint[], chan text, aim text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    bits integer := gate.channel_bits(chan);
    last timestamptz := (SELECT max(s.since) FROM licite.lawful_suppression s WHERE s.fingerprint = said_print
        AND s.source = 'person' AND s.purpose IN ('', aim) AND gate.channel_bits(s.channel) & bits = bits
        AND s.since > gate.now() - interval '1 day');
BEGIN
    RETURN last IS NOT NULL
        AND NOT EXISTS (SELECT FROM licite.people_contact c WHERE c.id = ANY (gate.bearers(marks)) AND c.objections & bits <> bits)
        AND NOT EXISTS (SELECT FROM licite.lawful_ground g WHERE g.contact = ANY (gate.bearers(marks)) AND g.ended_at IS NULL
            AND g.evidence IN ('form_id', 'order', 'inbound_call') AND coalesce(g.evidence_at, g.since) > last);
END $$;

CREATE FUNCTION gate.bearers(marks bigint[]) RETURNS bigint[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN ARRAY(SELECT DISTINCT t.contact FROM licite.people_token t WHERE t.token = ANY (marks) AND t.exact ORDER BY 1);
END $$;

CREATE FUNCTION gate.person_withdraws(link_hash bytea, origin text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE l licite.lawful_link;
BEGIN
    SELECT k.* INTO l FROM licite.lawful_link k WHERE k.hash = link_hash FOR SHARE;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM gate.hold(l.marks);
    PERFORM gate.withdraw_for(l.marks, 'person', gate.now());
    PERFORM gate.write('lawful:person:withdraw', gate.bearers(l.marks), '{}', jsonb_build_object('link', l.public), origin);
    RETURN true;
END $$;

-- What the worker completes: the sealed coordinates of the records of an address, and their prints for the list. Not
-- for a page.
CREATE FUNCTION gate.records_of_link(which uuid) RETURNS TABLE (contact bigint, public uuid, email bytea, phone bytea, country text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT c.id, c.public, c.email, c.phone, c.country::text FROM licite.people_contact c
        WHERE c.id = ANY (gate.bearers((SELECT l.marks FROM licite.lawful_link l WHERE l.public = which))) ORDER BY c.id;
END $$;

CREATE FUNCTION gate.complete_objection(chan text, aim text, said_at timestamptz, prints bytea[], marks bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.hold(marks);
    PERFORM gate.close(chan, aim, said_at, 'person', prints, marks, 'person');
END $$;

-- Links that have had their time: a month for those asked for, in the base or not; the others once no record has
-- their address any more.
CREATE FUNCTION gate.sweep_links() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE gone bigint;
BEGIN
    DELETE FROM licite.lawful_link l WHERE l.made_at < gate.now() - interval '30 days'
        AND (l.asked OR NOT EXISTS (SELECT FROM licite.people_token t WHERE t.token = ANY (l.marks) AND t.exact));
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;

-- Where the last mail with the notice stands, for a record in sight: 'waiting' for its server, 'failed' for good, or ''.
CREATE FUNCTION gate.notice_mail(which bigint) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, jobs, pg_temp AS $$
DECLARE
    subject text := (SELECT c.public FROM licite.people_contact c WHERE c.id = which AND c.cell = ANY (gate.cells('read')));
BEGIN
    RETURN coalesce((SELECT CASE WHEN j.status IN ('todo', 'doing') THEN 'waiting' WHEN j.status = 'failed' THEN 'failed' END
        FROM jobs.procrastinate_jobs j WHERE j.task_name = 'people.send_notice' AND j.args ->> 'contact' = subject
        ORDER BY j.id DESC LIMIT 1), '');
END $$;

REVOKE ALL ON FUNCTION gate.notice_mail(bigint), gate.order_job(text, jsonb), gate.shut_reveals(bigint[], integer), gate.suppression_summary(timestamptz), gate.review_suppression(timestamptz),
    gate.look_up_suppression(bytea[]), gate.suppress(text, text, timestamptz, bytea[], bigint[]), gate.listed(bytea[]),
    gate.stop_opposition_file(uuid), gate.ask_link(uuid, text, bytea, bytea, bytea, text),
    gate.make_link(uuid, bytea, text, bytea, bytea, bigint[]), gate.sealed_link(uuid),
    gate.mint_link(uuid, bytea, bytea, bigint[]), gate.read_link(bytea), gate.bearers(bigint[]),
    gate.said_today(bytea, bigint[], text, text), gate.person_objects(bytea, text[], text, text, text), gate.person_withdraws(bytea, text), gate.records_of_link(uuid),
    gate.complete_objection(text, text, timestamptz, bytea[], bigint[]), gate.sweep_links() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.notice_mail(bigint), gate.suppression_summary(timestamptz), gate.review_suppression(timestamptz),
    gate.look_up_suppression(bytea[]), gate.suppress(text, text, timestamptz, bytea[], bigint[]),
    gate.ask_link(uuid, text, bytea, bytea, bytea, text), gate.read_link(bytea),
    gate.person_objects(bytea, text[], text, text, text), gate.person_withdraws(bytea, text) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.listed(bytea[]), gate.stop_opposition_file(uuid),
    gate.make_link(uuid, bytea, text, bytea, bytea, bigint[]), gate.sealed_link(uuid),
    gate.mint_link(uuid, bytea, bytea, bigint[]), gate.records_of_link(uuid),
    gate.complete_objection(text, text, timestamptz, bytea[], bigint[]), gate.sweep_links() TO licite_worker;

INSERT INTO gate.job VALUES ('lawful.take_opposition_file', 'lawful:suppression:manage'),
    ('lawful.acknowledge_objection', 'people:objection:write');
RESET ROLE;
