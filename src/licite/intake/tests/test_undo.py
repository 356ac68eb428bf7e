"""An import undone leaves the base as it was, but for what people did since."""

from functools import partial

import pytest
from django.db import connection

from licite.access.gate import acting_for
from licite.intake.models import Arrival, Batch, Founding, State
from licite.intake.tests.conftest import PURPOSE, run, staged, take_back, told
from licite.intake.tests.test_import import HEADER, JEAN, contact
from licite.intake.undoing import order_undoing, undo
from licite.kit import clock
from licite.people import sealing
from licite.people.actions import Changes, add_interaction, edit_contact, move
from licite.people.choices import Direction, InteractionKind, Outcome, StageAct
from licite.people.models import Company, Contact, Token
from licite.people.queries import contact_for
from tests.plugin import database_name, superuser
from tests.world import MAX

PLAIN = ("id", "cell", "company_id", "bucket", "capacity", "capacity_why", "mailbox", "country", "department", "objections",
         "active_at", "person_act_at", "notice_due", "next_task_at")  # fmt: skip
NINA = HEADER + "Nina;Alpha;;nina@x.example;;;\n"


def base() -> object:
    """All that the base says of people, sealed values opened."""
    with acting_for(MAX.id, PURPOSE):
        people = []
        for raw in Contact.objects.order_by("id").values(
            *PLAIN, "public", "listing", "email", "phone", "address"
        ):
            (listing,) = sealing.open_listings([(raw["public"], raw.pop("listing"))])
            opened = [
                sealing.open_values(name, raw["public"], raw.pop(name))
                for name in ("email", "phone", "address")
            ]
            people.append((raw, listing, opened))
        tokens = sorted(Token.objects.values_list("contact", "token", "exact", "cell"))
        return people, tokens, sorted(Company.objects.values_list("id", "name"))


def rows(count: int) -> str:
    return "".join(
        f"Ana{n};Neuve;Société {n % 3};ana{n}@x.example;0612{n:06};75001;\n" for n in range(count)
    ) + "Nina;Alpha;Fonderies du Léman;nina@x.example;01 99 00 55 66;74000;\n"  # fmt: skip


def counts(batch: Batch, *, left: int = 0) -> dict[str, int]:
    with acting_for(MAX.id, PURPOSE):
        record = Batch.objects.get(public=batch.public)
        assert Arrival.objects.filter(batch=record).count() == record.counts["left"] == left
        assert left or not Founding.objects.filter(batch=record).exists()
        assert (record.state, record.staged) == (State.UNDONE, None)
        return record.counts


def test_an_import_undone_leaves_the_base_as_it_was(worker):
    run(staged(NINA))
    before = base()
    batch = staged(HEADER + rows(7) + "Luc;Roy;Luc Roy Plomberie;luc@roy.example;;;\n")
    run(batch)
    assert base() != before
    take_back(batch)
    assert base() == before
    assert {name: counts(batch)[name] for name in ("gone", "restored", "kept", "companies")} == {
        "gone": 8, "restored": 1, "kept": 0, "companies": 4,
    }  # fmt: skip


def test_what_people_did_since_stays_and_is_listed(worker):
    run(staged(NINA))
    nina = contact("Nina", "Alpha")
    batch = staged(HEADER + rows(4))
    run(batch)
    ana = {n: contact(f"Ana{n}", "Neuve") for n in range(4)}
    with acting_for(MAX.id, PURPOSE) as actor:
        edit_contact(actor, contact=contact_for(actor, ana[0]["public"]), changes=Changes(title="Acheteuse"))
        add_interaction(
            actor, contact=contact_for(actor, ana[1]["public"]), kind=InteractionKind.MEETING, direction=Direction.OURS,
            outcome=Outcome.REACHED, at=clock.now(), note="",
        )  # fmt: skip
        add_interaction(
            actor, contact=contact_for(actor, ana[2]["public"]), kind=InteractionKind.MEETING, direction=Direction.OURS,
            outcome=Outcome.REACHED, at=clock.now(), note="",
        )  # fmt: skip
        move(actor, contact=contact_for(actor, ana[2]["public"]), act=StageAct.ADVANCE)
        edit_contact(
            actor, contact=contact_for(actor, nina["public"]), changes=Changes(phones=("+33199009999",))
        )
    take_back(batch)
    found = counts(batch, left=3)
    assert (found["gone"], found["restored"], found["kept"]) == (1, 1, 4)
    reasons = {
        line.records[0]: [one.code for one in line.reasons]
        for line in told(batch).lines
        if line.outcome == "kept"
    }
    assert reasons == {
        ana[0]["id"]: ["undo.edited"],
        ana[1]["id"]: ["undo.exchange"],
        ana[2]["id"]: ["undo.moved", "undo.exchange"],
        nina["id"]: ["undo.edited"],
    }
    with pytest.raises(LookupError):
        contact("Ana3", "Neuve")
    kept = contact("Nina", "Alpha")
    assert sealing.open_values("phone", kept["public"], kept["phone"]) == ["+33199009999"]
    assert kept["company__name"] is None


def test_a_refusal_that_a_file_brought_stays_heard(worker):
    batch = staged(HEADER + JEAN.replace(";\n", ";oui\n"))
    run(batch)
    take_back(batch)
    assert counts(batch)["gone"] == 1
    with superuser(database_name()) as connection_:
        assert connection_.execute("SELECT count(*) > 0 FROM licite.lawful_suppression").fetchone() == (True,)
    again = run(staged(HEADER + JEAN))
    assert [line.reasons[0].code for line in again.lines] == ["suppressed"]


def test_an_undoing_killed_halfway_goes_on(worker, monkeypatch):
    monkeypatch.setattr("licite.intake.undoing.AT_ONCE", 2)
    run(staged(NINA))
    before = base()
    batch = staged(HEADER + rows(7))
    run(batch)

    class Killed(Exception):
        pass

    def killing(done: int, total: int) -> None:
        if done >= 4:
            raise Killed

    with acting_for(MAX.id, PURPOSE) as actor:
        assert order_undoing(actor, Batch.objects.get(public=batch.public))
        assert not order_undoing(actor, Batch.objects.get(public=batch.public))
    with pytest.raises(Killed):
        undo(partial(acting_for, MAX.id, PURPOSE), batch.public, progress=killing)
    undo(partial(acting_for, MAX.id, PURPOSE), batch.public)
    assert base() == before
    assert counts(batch)["gone"] == 7


def test_nobody_takes_back_what_another_brought(worker):
    batch = staged(HEADER + rows(2))
    run(batch)
    with acting_for(MAX.id, PURPOSE):
        arrivals = list(Arrival.objects.values_list("id", "contact"))
    with superuser(database_name()) as connection_:
        connection_.execute("UPDATE licite.intake_batch SET member = 99")
    with acting_for(MAX.id, PURPOSE), connection.cursor() as cursor:
        ids, contacts = zip(*arrivals, strict=True)
        cursor.execute("SELECT gate.undo_arrivals(%s::bigint[], %s::bigint[])", [list(ids), list(contacts)])
        assert cursor.fetchone() == ([],)
    assert contact("Ana0", "Neuve")


def test_an_arrival_laid_by_hand_takes_nobody_out(worker):
    mine, other = staged(HEADER + rows(2)), staged(HEADER + "Zoé;Autre;;zoe@x.example;;;\n")
    run(other)
    run(mine)
    zoe = contact("Zoé", "Autre")["id"]
    lay = (
        "INSERT INTO intake_arrival (batch_id, contact, cell, made, kept) SELECT b.id, %s, b.cell, true, 'x' FROM intake_batch b "
        "WHERE b.public = %s RETURNING id"
    )
    by_another = "UPDATE licite.people_contact SET created_by = 2 WHERE id = %s"
    before_the_batch = "UPDATE licite.people_contact SET created_by = 5, created_at = created_at - interval '1 day' WHERE id = %s"
    for batch, changed in ((mine, by_another), (other, by_another), (other, before_the_batch)):
        with superuser(database_name()) as connection_:
            connection_.execute(changed, [zoe])
        with acting_for(MAX.id, PURPOSE), connection.cursor() as cursor:
            cursor.execute(lay, [zoe, batch.public])
            ((arrival,),) = cursor.fetchall()
            cursor.execute("SELECT gate.undo_arrivals(ARRAY[%s], ARRAY[%s]::bigint[])", [arrival, zoe])
            assert cursor.fetchone() == ([],)
    assert contact("Zoé", "Autre")


def test_newcomers_go_where_the_rules_put_them_and_are_taken_back_from_there(worker):
    with superuser(database_name()) as connection_:
        connection_.execute(
            "INSERT INTO licite.access_placement (position, portfolio_id, country, places, sectors) VALUES (1, 2, 'FR', '{67}', '{}')"
        )
        before = connection_.execute("SELECT count(*) FROM licite.people_contact").fetchone()
    batch = staged(
        "Nom;Prénom;E-mail;Code postal\nIci;Ana;ana@x.example;44000\nLà;Bea;bea@x.example;67000\n",
        placed=True,
    )
    assert run(batch).counts["created"] == 2
    with acting_for(MAX.id, PURPOSE):
        assert sorted(Contact.objects.order_by("-id").values_list("cell", flat=True)[:2]) == [11, 21]
    take_back(batch)
    assert counts(batch)["gone"] == 2
    with superuser(database_name()) as connection_:
        assert connection_.execute("SELECT count(*) FROM licite.people_contact").fetchone() == before


@pytest.mark.parametrize(
    "done",
    [
        "INSERT INTO people_site (public, company, cell, label, number, line, postal_code, town, country, department, created_at) "
        "SELECT gen_random_uuid(), id, cell, '', '', '', '', 'Brest', 'FR', '29', now() FROM people_company WHERE id = %(one)s",
        "UPDATE people_company SET parent = %(one)s WHERE id = 1",
        "INSERT INTO people_role (public, contact, cell, company, member, created_at) "
        "SELECT gen_random_uuid(), c.id, c.cell, %(one)s, 5, now() FROM people_contact c WHERE c.id = 1",
        "INSERT INTO sales_deal (public, contact, cell, company_id, step, expected_on, probability, reason, owner, created_at) "
        "SELECT gen_random_uuid(), c.id, c.cell, %(one)s, 'needs', current_date, 20, '', 5, now() FROM people_contact c WHERE c.id = 1",
        "UPDATE people_company SET sector = 'C' WHERE id = %(one)s",
    ],
    ids=["site", "subsidiary", "role", "deal", "edited"],
)
def test_a_company_that_something_came_of_stays(worker, done):
    batch = staged(HEADER + "Ana;Neuve;Société Neuve;ana@x.example;;;\n")
    run(batch)
    with superuser(database_name()) as connection_:
        connection_.execute("SET search_path = licite")
        (one,) = connection_.execute("SELECT company FROM intake_founding").fetchone()
        connection_.execute(done, {"one": one})
    take_back(batch)
    assert counts(batch)["companies"] == 0
    with acting_for(MAX.id, PURPOSE):
        assert Company.objects.filter(pk=one).exists()


def test_every_table_that_refers_to_a_company_keeps_it():
    with superuser(database_name()) as connection_:
        connection_.execute("SET search_path = licite")
        referring = connection_.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'people_company'::regclass"
        ).fetchall()
        (source,) = connection_.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = 'company_in_use'"
        ).fetchone()
    # The words of its own name, which the database keeps, say nothing more of it.
    tables = {name for (name,) in referring} - {"intake_founding", "people_companyword"}
    assert {"people_site", "sales_deal"} <= tables
    assert [name for name in tables if f"licite.{name} " not in source] == []


@pytest.mark.parametrize("kept", ["its own", "another's", "no envelope"])
def test_an_arrival_laid_by_hand_takes_no_later_record_with_it(worker, kept):
    ours = "".join(f"Ana{n};Neuve;;ana{n}@x.example;;75001;\n" for n in range(2))
    earlier, later = staged(NINA), staged(HEADER + ours)
    run(earlier)
    run(later)
    with acting_for(MAX.id, PURPOSE):
        mine = list(Arrival.objects.filter(batch=later, made=True).order_by("id"))
        laid = {"its own": mine[0].kept, "another's": mine[1].kept, "no envelope": b"none"}[kept]
        Arrival.objects.create(batch=earlier, contact=mine[0].contact, cell=mine[0].cell, kept=laid)
    take_back(earlier)
    assert counts(earlier)["gone"] == 1
    with acting_for(MAX.id, PURPOSE):
        assert Contact.objects.filter(id__in=[one.contact for one in mine]).count() == len(mine)
    take_back(later)
    assert counts(later)["gone"] == len(mine)
