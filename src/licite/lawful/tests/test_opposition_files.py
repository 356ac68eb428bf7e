"""A file from outside: every line accounted for, fingerprints and nothing else kept, records closed everywhere."""

import argparse
import json
from functools import partial

import pytest
from django.db import DatabaseError, connection
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from licite import vault
from licite.access.gate import acting_for
from licite.kit.files import TableRefused
from licite.lawful.actions.suppression import stage
from licite.lawful.channels import Channel
from licite.lawful.jobs.suppression import take_opposition_file
from licite.lawful.models import OppositionFile
from licite.lawful.suppression import command, taking
from licite.lawful.suppression.checking import listed
from licite.lawful.suppression.reading import Identifier, Line, read
from licite.lawful.suppression.taking import Stopped, Tally, parts, take
from licite.people.tests.ways import ALMA, as_superuser, text
from tests.conftest import browser_of, inside
from tests.workers import as_worker
from tests.world import BEN, DORA, EAST, EVA, LEO, MAX, RITA, Cast, person

EASTERN = person(EAST, 2)
SCOPE = "lawful.suppression"
FILE = (
    "Nom;E-mail;Téléphone\n"
    f"Ouessant;{ALMA.email.upper()};\n"
    "Inconnue;inconnue@ailleurs.example;06 12 34 56 78\n"
    f";;{EASTERN.phone}\n"
    "Sans rien;;\n"
    "Fautive;pas une adresse@;\n"
    f"Deux fois;{ALMA.email};\n"
)


def found(content: str | bytes) -> list[Line]:
    count, lines = read(content.encode() if isinstance(content, str) else content, country="FR")
    every = list(lines)
    assert count == len(every), "a line went unaccounted for"
    return every


def values(content: str | bytes) -> list[str]:
    return [one.value for line in found(content) for one in line.found]


def test_a_table_is_read_by_its_headings():
    lines = found(FILE)
    assert lines[0].heading
    assert [line.fault for line in lines[1:]] == ["", "", "", "nothing_found", "email_invalid", ""]
    assert values(FILE)[:3] == [ALMA.email, "inconnue@ailleurs.example", "+33612345678"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a@b.example\nc@d.example\n", ["a@b.example", "c@d.example"]),
        ("\ufeffA@B.example\r\n\r\n06 12 34 56 78\r\n", ["a@b.example", "+33612345678"]),
        ("a@b.example;c@d.example", ["a@b.example", "c@d.example"]),
        ('"a@b.example\nc@d.example\n', ["a@b.example", "c@d.example"]),
        ("Jean Ménard <a@b.example>\n", ["a@b.example"]),
        ("mailto:a@b.example\n", ["a@b.example"]),
        ("0612345678\n0612345678\n", ["+33612345678", "+33612345678"]),
        ("a@b.example\n".encode("utf-16"), ["a@b.example"]),
        ("=cmd|'/c calc'!A0;a@b.example\n", ["a@b.example"]),
    ],
)
def test_one_address_a_line_however_it_was_written(content, expected):
    assert values(content) == expected


@pytest.mark.parametrize(
    "line",
    [
        "73282932000074",
        "75001",
        "12/03/2024",
        "CLIENT-000123456",
        "1 000 000",
        "FR76 3000 6000 0112 3456 7890 189",
        "0000000000",
    ],
)
def test_what_is_no_phone_silences_no_stranger(line):
    assert values(f"a@b.example;x\nJean;{line}\n") == ["a@b.example"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"PK\x03\x04x", b"%PDF-1.4", b"a\x00b@c.example"])
def test_what_is_no_list_is_refused_whole(content):
    with pytest.raises(TableRefused):
        read(content, country="FR")


def test_hostile_lines_are_faults_and_nothing_more():
    rows = [
        "\u202ea@b.example",
        "a@b.example" * 40,
        "@",
        "'; DROP TABLE x; --@",
        "+" * 500,
        "\ud7ff@x",
        "a@b",
    ]
    lines = found("email\n" + "\n".join(rows) + "\n")
    assert len(lines) == len(rows) + 1
    assert all(line.fault or line.found for line in lines[1:])


def test_parts_hold_no_more_than_the_database_takes():
    line = Line(1, tuple(Identifier("phone", f"+331000000{n:02}") for n in range(60)))
    sizes = [sum(len(one.found) for one in part) for part in parts(iter([line] * 100))]
    assert max(sizes) <= taking.MOST
    assert sum(sizes) == 6000


@pytest.fixture
def taken(unsaid) -> Tally:
    return bring(FILE)


def staged(content: str, member: Cast = DORA, channel: Channel = Channel.ALL) -> OppositionFile:
    with acting_for(member.id, SCOPE) as actor:
        return stage(actor, content=content.encode(), channel=channel, country="FR")


def bring(content: str, member: Cast = DORA, channel: Channel = Channel.ALL) -> Tally:
    with as_worker():
        return take(partial(acting_for, member.id, SCOPE), staged(content, member, channel).public)


def test_every_line_is_accounted_for(taken):
    assert taken.as_json == {
        "lines": 7, "done": 7, "identifiers": 5, "new": 4, "known": 1, "records": 2, "faulty": 2, "headings": 1
    }  # fmt: skip


def test_the_records_are_closed_in_every_portfolio(taken):
    assert as_superuser("SELECT id, objections FROM people_contact WHERE objections <> 0 ORDER BY id") == [
        (ALMA.id, 127),
        (EASTERN.id, 127),
    ]
    assert as_superuser("SELECT DISTINCT told_by, member FROM lawful_objection") == [("import", None)]


def test_fingerprints_remain_and_the_file_does_not(taken):
    kept = as_superuser("SELECT fingerprint, channel, source FROM lawful_suppression")
    assert len(kept) == 4
    assert {row[1:] for row in kept} == {("all", "file")}
    ((staged_file, state, counts, faults),) = as_superuser(
        "SELECT staged, state, counts, faults FROM lawful_oppositionfile"
    )
    assert (staged_file, state) == (None, "done")
    assert faults == [[5, "nothing_found"], [6, "email_invalid"]]
    assert not {"ouessant", "inconnue", "fautive"} & set(json.dumps([counts, faults]).lower().split('"'))


def test_said_again_nothing_changes(taken):
    again = bring(FILE)
    assert (again.new, again.known) == (0, 5)
    assert as_superuser("SELECT count(*) FROM lawful_suppression") == [(4,)]


def test_the_file_waits_sealed(unsaid):
    with as_worker():
        staged(FILE)
    ((envelope,),) = as_superuser("SELECT staged FROM lawful_oppositionfile")
    assert b"ouessant" not in bytes(envelope).lower()


def test_a_run_cut_short_goes_on_where_it_was(unsaid, monkeypatch):
    monkeypatch.setattr(taking, "LINES", 2)
    with as_worker():
        row = staged(FILE)
        scope = partial(acting_for, DORA.id, SCOPE)

        def cut() -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            take(scope, row.public, progress=cut)
        assert as_superuser("SELECT counts -> 'done' FROM lawful_oppositionfile") == [(2,)]
        assert take(scope, row.public).done == 7
        assert take(scope, row.public).done == 7, "over is over"
    assert as_superuser("SELECT count(*) FROM lawful_suppression") == [(4,)]


@pytest.mark.parametrize("member", [RITA, MAX])
def test_whoever_does_not_keep_the_list_brings_nothing_in(unsaid, member):
    with as_worker(), acting_for(member.id, SCOPE) as actor, pytest.raises(Exception, match="permission"):
        stage(actor, content=FILE.encode(), channel=Channel.ALL, country="FR")


def test_a_job_whose_member_lost_the_right_empties_the_file(fresh):
    with as_worker():
        row = staged(FILE)
    as_superuser("UPDATE access_grant SET ends_at = now() WHERE member_id = %s", DORA.id)
    job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="x")
    context = JobContext(app=app, job=job, start_timestamp=0.0, abort_reason=lambda: None)
    with as_worker():
        take_opposition_file(context, str(row.public), DORA.id)
    assert as_superuser("SELECT state, staged FROM lawful_oppositionfile") == [("stopped", None)]
    assert as_superuser("SELECT count(*) FROM lawful_suppression") == [(0,)]


def test_the_page_takes_a_file_and_says_what_became_of_it(unsaid, tmp_path):
    (tmp_path / "liste.csv").write_text(FILE)
    browser = browser_of(DORA)
    with (tmp_path / "liste.csv").open("rb") as file:
        sent = browser.post("/suppression/files/", {"file": file, "channel": "all"})
    assert sent.status_code == 303
    assert "0 lignes lues sur 7" in text(browser.get(sent["Location"])).replace(
        "0 ligne lue", "0 lignes lues"
    )
    ((args,),) = as_superuser(
        "SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'lawful.take_opposition_file'"
    )
    assert args["member"] == DORA.id
    with as_worker():
        take(partial(acting_for, DORA.id, SCOPE), args["file"])
    shown = text(browser_of(DORA).get(sent["Location"]))
    assert "4 adresses nouvelles sur la liste" in shown
    assert "ni e-mail ni téléphone sur cette ligne" in shown


@pytest.fixture
def licite_suppress(unsaid, tmp_path, capsys):
    file = tmp_path / "liste.csv"
    file.write_text(FILE, encoding="utf-8")

    def call(*more: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        with as_worker():
            done = command.run(parser.parse_args([str(file), *more]))
        return done, *capsys.readouterr()

    return call


@pytest.mark.parametrize("who", [(), ("--as", DORA.email)])
def test_the_command_says_what_became_of_the_lines(licite_suppress, who):
    done, out, _ = licite_suppress(*who, "--json", "--channel", "email")
    assert (done, json.loads(out)["new"]) == (0, 4)
    assert as_superuser("SELECT DISTINCT channel, source FROM lawful_suppression") == [("email", "file")]


@pytest.mark.parametrize("who", [LEO, EVA, MAX, RITA, BEN])
def test_the_command_takes_nothing_from_whoever_may_not(licite_suppress, who):
    done, out, said = licite_suppress("--as", who.email)
    assert (done, out) == (1, "")
    assert said.startswith("licite: ")


def test_the_bulk_check_finds_who_is_listed_under_any_key(taken):
    asked = [
        Identifier("email", ALMA.email),
        Identifier("email", "autre@ailleurs.example"),
        Identifier("phone", "+33612345678"),
    ]
    with as_worker():
        hits = list(listed(asked))
    assert {(hit.identifier.value, hit.channel, hit.purpose) for hit in hits} == {
        (ALMA.email, "all", ""),
        ("+33612345678", "all", ""),
    }


def test_no_page_asks_the_list_in_bulk():
    prints = [vault.fingerprints.fingerprint("email", ALMA.email)]
    with inside(DORA), connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
        cursor.execute("SELECT gate.listed(%s::bytea[])", [prints])


def test_a_file_without_its_scope_is_stopped(unsaid):
    with as_worker():
        row = staged(FILE)
        with pytest.raises(Stopped, match="scope_ended"):
            take(partial(acting_for, MAX.id, SCOPE), row.public)
