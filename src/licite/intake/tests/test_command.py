"""`licite import`: strictly as the member it names, and a report that machines can read."""

import argparse
import json

import pytest

from licite.intake import command
from tests.plugin import database_name, superuser
from tests.world import EVA, LEO, MAX, RITA

ROWS = "Client;Courriel;Pro ou particulier;Land\nJean Ménard;jean.menard@fonderie.example;pro;Belgique\n;;;\n;x@y.example;;\n"


@pytest.fixture
def licite_import(worker, tmp_path, capsys):
    file = tmp_path / "clients.csv"
    file.write_text(ROWS, encoding="utf-8")

    def call(member, *more: str, portfolio: str = "Ouest", capacity: str = "column:Pro ou particulier"):
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        words = [str(file), "--as", member.email, "--portfolio", portfolio, "--purpose", "prospection"]
        words += ["--basis", "legitimate_interest", "--source", "Salon de Lyon", "--capacity", capacity]
        done = command.run(parser.parse_args([*words, *more]))
        said = capsys.readouterr()
        return done, said.out, said.err

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
    assert "1 créée, 0 complétée, 0 déjà là, 0 à trancher, 1 refusée\n0 opposition appliquée" in out
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
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_enters(licite_import, member, more, options):
    done, out, said = licite_import(member, *more, **options)
    assert (done, out) == (1, "")
    assert said.startswith("licite: ")
    with superuser(database_name()) as connection:
        assert connection.execute("SELECT count(*) FROM licite.intake_batch").fetchone() == (0,)
