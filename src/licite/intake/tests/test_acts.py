"""Acts of another tool find their persons within one's sight, once, and go back whole; what the law makes of them follows."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from licite.access.gate import acting_for
from licite.access.refusals import Refused
from licite.intake.kinds import Kind
from licite.intake.models import Event
from licite.intake.tests import dumps
from licite.intake.tests.acts import asked, bring_acts, staged_acts, tally
from licite.intake.tests.conftest import PURPOSE, codes, run, staged, take_back, told
from licite.intake.traces import act_of
from licite.kit import clock
from licite.people import sealing
from licite.people.actions import add_interaction, move
from licite.people.choices import Direction, InteractionKind, Outcome, StageAct
from licite.people.models import Interaction
from licite.people.queries import contact_for
from tests.conftest import inside
from tests.plugin import database_name, superuser
from tests.world import BEN, EAST, KEY, MAX, RITA, WEST, person

ALMA, THEIRS, THIRD = person(WEST, 3), person(EAST, 3), person(KEY, 3)
CALLS = "E-mail;Date;Type;Sens;Résultat;Commentaire\n"
SOLD = "E-mail;Date;N° facture;Désignation;Montant\n"
YESTERDAY = f"{clock.now() - timedelta(days=1):%d/%m/%Y}"


def allow_imports() -> None:
    with superuser(database_name()) as connection_:
        connection_.execute(
            "UPDATE licite.access_profile SET permissions = permissions || '{intake:import:run}' WHERE key = 'rep'"
        )


def dates(one) -> tuple:
    ((found),) = asked(
        "SELECT active_at, person_act_at, notice_due FROM people_contact WHERE id = %s", one.id
    )
    return found


def differences(before: dict) -> dict:
    return {table: rows for table, rows in dumps.people().items() if rows != before[table]}


def test_exchanges_enter_in_nobodys_name_sealed_and_with_their_own_dates(worker):
    report = bring_acts(
        CALLS + f"{ALMA.email.upper()};12/03/2024 14:30;Appel;Sortant;Intéressé;Veut le tarif\n",
        Kind.INTERACTIONS,
    )
    assert tally(report) == {"created": 1}
    with acting_for(MAX.id, PURPOSE):
        made = Interaction.objects.get(member=None)
        assert (made.contact, made.kind, made.direction, made.outcome, made.evidence) == (
            ALMA.id, "call", "ours", "interested", "",
        )  # fmt: skip
        assert sealing.open_values("note", ALMA.public, made.note) == ["Veut le tarif"]
        event = Event.objects.get()
        said, _digest = act_of(ALMA.public, event.key)
    assert "tarif" not in said
    # A call of ours is an attempt, whoever logged it.
    assert asked("SELECT at FROM lawful_attempt WHERE contact = %s", ALMA.id)[-1] == (made.at,)


def test_only_a_proven_act_of_the_person_restarts_the_clock_from_its_own_day(worker):
    before = dates(ALMA)
    rows = (
        CALLS
        + f"{ALMA.email};{YESTERDAY};Appel;Entrant;Joint;\n{ALMA.email};{YESTERDAY};Appel;Sortant;Joint;\n"
    )
    bring_acts(rows, Kind.INTERACTIONS)
    assert dates(ALMA)[1] == before[1]
    bring_acts(rows.replace("Joint", "Intéressé"), Kind.INTERACTIONS, proven=True)
    assert f"{dates(ALMA)[1]:%d/%m/%Y}" in (YESTERDAY, f"{clock.now() - timedelta(days=2):%d/%m/%Y}")


def test_nothing_that_a_row_says_rests_in_clear(worker):
    bring_acts(SOLD + f"{ALMA.email};01/02/2025;FACT-ZK;Gantszk;10\n", tool="Outilzk")
    bring_acts(CALLS + f"{ALMA.email};12/03/2024;Appel;;Joint;Notezk\n", Kind.INTERACTIONS, tool="Outilzk")
    tables = (
        "sales_purchase",
        "sales_spent",
        "intake_event",
        "people_interaction",
        "intake_batch",
        "intake_part",
    )
    with superuser(database_name()) as connection_:
        for table in tables:
            ((rows,),) = connection_.execute(
                f"SELECT string_agg(t::text, '') FROM licite.{table} t"
            ).fetchall()
            for word in ("FACT-ZK", "Gantszk", "Outilzk", "Notezk"):
                assert word.lower() not in rows.lower()
                assert word.encode().hex() not in rows


def test_found_by_number_then_by_e_mail_then_by_phone(worker):
    run(staged("N° client;Nom;E-mail\nA-1;Neuve;n@neuve.example\nA-2;Neuf;m@neuf.example\n", tool="Chinook"))
    report = bring_acts(
        "N° client;E-mail;Tél;Date;Montant\n"
        f"a-1;{ALMA.email};;01/02/2025;10\n"
        f"A-9;{ALMA.email};;02/02/2025;10\n"
        f";;{ALMA.phone};03/02/2025;10\n"
        f";personne@x.example;+33199009999;04/02/2025;10\n"
    )
    assert tally(report) == {"created": 3, "nobody": 1}
    assert codes(report) == ["email.other_person", "reference.unknown", "person.nobody"]
    assert [line.records for line in report.lines][1:3] == [(ALMA.id,), (ALMA.id,)]
    assert report.lines[3].reasons[0].shown == "p•••@•••.example"


def test_a_number_of_several_is_narrowed_by_e_mail_else_nothing_enters(worker):
    run(staged("N° client;Nom;E-mail\nS-1;Neuve;n@soc.example\nS-1;Neuf;m@soc.example\n", tool="Chinook"))
    report = bring_acts(
        "N° client;E-mail;Date;Montant\nS-1;m@soc.example;01/02/2025;10\nS-1;;02/02/2025;10\n"
    )
    assert tally(report) == {"created": 1, "waiting": 1}
    assert codes(report) == ["person.several"]
    assert len(report.lines[1].records) == 2


def test_the_same_row_twice_adds_nothing_and_one_that_says_else_is_named(worker):
    line = f"{ALMA.email};01/02/2025;F-1;Gants;10,00\n"
    report = bring_acts(SOLD + line + line + line.replace("10,00", "12,00") + line.replace("Gants", "Bottes"))
    assert tally(report) == {"created": 2, "skipped": 2}
    assert codes(report) == ["known.line", "known.line", "act.differs"]
    again = bring_acts(SOLD + line + line.replace("F-1", "f-1").replace("10,00", "12,00"))
    assert codes(again) == ["known.act", "known.act", "act.differs"]
    without = SOLD + f"{ALMA.email};05/02/2025;;Gants;10,00\n"
    assert tally(bring_acts(without)) == {"created": 1}
    assert tally(bring_acts(without)) == {"skipped": 1}
    assert tally(bring_acts(without.replace(ALMA.email, THIRD.email))) == {"created": 1}


def test_a_rep_brings_acts_to_ones_own_records_and_learns_of_no_other(worker):
    allow_imports()
    rows = SOLD + "".join(f"{one.email};01/02/2025;F-{one.id};G;10\n" for one in (ALMA, THEIRS))
    missing = SOLD + f"{ALMA.email};01/02/2025;F-{ALMA.id};G;10\npersonne@x.example;01/02/2025;F-9;G;10\n"
    mine = bring_acts(rows, member=RITA)
    assert tally(mine) == {"created": 1, "nobody": 1}
    take = staged_acts(missing, member=RITA)
    assert [one.code for one in run(take, RITA).lines[1].reasons] == [
        one.code for one in mine.lines[1].reasons
    ]
    # Ben has the same invoice of his own, and nothing tells him that Rita has one.
    assert tally(bring_acts(rows, member=BEN)) == {"created": 1, "nobody": 1}


def test_a_restricted_record_takes_nothing_and_a_profile_that_may_not_write_brings_nothing(worker):
    asked_ = "UPDATE licite.people_contact SET restricted = true WHERE id = %s"
    with superuser(database_name()) as connection_:
        connection_.execute(asked_, [ALMA.id])
    report = bring_acts(SOLD + f"{ALMA.email};01/02/2025;F-1;G;10\n")
    assert codes(report) == ["row.restricted"]
    with superuser(database_name()) as connection_:
        connection_.execute(
            "UPDATE licite.access_profile SET permissions = array_remove(permissions, 'sales:deal:write') WHERE key = 'manager'"
        )
    with pytest.raises(Refused):
        staged_acts(SOLD + f"{ALMA.email};01/02/2025;F-1;G;10\n")


def test_amounts_closed_to_whoever_brings_them_do_not_enter_unseen(worker):
    with superuser(database_name()) as connection_:
        connection_.execute(
            "UPDATE licite.access_profile SET levels = levels || '{\"amount\": \"hidden\"}' WHERE key = 'manager'"
        )
    report = bring_acts(SOLD + f"{ALMA.email};01/02/2025;F-1;G;10\n{ALMA.email};01/02/2025;F-2;G;\n")
    assert tally(report) == {"created": 1, "refused": 1}
    assert codes(report) == ["amount.closed"]


def test_whoever_was_reached_before_being_informed_is_to_be_informed_and_the_undoing_gives_the_time_back(
    worker,
):
    run(staged("Nom;E-mail\nNeuve;n@neuve.example\n", source="purchased_list", seller="Données SA"))
    before = dumps.people()
    batch = staged_acts(CALLS + "n@neuve.example;12/03/2024;Appel;;Joint;\n", Kind.INTERACTIONS)
    assert codes(run(batch)) == ["notice.due"]
    assert ("2024-03-12",) in asked(
        "SELECT notice_due::text FROM people_contact WHERE notice_due IS NOT NULL"
    )
    take_back(batch)
    assert differences(before) == {}


def test_flags_attempts_and_dates_go_with_the_acts(worker):
    before = dumps.people()
    text = CALLS + "".join(
        f"{ALMA.email};{day}/03/2024;Appel;{side};Joint;Son cancer\n"
        for day in (10, 11, 12)
        for side in ("Sortant", "Entrant")
    )
    batch = staged_acts(text, Kind.INTERACTIONS, proven=True)
    run(batch)
    assert asked("SELECT count(*) FROM lawful_flag") == [(6,)]
    take_back(batch)
    assert differences(before) == {}


@pytest.mark.parametrize("first", [0, 1])
def test_two_imports_of_one_person_are_taken_back_in_any_order(worker, first):
    before = dumps.people()
    batches = [
        staged_acts(SOLD + f"{ALMA.email};{day};F-{day};G;10\n")
        for day in (YESTERDAY, f"{clock.now():%d/%m/%Y}")
    ]
    for batch in batches:
        assert tally(run(batch)) == {"created": 1}
    take_back(batches[first])
    take_back(batches[1 - first])
    assert differences(before) == {}


def test_what_people_did_since_keeps_its_dates_and_what_one_may_not_write_any_more_stays(worker):
    batch = staged_acts(SOLD + f"{ALMA.email};{YESTERDAY};F-1;G;10\n{THEIRS.email};{YESTERDAY};F-2;G;10\n")
    run(batch)
    with acting_for(MAX.id, PURPOSE) as actor:
        add_interaction(
            actor, contact=contact_for(actor, ALMA.public), kind=InteractionKind.MEETING, direction=Direction.OURS,
            outcome=Outcome.REACHED, note="",
        )  # fmt: skip
    since = dates(ALMA)
    with superuser(database_name()) as connection_:
        connection_.execute("UPDATE licite.people_contact SET restricted = true WHERE id = %s", [THEIRS.id])
    take_back(batch)
    assert dates(ALMA)[0] == since[0]
    assert dates(ALMA)[1] is None or dates(ALMA)[1] < since[1]
    assert asked("SELECT contact FROM sales_purchase") == [(THEIRS.id,)]
    ((state, counts),) = asked("SELECT state, counts FROM intake_batch")
    assert (state, counts["gone"], counts["kept"]) == ("undone", 1, 1)
    assert [note.code for line in told(batch).lines for note in line.reasons] == ["undo.restricted"]
    # What stays is known again.
    with superuser(database_name()) as connection_:
        connection_.execute("UPDATE licite.people_contact SET restricted = false")
    assert codes(bring_acts(SOLD + f"{THEIRS.email};{YESTERDAY};F-2;G;10\n")) == ["known.act"]


def test_nobody_writes_or_takes_back_an_act_outside_an_import_of_ones_own(worker):
    batch = staged_acts(SOLD + f"{ALMA.email};01/02/2025;F-1;G;10\n")
    row = [[ALMA.id], [clock.now()], ["order"], ["theirs"], ["done"], ["order"], [None], [1], [b"x"]]
    bring = (
        "SELECT gate.bring_events(%s, %s::bigint[], %s::timestamptz[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bytea[], "
        "%s::bigint[], %s::bytea[])"
    )
    # Not running yet; then another's.
    for member in (MAX, MAX):
        with pytest.raises(DatabaseError, match="no such import"), acting_for(member.id, PURPOSE):
            execute(bring, [batch.public, *row])
        run(batch)
    with superuser(database_name()) as connection_:
        connection_.execute("UPDATE licite.intake_batch SET member = 3, state = 'undoing'")
    with pytest.raises(DatabaseError, match="no such import"), acting_for(MAX.id, PURPOSE):
        execute("SELECT gate.undo_events(%s, 10)", [batch.public])


def execute(statement: str, values: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT gate.undo_events(gen_random_uuid(), 1)",
        "SELECT gate.keep_purchases('{1}', '{2025-01-01}', '{x}', '{1}')",
        "INSERT INTO sales_spent (purchase, contact, cell, cents) VALUES (1, 1, 11, 1)",
        "INSERT INTO intake_event (contact, cell, interaction, token, key) VALUES (1, 11, 1, 1, 'x')",
        "UPDATE intake_event SET batch_id = NULL",
        "DELETE FROM sales_purchase",
    ],
)
def test_a_page_writes_no_purchase_and_no_act_of_an_import(fresh, statement):
    with (
        pytest.raises(DatabaseError, match=r"permission denied|row-level"),
        inside(MAX),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_acts_follow_their_record_through_a_move(worker):
    bring_acts(SOLD + f"{ALMA.email};01/02/2025;F-1;Gants;10\n")
    with acting_for(MAX.id, PURPOSE) as actor:
        move(actor, contact=contact_for(actor, ALMA.public), act=StageAct.LOSE)
    assert asked("SELECT p.cell, s.cell, e.cell FROM sales_purchase p, sales_spent s, intake_event e") == [
        (14, 14, 14)
    ]
    assert codes(bring_acts(SOLD + f"{ALMA.email};01/02/2025;F-1;Gants;10\n")) == ["known.act"]
