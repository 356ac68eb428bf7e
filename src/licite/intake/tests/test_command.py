"""`licite import`: strictly as the member it names, and a report that machines can read."""

import argparse
import json
from pathlib import Path

import pytest

from licite.access.gate import acting_for
from licite.intake import command
from licite.intake.models import Batch
from licite.intake.tests.conftest import PURPOSE
from licite.kit.tests.books import book
from tests.plugin import database_name, superuser
from tests.world import EVA, LEO, MAX, RITA

HEAD = "Client;Courriel;Pro ou particulier;Land;Tél\n"
AGAIN = HEAD + "Jean Ménard;jean.menard@fonderie.example;pro;Belgique;+32 2 511 00 12\n"
ROWS = "Client;Courriel;Pro ou particulier;Land\nJean Ménard;jean.menard@fonderie.example;pro;Belgique\n;;;\n;x@y.example;;\n"


@pytest.fixture
def licite(worker, capsys):
    """`licite("undo", …)`: exit code, output, errors."""

    def call(*given: str):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        done = command.run(parser.parse_args(given))
        said = capsys.readouterr()
        return done, said.out, said.err

    return call


@pytest.fixture
def licite_import(licite, tmp_path):
    file = tmp_path / "clients.csv"
    file.write_text(ROWS, encoding="utf-8")

    def call(
        member,
        *more: str,
        portfolio: str = "Ouest",
        capacity: str = "column:Pro ou particulier",
        path: Path = file,
    ):
        words = [str(path), "--as", member.email, "--portfolio", portfolio, "--purpose", "prospection"]
        words += ["--basis", "legitimate_interest", "--source", "Salon de Lyon", "--capacity", capacity]
        return licite(*words, *more)

    return call


def test_the_report_as_json(licite_import):
    done, out, _ = licite_import(MAX, "--json", "--country", "column:Land")
    report = json.loads(out)
    assert done == 0
    counts = {key: report[key] for key in ("created", "updated", "skipped", "waiting", "refused")}
    assert counts == {"created": 1, "updated": 0, "skipped": 0, "waiting": 0, "refused": 1}
    assert [(row["line"], row["outcome"]) for row in report["rows"]] == [(2, "created"), (4, "refused")]
    assert report["rows"][1]["reasons"]
    assert [column["field"] for column in report["columns"]] == ["full_name", "email", "capacity", "country"]
    assert "jean.menard" not in out
    with superuser(database_name()) as connection:
        made = connection.execute(
            "SELECT capacity, country, source, cell FROM licite.people_contact ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert made == ("professional", "BE", "other", 11)


def test_the_report_in_words(licite_import):
    done, out, _ = licite_import(MAX)
    assert done == 0
    assert (
        "1 créée, 0 complétée, 0 déjà là ou écartée, 0 à trancher, 1 refusée\n0 opposition appliquée" in out
    )
    assert "4: refusée — " in out


def test_a_map_file_is_followed(licite_import, tmp_path):
    told = tmp_path / "map.toml"
    told.write_text('Courriel = "none"\nLand = "country"\n', encoding="utf-8")
    _, out, _ = licite_import(MAX, "--json", "--map", str(told))
    assert [column["reason"] for column in json.loads(out)["columns"]][1] == "not_wanted"


@pytest.mark.parametrize(
    ("member", "more", "options"),
    [
        (LEO, (), {}),
        (EVA, (), {}),
        (RITA, (), {}),
        (MAX, (), {"portfolio": "Sud"}),
        (MAX, (), {"capacity": "maybe"}),
        (MAX, (), {"capacity": "column:Rien"}),
        (MAX, ("--country", "Atlantide"), {}),
        (MAX, ("--source", "purchased_list"), {}),
        (MAX, ("--basis", "consent"), {}),
        (MAX, ("--map", "/nowhere.toml"), {}),
        (MAX, ("--encoding", "utf-16-le"), {}),
        (MAX, ("--sheet", "Clients"), {}),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_enters(licite_import, member, more, options):
    done, out, said = licite_import(member, *more, **options)
    assert (done, out) == (1, "")
    assert said.startswith("licite: ")
    with superuser(database_name()) as connection:
        assert connection.execute("SELECT count(*) FROM licite.intake_batch").fetchone() == (0,)


def outcome(out: str) -> dict[str, int]:
    return {name: n for name, n in json.loads(out).items() if name in ("created", "updated", "skipped") and n}


@pytest.mark.parametrize(
    ("rule", "expected"), [("merge", {"updated": 1}), ("skip", {"skipped": 1}), ("keep", {"created": 1})]
)
def test_who_is_here_already_is_completed_left_or_doubled_by_the_rule(
    licite_import, tmp_path, rule, expected
):
    licite_import(MAX)
    again = tmp_path / "again.csv"
    again.write_text(AGAIN, encoding="utf-8")
    _, out, _ = licite_import(MAX, "--json", "--rule", rule, path=again)
    assert outcome(out) == expected


def test_the_sheet_and_the_encoding_can_be_told(licite_import, tmp_path):
    rows = [line.split(";") for line in AGAIN.splitlines()]
    (tmp_path / "c.xlsx").write_bytes(book({"Lisez-moi": [["Un mot"], ["x"]], "Clients": rows}))
    done, out, _ = licite_import(MAX, "--json", "--sheet", "Clients", path=tmp_path / "c.xlsx")
    assert (done, outcome(out)) == (0, {"created": 1})
    (tmp_path / "mac.csv").write_bytes(
        AGAIN.replace("Jean", "Zoé").replace("jean", "zoe").encode("mac_roman")
    )
    done, out, _ = licite_import(MAX, "--encoding", "mac_roman", path=tmp_path / "mac.csv")
    assert (done, "deviné" in out) == (0, False)


def batch_of(out: str) -> str:
    """The last line of a report says how to take the import back."""
    words = out.splitlines()[-1].split()
    assert words[:3] == ["licite", "import", "undo"]
    return words[3]


def test_an_import_is_undone_by_its_number_and_once(licite, licite_import):
    _, out, _ = licite_import(MAX)
    batch = batch_of(out)
    done, out, _ = licite("undo", batch, "--as", MAX.email)
    assert (done, out) == (0, "1 fiche retirée\n")
    done, _, said = licite("undo", batch, "--as", MAX.email)
    assert done == 1
    assert "ne peut pas être annulé" in said
    with superuser(database_name()) as connection:
        assert connection.execute(
            "SELECT count(*) FROM licite.people_contact WHERE source = 'other'"
        ).fetchone() == (0,)


def test_what_an_undoing_leaves_is_counted_with_its_reason(licite, licite_import):
    batch = json.loads(licite_import(MAX, "--json")[1])["batch"]
    with superuser(database_name()) as connection:
        connection.execute("UPDATE licite.people_contact SET cell = 12 WHERE cell = 11 AND source = 'other'")
    done, out, _ = licite("undo", batch, "--as", MAX.email, "--json")
    told = json.loads(out)
    assert (done, told["gone"], told["kept"], told["reasons"]) == (0, 0, 1, {"undo.moved": 1})


def test_an_undoing_killed_halfway_is_taken_up_by_the_same_command(licite, licite_import):
    batch = batch_of(licite_import(MAX)[1])
    with acting_for(MAX.id, PURPOSE) as actor:
        assert command.order_undoing(actor, Batch.objects.get(public=batch))
    assert licite("undo", batch, "--as", MAX.email)[:2] == (0, "1 fiche retirée\n")


@pytest.mark.parametrize(
    "given",
    [
        ("undo", "--as", MAX.email),
        ("undo", "not-a-number", "--as", MAX.email),
        ("undo", "00000000-0000-4000-8000-000000000000", "--as", MAX.email),
        ("clients.csv", "more.csv", "--as", MAX.email),
        ("clients.csv", "--as", MAX.email, "--portfolio", "Ouest"),
    ],
)
def test_a_command_that_lacks_something_says_it(licite, given):
    done, out, said = licite(*given)
    assert (done, out) == (1, "")
    assert said.startswith("licite: ")


def test_nobody_undoes_the_import_of_a_colleague(licite, licite_import):
    batch = batch_of(licite_import(MAX)[1])
    assert licite("undo", batch, "--as", RITA.email)[0] == 1
    with acting_for(MAX.id, PURPOSE):
        assert Batch.objects.get(public=batch).state == "done"


def test_a_file_too_large_is_told_the_limit_of_the_command(licite_import, tmp_path, monkeypatch):
    monkeypatch.setattr(command, "LARGEST", 3 * 1024 * 1024)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * (command.LARGEST + 1))
    done, _, said = licite_import(MAX, path=large)
    assert done == 1
    assert "dépasse 3 Mo" in said.replace("\xa0", " ")
