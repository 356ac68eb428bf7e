-- Purposes, their balancing tests, the grounds of each person, and what fields are for.
-- The tables of the organisation are read by whoever is inside, and written by the functions below alone.
CREATE INDEX lawful_ground_contact ON lawful_ground (contact);

ALTER TABLE lawful_balancing ADD CONSTRAINT lawful_balancing_purpose FOREIGN KEY (purpose) REFERENCES lawful_purpose (key);
ALTER TABLE lawful_fieldpurpose ADD CONSTRAINT lawful_fieldpurpose_purpose FOREIGN KEY (purpose) REFERENCES lawful_purpose (key);
ALTER TABLE lawful_ground ADD CONSTRAINT lawful_ground_purpose FOREIGN KEY (purpose) REFERENCES lawful_purpose (key);
ALTER TABLE lawful_ground ADD CONSTRAINT lawful_ground_contact FOREIGN KEY (contact, cell)
    REFERENCES people_contact (id, cell) ON UPDATE CASCADE;
ALTER TABLE lawful_ground ALTER COLUMN public SET DEFAULT gen_random_uuid();

-- Law, not taste. A contract is with the person: the contact persons of a company are not its party (GDPR 6(1)(b),
-- EDPB 2/2019). Marketing is neither a contract nor a legal duty; a legal duty is nothing else.
ALTER TABLE lawful_purpose ADD CONSTRAINT a_professional_is_no_party CHECK (basis_professional <> 'contract');
ALTER TABLE lawful_purpose ADD CONSTRAINT a_basis_fits_its_kind CHECK (
    CASE kind
        WHEN 'legal' THEN basis_consumer IN ('', 'legal_obligation') AND basis_professional IN ('', 'legal_obligation')
        WHEN 'service' THEN basis_consumer <> 'legal_obligation' AND basis_professional <> 'legal_obligation'
        ELSE basis_consumer IN ('', 'consent', 'legitimate_interest') AND basis_professional IN ('', 'consent', 'legitimate_interest')
    END);
ALTER TABLE lawful_purpose ADD CONSTRAINT somebody_is_meant CHECK (basis_consumer <> '' OR basis_professional <> '');
ALTER TABLE lawful_balancing ADD CONSTRAINT approved_by_somebody_until_a_day CHECK (
    (state = 'approved') = (approved_at IS NOT NULL AND review_on IS NOT NULL AND opinion <> ''));
ALTER TABLE lawful_ground ADD CONSTRAINT only_a_contract_has_an_end CHECK (until IS NULL OR evidence = 'contract');
ALTER TABLE lawful_ground ADD CONSTRAINT evidence_has_its_day CHECK (evidence = 'declared' OR evidence_at IS NOT NULL);

ALTER TABLE lawful_purpose ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_purpose FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_balancing ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_balancing FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_fieldpurpose ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_fieldpurpose FORCE ROW LEVEL SECURITY;
ALTER TABLE lawful_ground ENABLE ROW LEVEL SECURITY;
ALTER TABLE lawful_ground FORCE ROW LEVEL SECURITY;

CREATE POLICY read_purpose ON lawful_purpose FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON lawful_purpose FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_purpose FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_purpose FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_purpose ON lawful_purpose TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_balancing ON lawful_balancing FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON lawful_balancing FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_balancing FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_balancing FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_balancing ON lawful_balancing TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_fieldpurpose ON lawful_fieldpurpose FOR SELECT TO licite_web, licite_worker USING ((SELECT gate.inside()));
CREATE POLICY no_insert ON lawful_fieldpurpose FOR INSERT TO licite_web, licite_worker WITH CHECK (current_user = 'licite_gate');
CREATE POLICY no_update ON lawful_fieldpurpose FOR UPDATE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY no_delete ON lawful_fieldpurpose FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_fieldpurpose ON lawful_fieldpurpose TO licite_gate USING (current_user = 'licite_gate');

CREATE POLICY read_ground ON lawful_ground FOR SELECT TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('read'))::int[]));
-- In one's own name, by whoever enters or edits the record; the house's own work (demo) brings its grounds with it.
CREATE POLICY create_ground ON lawful_ground FOR INSERT TO licite_web, licite_worker
    WITH CHECK ((cell = ANY ((SELECT gate.cells('edit'))::int[]) OR cell = ANY ((SELECT gate.cells('create'))::int[]))
        AND ended_at IS NULL AND ended_by IS NULL
        -- Nothing of a person lies in the future: it would outlive whatever they say.
        AND greatest(since, evidence_at) <= (SELECT gate.now() + interval '1 minute')
        AND (member = (SELECT gate.me()) AND (SELECT gate.permits('lawful:consent:write'))
            OR member IS NULL AND (SELECT coalesce((gate.who()).purpose LIKE 'system:%', false))));
-- A ground ends once, now, in one's own name; it is neither rewritten nor opened again.
CREATE POLICY end_ground ON lawful_ground FOR UPDATE TO licite_web, licite_worker
    USING (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND ended_at IS NULL AND (SELECT gate.permits('lawful:consent:write')))
    WITH CHECK (cell = ANY ((SELECT gate.cells('edit'))::int[]) AND ended_at <= (SELECT gate.now())
        AND ended_by = (SELECT gate.me()));
CREATE POLICY rotate_ground ON lawful_ground FOR UPDATE TO licite_worker
    USING ((SELECT (gate.who()).purpose) = 'system:rotate') WITH CHECK ((SELECT (gate.who()).purpose) = 'system:rotate');
CREATE POLICY no_delete ON lawful_ground FOR DELETE TO licite_web, licite_worker USING (current_user = 'licite_gate');
CREATE POLICY gate_ground ON lawful_ground TO licite_gate USING (current_user = 'licite_gate');

GRANT SELECT ON lawful_purpose, lawful_balancing, lawful_fieldpurpose TO licite_web, licite_worker;
GRANT SELECT, INSERT (public, contact, cell, purpose, basis, source, since, evidence, evidence_at, until, opted,
        reference, member, created_at, ended_at, ended_by), UPDATE (ended_at, ended_by) ON lawful_ground TO licite_web, licite_worker;
GRANT UPDATE (reference) ON lawful_ground TO licite_worker;
GRANT USAGE ON SEQUENCE lawful_ground_id_seq TO licite_web, licite_worker;
GRANT SELECT, INSERT, UPDATE ON lawful_purpose TO licite_gate;
GRANT SELECT, INSERT ON lawful_balancing TO licite_gate;
GRANT SELECT, INSERT, DELETE ON lawful_fieldpurpose TO licite_gate;
GRANT SELECT, DELETE ON lawful_ground TO licite_gate;
GRANT USAGE ON SEQUENCE lawful_balancing_id_seq TO licite_gate;

SET LOCAL ROLE licite_gate;

-- What an organisation starts from. A purpose is used only once its balancing test is approved, where one is due.
INSERT INTO licite.lawful_purpose (key, name_fr, name_en, kind, basis_consumer, basis_professional, builtin, created_at) VALUES
('prospection', 'Prospection commerciale', 'Prospecting', 'marketing', 'legitimate_interest', 'legitimate_interest', true, gate.now()),
('customer_relationship', 'Relation client', 'Customer relationship', 'service', 'contract', 'legitimate_interest', true, gate.now()),
('newsletter', 'Lettre d’information', 'Newsletter', 'marketing', 'consent', 'legitimate_interest', true, gate.now()),
('satisfaction', 'Enquête de satisfaction', 'Satisfaction survey', 'survey', 'legitimate_interest', 'legitimate_interest', true, gate.now()),
('invoicing', 'Facturation et comptabilité', 'Invoicing and accounting', 'legal', 'legal_obligation', 'legal_obligation', true, gate.now());
INSERT INTO licite.lawful_fieldpurpose (field, purpose)
SELECT f, p FROM unnest(ARRAY['name', 'company', 'capacity', 'country']) f,
    unnest(ARRAY['prospection', 'customer_relationship', 'newsletter', 'satisfaction', 'invoicing']) p
UNION ALL SELECT f, p FROM unnest(ARRAY['email']) f, unnest(ARRAY['prospection', 'customer_relationship', 'newsletter', 'satisfaction']) p
UNION ALL SELECT f, p FROM unnest(ARRAY['phone', 'note', 'task']) f, unnest(ARRAY['prospection', 'customer_relationship']) p
UNION ALL SELECT 'address', p FROM unnest(ARRAY['prospection', 'customer_relationship', 'invoicing']) p
UNION ALL SELECT f, 'prospection' FROM unnest(ARRAY['title', 'department']) f;

CREATE FUNCTION gate.add_purpose(new_key text, french text, english text, of_kind text, for_consumers text, for_professionals text)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('lawful:purpose:manage');
    IF new_key !~ '^[a-z][a-z0-9_]{1,39}$' OR btrim(french) = '' OR btrim(english) = ''
        OR of_kind NOT IN ('marketing', 'service', 'survey', 'legal')
        OR for_consumers NOT IN ('', 'consent', 'contract', 'legitimate_interest', 'legal_obligation')
        OR for_professionals NOT IN ('', 'consent', 'legitimate_interest', 'legal_obligation') THEN
        RAISE EXCEPTION 'not a purpose' USING ERRCODE = '22023';
    END IF;
    INSERT INTO licite.lawful_purpose (key, name_fr, name_en, kind, basis_consumer, basis_professional, builtin, created_at, created_by)
    VALUES (new_key, french, english, of_kind, for_consumers, for_professionals, false, gate.now(), gate.me())
    ON CONFLICT (key) DO NOTHING;
    RETURN FOUND;
END $$;

CREATE FUNCTION gate.retire_purpose(which text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('lawful:purpose:manage');
    UPDATE licite.lawful_purpose SET retired_at = gate.now(), retired_by = gate.me() WHERE key = which AND retired_at IS NULL;
    RETURN FOUND;
END $$;

-- The questions that an approved test has answered (law.md 5.5); `lawful/balancing.py` asks them.
CREATE FUNCTION gate.answers_all(answered jsonb) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM unnest(ARRAY['interest', 'holder', 'necessity', 'alternatives', 'data', 'source', 'volume', 'persons',
                                 'expectations', 'impact', 'minors', 'safeguards', 'result']) q
        WHERE btrim(coalesce(answered ->> q, '')) = '');
END $$;

-- One writer a purpose at a time: versions follow each other without a gap.
CREATE FUNCTION gate.last_balancing(which text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM FROM licite.lawful_purpose WHERE key = which AND retired_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN RETURN NULL; END IF;
    RETURN coalesce((SELECT max(version) FROM licite.lawful_balancing WHERE purpose = which), 0);
END $$;

-- Returns the version; NULL for a purpose that is not there or retired.
CREATE FUNCTION gate.draft_balancing(which text, answered jsonb, concludes boolean) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE last integer;
BEGIN
    PERFORM gate.demand('lawful:balancing:write');
    IF jsonb_typeof(answered) IS DISTINCT FROM 'object' OR length(answered::text) > 60000 OR concludes IS NULL THEN
        RAISE EXCEPTION 'not a balancing test' USING ERRCODE = '22023';
    END IF;
    last := gate.last_balancing(which);
    IF last IS NULL THEN RETURN NULL; END IF;
    INSERT INTO licite.lawful_balancing (purpose, version, state, answers, holds, author, written_at, opinion)
    VALUES (which, last + 1, 'draft', answered, concludes, gate.me(), gate.now(), '');
    RETURN last + 1;
END $$;

-- '' once approved, under the number of the draft; else why not: missing, approved, stale (another version followed),
-- incomplete, thin (answers too short, or the same twice), channels (these take a consent), opinion, review.
CREATE FUNCTION gate.approve_balancing(which text, drafted integer, said text, review date) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    last integer;
    draft licite.lawful_balancing;
    today date := (gate.now() AT TIME ZONE 'Europe/Paris')::date;
BEGIN
    PERFORM gate.demand('lawful:purpose:manage');
    last := gate.last_balancing(which);
    SELECT * INTO draft FROM licite.lawful_balancing WHERE purpose = which AND version = drafted AND state = 'draft';
    IF last IS NULL OR draft.id IS NULL THEN RETURN 'missing'; END IF;
    IF drafted <> last THEN RETURN 'stale'; END IF;
    IF EXISTS (SELECT FROM licite.lawful_balancing WHERE purpose = which AND version = drafted AND state = 'approved') THEN
        RETURN 'approved';
    END IF;
    IF NOT gate.answers_all(draft.answers) THEN RETURN 'incomplete'; END IF;
    IF EXISTS (SELECT FROM jsonb_each_text(draft.answers - 'channels') a, lower(regexp_replace(btrim(a.value), '\s+', ' ', 'g')) words
               GROUP BY words HAVING count(*) > 1 OR length(words) < 15) THEN
        RETURN 'thin';
    END IF;
    -- Law: consent always (directive 2002/58/EC, articles 13(1) and 5(3)).
    IF draft.holds AND coalesce(draft.answers -> 'channels' ?| ARRAY['robot', 'tracking'], false) THEN
        RETURN 'channels';
    END IF;
    IF btrim(coalesce(said, '')) = '' THEN RETURN 'opinion'; END IF;
    IF review IS NULL OR review <= today OR review > today + make_interval(months => gate.figure('balancing.review.months')) THEN
        RETURN 'review';
    END IF;
    INSERT INTO licite.lawful_balancing (purpose, version, state, answers, holds, author, written_at, opinion, approved_by, approved_at, review_on)
    VALUES (which, last, 'approved', draft.answers, draft.holds, draft.author, draft.written_at, said, gate.me(), gate.now(), review);
    RETURN '';
END $$;

-- The demonstration's and the console's own: an approved test where the purpose has none yet.
CREATE FUNCTION gate.seed_balancing(which text, answered jsonb, said text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE last integer;
BEGIN
    IF (gate.who()).purpose NOT IN ('system:console', 'system:demo', 'system:bench') IS NOT FALSE THEN
        RAISE EXCEPTION 'not permitted: a seed' USING ERRCODE = '42501';
    END IF;
    last := gate.last_balancing(which);
    IF last IS NULL OR EXISTS (SELECT FROM licite.lawful_balancing WHERE purpose = which AND state = 'approved') THEN
        RETURN false;
    END IF;
    INSERT INTO licite.lawful_balancing (purpose, version, state, answers, holds, written_at, opinion, approved_at, review_on)
    VALUES (which, last + 1, 'approved', answered, true, gate.now(), said, gate.now(),
            ((gate.now() AT TIME ZONE 'Europe/Paris')::date + make_interval(months => gate.figure('balancing.review.months')))::date);
    RETURN true;
END $$;

-- Ties a field to a purpose or unties it; whether anything changed.
CREATE FUNCTION gate.tie_field(which text, to_purpose text, tied boolean) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM gate.demand('people:field:manage');
    IF which !~ '^[a-z][a-z0-9_]{1,39}$' OR tied IS NULL THEN
        RAISE EXCEPTION 'not a field' USING ERRCODE = '22023';
    END IF;
    IF tied THEN
        INSERT INTO licite.lawful_fieldpurpose (field, purpose)
        SELECT which, p.key FROM licite.lawful_purpose p WHERE p.key = to_purpose AND p.retired_at IS NULL
        ON CONFLICT DO NOTHING;
    ELSE
        DELETE FROM licite.lawful_fieldpurpose WHERE field = which AND purpose = to_purpose;
    END IF;
    RETURN FOUND;
END $$;

REVOKE ALL ON FUNCTION gate.add_purpose(text, text, text, text, text, text), gate.retire_purpose(text), gate.answers_all(jsonb),
    gate.last_balancing(text), gate.draft_balancing(text, jsonb, boolean), gate.approve_balancing(text, integer, text, date),
    gate.seed_balancing(text, jsonb, text), gate.tie_field(text, text, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.add_purpose(text, text, text, text, text, text), gate.retire_purpose(text),
    gate.draft_balancing(text, jsonb, boolean), gate.approve_balancing(text, integer, text, date),
    gate.tie_field(text, text, boolean) TO licite_web, licite_worker;
GRANT EXECUTE ON FUNCTION gate.seed_balancing(text, jsonb, text) TO licite_worker;
RESET ROLE;
