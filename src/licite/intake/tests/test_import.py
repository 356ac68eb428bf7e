"""What a file does to the base: once only, inside the member's rights, nothing overwritten, nothing in clear."""

from functools import partial

import pytest
from django.db import DatabaseError

from licite import vault
from licite.access.gate import acting_for
from licite.intake import jobs
from licite.intake.actions import Stopped, import_table
from licite.intake.models import Arrival, Batch
from licite.intake.parts import report_of
from licite.intake.reports import OBJECTED
from licite.intake.tests.conftest import PURPOSE, codes, in_worker, run, staged
from licite.people import sealing
from licite.people.models import Company, Contact
from tests.plugin import database_name, superuser
from tests.world import BEN, EAST, MAX, RITA, WEST, person

HEADER = "Prénom;Nom;Société;E-mail;Tél;CP;Opposition\n"
JEAN = "Jean;Ménard;Fonderies du Léman;jean.menard@fonderie.example;01 99 00 12 34;74000;\n"


def tell(report) -> list[str]:
    return [line.outcome.value for line in report.lines]


def contact(first: str, last: str, member=MAX) -> dict:
    with acting_for(member.id, PURPOSE):
        for raw in Contact.objects.values(
            "id", "public", "cell", "listing", "email", "phone", "objections", "company__name"
        ):
            (listing,) = sealing.open_listings([(raw["public"], raw["listing"])])
            if (listing.first, listing.last) == (first, last):
                return raw
    raise LookupError(last)


def test_the_same_file_twice_brings_nobody_twice(bring):
    assert tell(bring(HEADER + JEAN)) == ["created"]
    assert tell(bring(HEADER + JEAN)) == ["skipped"]


def test_an_empty_field_is_filled_and_a_full_one_is_left(bring):
    bring("Prénom;Nom;E-mail\nJean;Ménard;jean.menard@fonderie.example\n")
    report = bring(HEADER + JEAN)
    assert tell(report) == ["updated"]
    assert set(codes(report)) == {"known.here", "gained.phones", "gained.company", "gained.address"}
    made = contact("Jean", "Ménard")
    assert sealing.open_values("phone", made["public"], made["phone"]) == ["+33199001234"]
    other = bring(HEADER + JEAN.replace("01 99 00 12 34", "01 99 00 99 99").replace("Léman", "Rhône"))
    assert tell(other) == ["updated"]
    assert {"gained.phones", "company.differs"} <= set(codes(other))
    after = contact("Jean", "Ménard")
    assert after["company__name"] == "Fonderies du Léman"
    assert sealing.open_values("phone", after["public"], after["phone"]) == ["+33199001234", "+33199009999"]


def test_a_person_twice_in_one_file_is_one_record(bring):
    report = bring(HEADER + JEAN + JEAN + JEAN.replace("Jean", "J.").replace("74000", ""))
    assert tell(report) == ["created", "skipped", "skipped"]
    assert [note.shown for note in report.lines[1].reasons] == ["2"]


def test_a_namesake_who_may_be_the_same_person_waits_and_is_not_written(bring):
    bring("Prénom;Nom;E-mail\nJean;Ménard;jean.menard@fonderie.example\n")
    report = bring(
        "Prénom;Nom;E-mail\nJean;Ménard;jm@ailleurs.example\nPaule;Autre;jean.menard@fonderie.example\n"
    )
    assert tell(report) == ["waiting", "waiting"]
    assert codes(report) == ["doubt.other_coordinates", "doubt.email_other_name"]
    with pytest.raises(LookupError):
        contact("Paule", "Autre")


def test_a_namesake_with_no_more_than_a_job_is_never_taken_for_the_same_person(bring):
    bring(HEADER + JEAN)
    first = bring("Prénom;Nom;Fonction\nJean;Ménard;Acheteur\nPaule;Autre;Acheteuse\n")
    assert tell(first) == ["waiting", "created"]
    assert codes(first)[0] == "doubt.name_alone"
    again = bring("Prénom;Nom;Fonction\nPaule;Autre;Acheteuse\n")
    assert tell(again) == ["waiting"]
    at_work = bring("Prénom;Nom;Société\nJean;Ménard;Fonderies du Léman\n")
    assert tell(at_work) == ["skipped"]


def test_each_row_names_its_record_and_a_waiting_one_those_it_looks_like(bring):
    report = bring(HEADER + JEAN + JEAN + "Jean;Ménard;;jm@ailleurs.example;;;\nA;;;;;;\n;;X;;;;\n")
    jean = contact("Jean", "Ménard")["id"]
    records = [line.records for line in report.lines]
    assert records[:3] == [(jean,), (jean,), (jean,)]
    assert len(records[3]) == 1
    assert records[3] != (jean,)
    assert records[4] == ()
    assert tell(report) == ["created", "skipped", "waiting", "created", "refused"]


def test_objections_are_counted(bring):
    report = bring(HEADER + JEAN.replace(";\n", ";oui\n") + "Ana;Neuve;;ana@x.example;;;non\n")
    assert report.objections == 1
    assert report.lines[0].reasons == (OBJECTED,)
    assert bring(HEADER + JEAN.replace(";\n", ";oui\n")).objections == 0


def test_namesakes_at_two_places_and_colleagues_on_one_switchboard_are_different_people(bring):
    bring(HEADER + JEAN)
    report = bring(
        HEADER
        + "Jean;Ménard;Scieries du Doubs;jm@doubs.example;03 99 00 11 11;25000;\n"
        + "Lise;Aubry;Fonderies du Léman;lise@fonderie.example;01 99 00 12 34;74000;\n"
    )
    assert tell(report) == ["created", "created"]
    assert codes(report) == ["name.homonym", "phone.shared"]


def test_a_company_is_found_by_its_name_and_one_of_its_owner_is_sealed(bring):
    bring(
        HEADER
        + JEAN
        + "Lise;Aubry;FONDERIES DU LEMAN;l@fonderie.example;;;\nLuc;Roy;Luc Roy Plomberie;luc@roy.example;;;\n"
    )
    with acting_for(MAX.id, PURPOSE):
        assert Company.objects.filter(sort_key="fonderies du leman").count() == 1
        sole = Company.objects.get(kind="sole_trader")
    assert (sole.name, sole.sort_key) == ("", "")
    assert vault.unseal("company", sole.public, sole.identity) == "Luc Roy Plomberie"


def test_the_journal_gives_nobody_the_refusal_of_another_of_the_file(bring):
    ana = "Ana;Neuve;;ana@x.example;01 99 00 12 35;;pas d’e-mail\n"
    bring(HEADER + JEAN.replace(";\n", ";ne pas appeler\n") + ana)
    with superuser(database_name()) as attacker:
        rows = attacker.execute(
            "SELECT subjects, fields FROM journal.entry WHERE act = 'lawful:objection:write' ORDER BY fields"
        ).fetchall()
    assert rows == [
        ([contact("Ana", "Neuve")["id"]], ["email"]),
        ([contact("Jean", "Ménard")["id"]], ["phone"]),
    ]


def test_an_objection_column_is_obeyed_for_new_and_known_people(bring):
    bring(HEADER + JEAN.replace(";\n", ";ne pas appeler\n"))
    assert contact("Jean", "Ménard")["objections"] == 1
    report = bring(HEADER + JEAN.replace(";\n", ";oui\n"))
    assert (tell(report), codes(report)) == (["updated"], ["known.here", "gained.objections"])
    assert contact("Jean", "Ménard")["objections"] == 127
    assert tell(bring(HEADER + JEAN.replace(";\n", ";oui\n"))) == ["skipped"]


def test_a_clash_outside_the_scope_answers_like_a_new_record(bring):
    foreign = person(EAST, 1)
    give_import_to("rep")
    row = f"Prénom;Nom;E-mail\n{foreign.first};{foreign.last};{foreign.email}\n"
    report = bring(row, member=RITA, portfolio=WEST)
    assert (tell(report), codes(report)) == (["created"], [])
    with superuser(database_name()) as connection_:
        assert connection_.execute("SELECT count(*) FROM licite.people_tray").fetchone() == (1,)


def test_a_record_one_sees_in_another_portfolio_is_a_duplicate(bring):
    known = person(EAST, 1)
    report = bring(f"Prénom;Nom;E-mail\n{known.first};{known.last};{known.email.upper()}\n", portfolio=WEST)
    assert tell(report) == ["skipped"]


def test_provenance_and_arrival_stand_on_every_record(bring):
    bring(HEADER + JEAN, source="fair", basis="contract", purpose="customer_relationship", stage=3)
    with acting_for(MAX.id, PURPOSE):
        made = Contact.objects.only("id", "cell", "source", "basis", "purpose").get(
            source="fair", created_by=MAX.id, cell=13, basis="contract"
        )
        assert Arrival.objects.filter(contact=made.id).count() == 1
        assert made.purpose == "customer_relationship"


def test_the_report_the_batch_and_the_journal_hold_no_coordinate_in_clear(bring):
    report = bring(
        HEADER + JEAN + "Ana;Kova;X;ana@kova.example;+420 2 1111 2222 33;;\nA;B;;éa@wp.example;;;\n"
    )
    text = str(report)
    assert "menard@" not in text
    assert "éa@" not in text
    assert "é•••@w•••.example" in text
    with superuser(database_name()) as connection_:
        rows = connection_.execute(
            "SELECT declared::text, counts::text, report, staged FROM licite.intake_batch"
        ).fetchall()
        acts = connection_.execute(
            "SELECT act, detail::text FROM journal.entry WHERE purpose LIKE 'job:%'"
        ).fetchall()
    assert rows
    for declared, counts, sealed, kept in rows:
        assert kept is None
        assert not any(word in declared + counts for word in ("nard", "fonderie", "Nom", "Prénom"))
        assert not any(word in bytes(sealed) for word in (b"nard", b"fonderie", b"Nom", b"columns"))
    assert {act for act, _ in acts} >= {"intake:import:stage", "intake:import:run", "people:contact:create"}
    assert not any("nard" in detail or "@" in detail for _, detail in acts)


def test_a_staged_file_is_sealed(worker):
    staged(HEADER + JEAN)
    with superuser(database_name()) as connection_:
        (raw,) = connection_.execute("SELECT staged FROM licite.intake_batch").fetchone()
    assert b"nard" not in bytes(raw)


def test_an_import_killed_halfway_ends_with_the_same_report(bring, monkeypatch):
    monkeypatch.setattr("licite.intake.actions.ROWS", 2)
    rows = HEADER + "".join(f"Ana{n};Neuve;X{n};ana{n}@x.example;;;\n" for n in range(5)) + JEAN + JEAN
    batch = staged(rows)

    class Killed(Exception):
        pass

    def killing(done: int, total: int) -> None:
        if done == 4:
            raise Killed

    with pytest.raises(Killed):
        import_table(partial(acting_for, MAX.id, PURPOSE), batch.public, progress=killing)
    report = run(batch)
    assert tell(report) == ["created"] * 6 + ["skipped"]
    assert [line.number for line in report.lines] == list(range(2, 9))
    assert run(batch).counts == report.counts


def test_the_job_of_a_member_who_has_left_stops_and_is_emptied(worker):
    batch = staged(HEADER + JEAN)
    with superuser(database_name()) as connection_:
        connection_.execute("UPDATE licite.access_member SET left_at = now() WHERE id = %s", [MAX.id])
    with pytest.raises(Stopped):
        run(batch)
    jobs.import_file(in_worker(), batch=str(batch.public), member=MAX.id)
    with superuser(database_name()) as connection_:
        assert connection_.execute("SELECT state, staged FROM licite.intake_batch").fetchone() == (
            "stopped",
            None,
        )
        assert connection_.execute("SELECT count(*) FROM licite.intake_arrival").fetchone() == (0,)


def test_an_import_that_fails_again_and_again_ends_stopped_and_holds_no_file(worker):
    batch = staged(HEADER + JEAN)
    with superuser(database_name()) as connection_:
        connection_.execute("REVOKE INSERT ON licite.intake_arrival FROM licite_worker")
    for attempt, state in ((0, "running"), (jobs.TRIES, "stopped")):
        with pytest.raises(DatabaseError):
            jobs.import_file(in_worker(attempt), batch=str(batch.public), member=MAX.id)
        with superuser(database_name()) as connection_:
            found = connection_.execute("SELECT state, staged IS NULL FROM licite.intake_batch").fetchone()
            assert found == (state, state == "stopped")


def test_rights_that_end_between_two_batches_of_rows_end_the_import_there(worker, monkeypatch):
    monkeypatch.setattr("licite.intake.actions.ROWS", 1)
    batch = staged(HEADER + JEAN + "Ana;Neuve;;ana@x.example;;;\n")

    def revoke(done: int, total: int) -> None:
        with superuser(database_name()) as connection_:
            connection_.execute(
                "UPDATE licite.access_grant SET ends_at = now() WHERE member_id = %s", [MAX.id]
            )

    with pytest.raises(Stopped):
        import_table(partial(acting_for, MAX.id, PURPOSE), batch.public, progress=revoke)
    with superuser(database_name()) as connection_:
        assert connection_.execute("SELECT count(*) FROM licite.intake_arrival").fetchone() == (1,)


def test_a_batch_of_a_colleague_does_not_exist(worker):
    batch = staged(HEADER + JEAN)
    with acting_for(BEN.id, PURPOSE):
        assert not Batch.objects.filter(public=batch.public).exists()
    with pytest.raises(Stopped):
        run(batch, BEN)


def test_a_report_can_be_read_again(worker):
    batch = staged(HEADER + JEAN)
    done = run(batch)
    with acting_for(MAX.id, PURPOSE):
        assert report_of(Batch.objects.get(public=batch.public)) == done


def give_import_to(profile: str) -> None:
    with superuser(database_name()) as connection_:
        connection_.execute(
            "UPDATE licite.access_profile SET permissions = permissions || '{intake:import:run}' WHERE key = %s",
            [profile],
        )


def test_a_namesake_of_another_country_is_another_person(bring):
    bring("Prénom;Nom;E-mail;Pays\nJoão;Fernandes;jf@un.example;France\n")
    report = bring("Prénom;Nom;E-mail;Pays\nJoão;Fernandes;joao@deux.example;Portugal\n")
    assert tell(report) == ["created"]
    assert "name.homonym" in codes(report)
