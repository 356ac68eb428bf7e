"""A trace that travels while its page is drawn: nothing is sent before it is on the disk, and nothing is asked meanwhile."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.template import engines
from django.template.response import TemplateResponse

from licite.access import gate, tickets
from licite.desk import record
from licite.journal.underway import AskedTooLate
from licite.kit import pipelines
from licite.people.models import Contact
from tests.conftest import browser_of, session_of
from tests.plugin import database_name, superuser
from tests.world import RITA, WEST, person

ONE = person(WEST, 1)
PAGE = f"/contacts/{ONE.public}/"
READS = "SELECT count(*) FROM journal.entry WHERE act = 'people:contact:read'"


def reads() -> int:
    with superuser(database_name()) as base:
        return base.execute(READS).fetchone()[0]


def seen_by_rita() -> gate.Underway:
    """Inside a transaction of hers: one record read, its trace sent off."""
    actor = gate.enter(tickets.secret_of(session_of(RITA)))
    actor.trace.saw("people:contact:read", [ONE.id], ["name"])
    sent = gate.send_trace(actor, origin="-")
    assert sent
    return sent


def drawn_with(monkeypatch: pytest.MonkeyPatch, template: str, **context: object) -> None:
    """The contact page draws this in the place of its template."""

    def response(request, _name, own):
        return TemplateResponse(request, engines["django"].from_string(template), own | context)

    monkeypatch.setattr(record, "TemplateResponse", response)


def test_a_page_is_drawn_while_its_trace_is_written(fresh):
    before = reads()
    assert browser_of(RITA).get(PAGE).status_code == 200
    assert reads() == before + 1


def test_meanwhile_the_connection_is_shut(fresh):
    with transaction.atomic():
        sent = seen_by_rita()
        with pytest.raises(AskedTooLate):
            Contact.objects.count()
        sent.arrive()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_nothing_may_be_read_once_the_trace_has_left(fresh):
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(RITA)))
        actor.trace.saw("people:contact:read", [ONE.id], ["name"])
        sent = gate.send_trace(actor, origin="-")
        with pytest.raises(RuntimeError, match="its trace had left"):
            actor.trace.saw("people:contact:read", [ONE.id], ["email"])
        sent.arrive()


def test_a_template_that_asks_the_database_breaks_its_page_and_shows_nobody(fresh, monkeypatch):
    drawn_with(monkeypatch, "{{ contact.name }} {{ late.count }}", late=Contact.objects)
    answer = browser_of(RITA).get(PAGE)
    assert answer.status_code == 500
    assert ONE.last not in answer.content.decode()


def test_a_page_that_breaks_while_it_is_drawn_keeps_its_trace_and_the_next_one_is_served(fresh, monkeypatch):
    before = reads()
    with monkeypatch.context() as broken:
        drawn_with(broken, "{{ broken }}", broken=lambda: 1 / 0)
        assert browser_of(RITA).get(PAGE).status_code == 500
    assert browser_of(RITA).get(PAGE).status_code == 200
    assert reads() == before + 2


def test_a_transaction_that_had_failed_does_not_pass_for_committed(fresh):
    before = reads()
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(RITA)))
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        actor.trace.saw("people:contact:read", [ONE.id], ["name"])
        sent = gate.send_trace(actor, origin="-")
        with pytest.raises(DatabaseError):
            sent.arrive()
        transaction.set_rollback(True)
    assert reads() == before


def test_inside_another_transaction_a_trace_waits_for_its_end(fresh):
    with transaction.atomic():
        actor = gate.enter(tickets.secret_of(session_of(RITA)))
        with transaction.atomic():
            actor.trace.saw("people:contact:read", [ONE.id], ["name"])
            assert gate.send_trace(actor, origin="-") is None
        assert actor.trace.rows()


def hang_up() -> None:
    """The server ends the connection that serves pages, as a restart does."""
    connection.ensure_connection()
    with superuser() as base:
        base.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


def test_a_server_that_hangs_up_while_a_page_is_drawn_gets_no_page(fresh, monkeypatch):
    before = reads()
    monkeypatch.setattr(gate, "Underway", DiesFirst)
    answer = browser_of(RITA).get(PAGE)
    assert answer.status_code == 503
    assert ONE.last not in answer.content.decode()
    assert reads() == before


class DiesFirst(gate.Underway):
    """Sent to a server that has hung up by then."""

    def __init__(self, *row, **origin):
        hang_up()
        super().__init__(*row, **origin)


def test_a_connection_that_died_since_the_page_before_costs_nobody_a_page(fresh):
    assert browser_of(RITA).get(PAGE).status_code == 200
    hang_up()
    assert browser_of(RITA).get(PAGE).status_code == 200


def test_a_statement_larger_than_what_a_socket_takes_at_once_arrives_whole(fresh):
    connection.ensure_connection()
    pipelines.send(connection.connection, (b"SELECT length($1::text)", ["x" * 8_000_000]), (b"SELECT 1", ()))
    first, second = pipelines.answers(connection.connection, 2)
    assert (first.get_value(0, 0), second.get_value(0, 0)) == (b"8000000", b"1")
