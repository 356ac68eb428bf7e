-- Texts, proofs, withdrawals, questions by mail. Added and never changed: not by a page, not by a job. What the person
-- answers comes in by a link whose hash alone is kept; what the person takes back ends at once, wherever it stands.
CREATE INDEX lawful_consent_contact ON lawful_consent (contact, channel);
CREATE INDEX lawful_consent_ends ON lawful_consent (cell, valid_until);
CREATE UNIQUE INDEX lawful_consent_of ON lawful_consent (id, contact);
CREATE INDEX lawful_evidence_contact ON lawful_evidence (contact);
CREATE INDEX lawful_withdrawal_contact ON lawful_withdrawal (contact);
CREATE INDEX lawful_optin_contact ON lawful_optin (contact);
CREATE UNIQUE INDEX lawful_optin_token ON lawful_optin (token_hash) WHERE token_hash IS NOT NULL;

ALTER TABLE lawful_consent ADD CONSTRAINT lawful_consent_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE,
    ADD CONSTRAINT lawful_consent_lasts CHECK (valid_until > given_at AND given_at <= created_at),
    ADD CONSTRAINT lawful_consent_one_channel CHECK (channel <> 'all');
ALTER TABLE lawful_evidence ADD CONSTRAINT lawful_evidence_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE,
    ADD CONSTRAINT lawful_evidence_consent FOREIGN KEY (consent_id, contact)
        REFERENCES lawful_consent (id, contact) ON UPDATE CASCADE,
    -- Five megabytes in base 64, and an envelope.
    ADD CONSTRAINT lawful_evidence_size CHECK (octet_length(content) <= 7000000);
ALTER TABLE lawful_withdrawal ADD CONSTRAINT lawful_withdrawal_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE,
    ADD CONSTRAINT lawful_withdrawal_consent FOREIGN KEY (consent_id, contact)
        REFERENCES lawful_consent (id, contact) ON UPDATE CASCADE,
    -- Where it was said, if out of sight of this record: with that record gone it hides no more.
    ADD CONSTRAINT lawful_withdrawal_heard FOREIGN KEY (heard_on, heard_in)
        REFERENCES people_contact (id, cell) ON UPDATE CASCADE ON DELETE SET NULL;
CREATE INDEX lawful_withdrawal_heard ON lawful_withdrawal (heard_on) WHERE heard_on IS NOT NULL;
ALTER TABLE lawful_optin ADD CONSTRAINT lawful_optin_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE,
    ADD CONSTRAINT lawful_optin_consent FOREIGN KEY (consent_id, contact)
        REFERENCES lawful_consent (id, contact) ON UPDATE CASCADE;

ALTER TABLE lawful_optin ALTER COLUMN rule SET DEFAULT '', ALTER COLUMN answer SET DEFAULT '', ALTER COLUMN marks SET DEFAULT '{}';

ALTER TABLE lawful_wording ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_wording FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_consent FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_evidence FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_withdrawal ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_withdrawal FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_optin ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_optin FORCE ROW LEVEL SECURITY;

CREATE POLICY read_wording ON lawful_wording FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON lawful_wording FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_wording FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_wording FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_wording ON lawful_wording TO licite_gate USING (current_user = 'licite_gate');

-- In one's own name, by whoever works with the person; an answer to our own mail only the gate writes. The house's own
-- work (demo, bench) brings a history with it.
CREATE POLICY read_consent ON lawful_consent FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_consent ON lawful_consent FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND (SELECT gate.permits('lawful:consent:write'))
            AND member = (SELECT gate.me()) AND act <> 'double_opt_in'
        OR (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false)));
CREATE POLICY no_update ON lawful_consent FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_consent ON lawful_consent FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON lawful_consent FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_consent ON lawful_consent TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_evidence ON lawful_evidence FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_evidence ON lawful_evidence FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND (SELECT gate.permits('lawful:consent:write'))
        AND member = (SELECT gate.me()));
CREATE POLICY no_update ON lawful_evidence FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
CREATE POLICY rotate_evidence ON lawful_evidence FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON lawful_evidence FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_evidence ON lawful_evidence TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_withdrawal ON lawful_withdrawal FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[])
        AND (heard_in IS NULL OR heard_in = ANY ((SELECT gate.cells('read'))::int[])));
CREATE POLICY no_insert ON lawful_withdrawal FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_withdrawal FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_withdrawal FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_withdrawal ON lawful_withdrawal TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_optin ON lawful_optin FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
CREATE POLICY create_optin ON lawful_optin FOR INSERT TO licite_web, licite_worker
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND (SELECT gate.permits('lawful:consent:write'))
        AND member = (SELECT gate.me()));
CREATE POLICY no_update ON lawful_optin FOR UPDATE TO licite_web USING (current_user = 'licite_gate');
-- The worker makes the mail in the asker's name, and seals anew when keys change.
CREATE POLICY send_optin ON lawful_optin FOR UPDATE TO licite_worker
    USING (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND member = (SELECT gate.me())
        OR (SELECT (gate.who()).purpose) = 'system:rotate')
    WITH CHECK (cell = ANY ((SELECT gate.cells('communicate'))::int[]) AND member = (SELECT gate.me())
        OR (SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON lawful_optin FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_optin ON lawful_optin TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON lawful_wording, lawful_consent, lawful_evidence, lawful_withdrawal TO licite_web, licite_worker;
GRANT SELECT (id, public, contact, cell, wording_id, consent_id, details, rule, months, notice, asked_at, sent_at,
    expires_at, cancelled_at, answer, answered_at, member) ON lawful_optin TO licite_web, licite_worker;
GRANT INSERT (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until, rule, source, details,
    agreed_at, upstream, names_us, age, notice, member, created_at) ON lawful_consent TO licite_web, licite_worker;
GRANT INSERT (public, contact, cell, consent_id, kind, size, content, member, created_at) ON lawful_evidence
    TO licite_web, licite_worker;
GRANT INSERT (public, contact, cell, wording_id, consent_id, asked_at, member) ON lawful_optin
    TO licite_web, licite_worker;
GRANT UPDATE (token_hash, marks, details, rule, months, notice, sent_at, expires_at, cancelled_at) ON lawful_optin TO licite_worker;
GRANT UPDATE (details) ON lawful_consent TO licite_worker;
GRANT UPDATE (content) ON lawful_evidence TO licite_worker;
GRANT USAGE ON SEQUENCE lawful_consent_id_seq, lawful_evidence_id_seq, lawful_optin_id_seq TO licite_web, licite_worker;

GRANT SELECT, INSERT ON lawful_wording TO licite_gate;
GRANT SELECT, INSERT, DELETE ON lawful_consent, lawful_withdrawal TO licite_gate;
GRANT UPDATE (at, told_by, heard_on, heard_in, member, created_at) ON lawful_withdrawal TO licite_gate;
GRANT SELECT (id, contact), DELETE ON lawful_evidence TO licite_gate;
GRANT SELECT, UPDATE, DELETE ON lawful_optin TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_wording_id_seq, lawful_consent_id_seq, lawful_withdrawal_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- A new version of a text. Its number and its hash are the database's: no two texts are the same version. `since`: the
-- text was in use before it was written here, from that day on.
CREATE FUNCTION gate.word(aim text, chan text, lang text, shown text, trader text, third text, sold_by text, what text,
    lasts integer, takes_back text, proof text, names boolean, since date DEFAULT NULL) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE made uuid;
BEGIN
    PERFORM gate.demand('lawful:wording:manage');
    IF gate.channel_bits(chan) IS NULL OR chan = 'all' OR shown !~ '\S' OR trader !~ '\S' OR what !~ '\S'
        OR takes_back !~ '\S' OR proof !~ '\S' OR since > (gate.now() AT TIME ZONE 'Europe/Paris')::date THEN
        RAISE EXCEPTION 'no such wording' USING ERRCODE = '22023';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('wording' || aim || chan || lang, 0));
    INSERT INTO licite.lawful_wording (public, purpose, channel, language, version, text, digest, controller, third_party,
        seller, goods, months, withdrawal, proof_access, names_us, used_since, member, created_at)
    SELECT gen_random_uuid(), aim, chan, lang, coalesce(max(w.version), 0) + 1, shown,
        encode(sha256(convert_to(shown, 'UTF8')), 'hex'), trader, third, sold_by, what, lasts, takes_back, proof, names,
        since, gate.me(), gate.now()
    FROM licite.lawful_wording w WHERE w.purpose = aim AND w.channel = chan AND w.language = lang
    RETURNING public INTO made;
    RETURN made;
END $$;

-- So many months later by the clock of the place.
CREATE FUNCTION gate.months_after(moment timestamptz, zone text, months integer) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (moment AT TIME ZONE zone + make_interval(months => months)) AT TIME ZONE zone;
END $$;

-- How many months a consent by this channel may last: by the rule of the person's country; where no pack is known, the
-- shortest of all.
CREATE FUNCTION gate.consent_months(which bigint, chan text) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE most integer;
BEGIN
    SELECT coalesce(max(r.figure) FILTER (WHERE r.country = c.country), min(r.figure)) INTO STRICT most
    FROM gate.rule r, licite.people_contact c
    WHERE c.id = which AND r.key = CASE WHEN chan = 'phone' THEN 'phone.consent.months' ELSE 'consent.review' END;
    RETURN most;
END $$;

-- Whoever writes a consent, it ends when the rule says at the latest, and nobody agreed to a text before there was one:
-- by the minute, as it is typed, or by the day since which the text was in use. Nothing lengthens it afterwards: rows
-- are only added (C. conso R223-1). It says what its text says, is dated by the database, and revives nothing that the
-- person took back since; what hides from its writer is told by no refusal (gate.hold_records stops the use).
CREATE FUNCTION gate.bound_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.created_at := gate.now();
    IF NEW.given_at > NEW.created_at THEN
        RAISE EXCEPTION 'a consent to come' USING ERRCODE = '23514';
    END IF;
    IF NOT EXISTS (SELECT FROM licite.lawful_wording w WHERE w.id = NEW.wording_id AND w.purpose = NEW.purpose
            AND w.channel = NEW.channel AND w.names_us = NEW.names_us) THEN
        RAISE EXCEPTION 'a consent that its text does not say' USING ERRCODE = '23514';
    END IF;
    -- A withdrawal takes the record FOR UPDATE: it is seen here, or finds this proof.
    PERFORM FROM licite.people_contact WHERE id = NEW.contact FOR KEY SHARE;
    IF EXISTS (SELECT FROM licite.lawful_withdrawal w JOIN licite.lawful_consent c ON c.id = w.consent_id
            WHERE w.contact = NEW.contact AND c.purpose = NEW.purpose AND c.channel = NEW.channel
            AND w.at >= NEW.given_at AND w.heard_in IS NULL) THEN
        RAISE EXCEPTION 'a consent taken back since' USING ERRCODE = '23514';
    END IF;
    IF NEW.rule <> (CASE WHEN NEW.channel = 'phone' THEN 'phone.consent.months' ELSE 'consent.review' END)
        OR NEW.valid_until > gate.months_after(NEW.given_at, NEW.zone, gate.consent_months(NEW.contact, NEW.channel)) THEN
        RAISE EXCEPTION 'a consent longer than its rule' USING ERRCODE = '23514';
    END IF;
    IF NOT EXISTS (SELECT FROM licite.lawful_wording w WHERE w.id = NEW.wording_id
            AND (date_trunc('minute', w.created_at) <= NEW.given_at OR w.used_since <= (NEW.given_at AT TIME ZONE NEW.zone)::date)) THEN
        RAISE EXCEPTION 'a consent older than its text' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;

-- Ends what stands for a purpose and a channel (NULL: for each) on these records: a withdrawal beside each proof, and
-- the questions under way called back. What was given after the word reached us stays, and what had lapsed before it
-- ended by itself. Returns how many it ended. Whoever is about to use one of these records is waited for.
-- `heard`: the record on which it was said, for records out of its hearer's sight. The use of those stops, and no page
-- of theirs changes but for whoever sees both, until it is said where they see it (decision 3).
CREATE FUNCTION gate.end_consents(whose bigint[], aim text, chan text, told text, said_at timestamptz, noted_by integer,
    heard bigint DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    revealed integer := 0;
    ended integer;
    moment timestamptz := least(said_at, gate.now());
BEGIN
    PERFORM FROM licite.people_contact WHERE id = ANY (whose) ORDER BY id FOR UPDATE;
    IF heard IS NULL THEN
        UPDATE licite.lawful_optin o SET cancelled_at = gate.now()
        FROM licite.lawful_wording w
        WHERE w.id = o.wording_id AND o.contact = ANY (whose) AND o.answered_at IS NULL AND o.cancelled_at IS NULL
            AND (aim IS NULL OR w.purpose = aim) AND (chan IS NULL OR w.channel = chan);
        UPDATE licite.lawful_withdrawal w SET at = moment, told_by = told, heard_on = NULL, heard_in = NULL,
            member = noted_by, created_at = gate.now()
        FROM licite.lawful_consent c
        WHERE c.id = w.consent_id AND w.contact = ANY (whose) AND w.heard_in IS NOT NULL AND c.given_at <= moment
            AND (aim IS NULL OR c.purpose = aim) AND (chan IS NULL OR c.channel = chan);
        GET DIAGNOSTICS revealed = ROW_COUNT;
    END IF;
    WITH standing AS (
        SELECT c.id, c.contact, c.cell FROM licite.lawful_consent c
        WHERE c.contact = ANY (whose) AND c.given_at <= moment AND c.valid_until > moment
            AND (aim IS NULL OR c.purpose = aim) AND (chan IS NULL OR c.channel = chan)
            AND NOT EXISTS (SELECT FROM licite.lawful_withdrawal w WHERE w.consent_id = c.id)
    )
    INSERT INTO licite.lawful_withdrawal (contact, cell, consent_id, at, told_by, heard_on, heard_in, member, created_at)
    SELECT s.contact, s.cell, s.id, moment, told, heard, (SELECT k.cell FROM licite.people_contact k WHERE k.id = heard),
        noted_by, gate.now() FROM standing s
    ON CONFLICT (consent_id) DO NOTHING;
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended + revealed;
END $$;

-- A withdrawal is taken from whoever may read the record, as an objection is, and it is the person's: it ends the same
-- consent wherever the same e-mail or phone stands (`marks`), out of the actor's sight without showing there. NULL for a
-- record or a proof out of sight.
CREATE FUNCTION gate.withdraw(which bigint, proof bigint, told text, said_at timestamptz, marks bigint[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    c licite.lawful_consent;
    others bigint[];
    in_sight bigint[];
    ended integer;
BEGIN
    PERFORM gate.hold(marks);
    PERFORM FROM licite.people_contact WHERE id = which AND cell = ANY ((SELECT gate.cells('object'))::integer[]) FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    SELECT * INTO c FROM licite.lawful_consent WHERE id = proof AND contact = which;
    IF NOT FOUND THEN RETURN NULL; END IF;
    others := gate.alike(which, marks, 'lawful:withdrawal:spread');
    in_sight := ARRAY(SELECT k.id FROM licite.people_contact k
        WHERE k.id = ANY (others) AND k.cell = ANY ((SELECT gate.cells('read'))::integer[]));
    ended := gate.end_consents(ARRAY[which], c.purpose, c.channel, told, said_at, gate.me());
    -- Those rows name no member: who else knows the person is not theirs to learn.
    PERFORM gate.end_consents(in_sight, c.purpose, c.channel, told, said_at, NULL);
    PERFORM gate.end_consents(ARRAY(SELECT o FROM unnest(others) o WHERE NOT o = ANY (in_sight)), c.purpose, c.channel,
        'list', said_at, NULL, which);
    RETURN ended;
END $$;

-- For the person's own page, which holds no ticket: called by a function that has checked the link. NULL for the
-- purpose or the channel means each.
CREATE FUNCTION gate.withdraw_for(marks bigint[], told text, said_at timestamptz, aim text DEFAULT NULL, chan text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.hold(marks);
    RETURN gate.end_consents(
        ARRAY(SELECT DISTINCT t.contact FROM licite.people_token t WHERE t.token = ANY (marks) AND t.exact), aim, chan, told, said_at, NULL);
END $$;

-- What a link of ours asks. One row for a link that lives, none for any other: unknown, past, called back are one.
CREATE FUNCTION gate.optin(hash bytea)
RETURNS TABLE (purpose text, channel text, language text, wording text, controller text, oral boolean, answer text, expires_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT w.purpose::text, w.channel::text, w.language::text, w.text, w.controller::text,
        o.consent_id IS NOT NULL, o.answer::text, o.expires_at
    FROM licite.lawful_optin o JOIN licite.lawful_wording w ON w.id = o.wording_id
    WHERE o.token_hash = hash AND o.expires_at > gate.now() AND o.cancelled_at IS NULL;
END $$;

-- The person's answer, by the link alone: yes writes the consent (or confirms the one given aloud), no ends what stands,
-- wherever the e-mails and phones of the record stood when the question left (`marks`).
-- The first answer counts; the second is told the first. NULL for a link that does not live.
CREATE FUNCTION gate.answer_optin(hash bytea, said text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    o licite.lawful_optin;
    w licite.lawful_wording;
BEGIN
    IF said NOT IN ('yes', 'no') THEN RAISE EXCEPTION 'no answer' USING ERRCODE = '22023'; END IF;
    PERFORM gate.hold((SELECT k.marks FROM licite.lawful_optin k WHERE k.token_hash = hash));
    PERFORM FROM licite.people_contact c
    WHERE c.id = (SELECT k.contact FROM licite.lawful_optin k WHERE k.token_hash = hash) FOR UPDATE;
    SELECT k.* INTO o FROM licite.lawful_optin k
    WHERE k.token_hash = hash AND k.expires_at > gate.now() AND k.cancelled_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF o.answered_at IS NOT NULL THEN RETURN o.answer; END IF;
    UPDATE licite.lawful_optin SET answer = said, answered_at = gate.now() WHERE id = o.id;
    SELECT * INTO w FROM licite.lawful_wording WHERE id = o.wording_id;
    IF said = 'no' THEN
        PERFORM gate.end_consents(ARRAY[o.contact], w.purpose, w.channel, 'person', gate.now(), NULL);
        PERFORM gate.withdraw_for(o.marks, 'person', gate.now(), w.purpose, w.channel);
    ELSIF o.consent_id IS NULL THEN
        INSERT INTO licite.lawful_consent (public, contact, cell, purpose, channel, wording_id, act, given_at, zone, valid_until,
            rule, source, details, upstream, names_us, age, notice, member, created_at)
        VALUES (gen_random_uuid(), o.contact, o.cell, w.purpose, w.channel, w.id, 'double_opt_in', gate.now(), 'Europe/Paris',
            gate.months_after(gate.now(), 'Europe/Paris', least(o.months, gate.consent_months(o.contact, w.channel))), o.rule, 'url', o.details, false, w.names_us, 'adult', o.notice,
            NULL, gate.now());
    END IF;
    PERFORM gate.write('lawful:optin:answer', ARRAY[o.contact], ARRAY[w.channel::text],
        jsonb_build_object('answer', said, 'wording', w.id), '-');
    RETURN said;
END $$;

REVOKE ALL ON FUNCTION gate.word(text, text, text, text, text, text, text, text, integer, text, text, boolean, date),
    gate.months_after(timestamptz, text, integer), gate.consent_months(bigint, text), gate.bound_consent(),
    gate.end_consents(bigint[], text, text, text, timestamptz, integer, bigint),
    gate.withdraw(bigint, bigint, text, timestamptz, bigint[]),
    gate.withdraw_for(bigint[], text, timestamptz, text, text),
    gate.optin(bytea), gate.answer_optin(bytea, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.word(text, text, text, text, text, text, text, text, integer, text, text, boolean, date),
    gate.withdraw(bigint, bigint, text, timestamptz, bigint[]),
    gate.optin(bytea), gate.answer_optin(bytea, text) TO licite_web, licite_worker;

GRANT EXECUTE ON FUNCTION gate.bound_consent() TO licite_owner;

INSERT INTO gate.job VALUES ('people.send_optin', 'lawful:consent:write');
RESET ROLE;

CREATE TRIGGER bound_consent BEFORE INSERT ON lawful_consent FOR EACH ROW EXECUTE FUNCTION gate.bound_consent();
