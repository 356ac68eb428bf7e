"""A column of refusals closes what it was told to mean, the strictest where nobody said, and what its cells say beyond."""

import pytest

from licite.intake.columns import assign
from licite.intake.rows import read_row
from licite.intake.tests.acts import asked
from licite.intake.tests.conftest import codes, declaration, run, staged
from licite.intake.tests.test_import import contact
from licite.intake.tests.test_pages import selects, upload
from licite.lawful.channels import Channel
from tests.conftest import browser_of
from tests.world import MAX

HEADER = "Nom;E-mail;Tél;{}\n"
ROW = "Neuve;ana@x.example;0199000012;oui\n"


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Désinscrit newsletter", "no_newsletter"),
        ("Stop infolettre", "no_newsletter"),
        ("Désinscrit e-mail et newsletter", "no_email"),
        ("Stop newsletter et appels", "objection"),
        ("Désabonné", "no_email"),
        ("STOP mail", "no_email"),
        ("Ne plus contacter", "no_contact"),
        ("STOP pub", "no_contact"),
        ("Ne pas appeler", "no_phone"),
        ("Bloctel", "no_phone"),
        ("Opposition", "objection"),
        ("Stop SMS", "objection"),
        ("Opposition e-mail et téléphone", "objection"),
    ],
)
def test_the_strictest_that_a_heading_may_mean_is_what_it_means_until_somebody_says_otherwise(
    heading, meaning
):
    assert assign(["Nom", heading], {})[1].target == meaning


@pytest.mark.parametrize(
    ("meaning", "cell", "closed", "letters"),
    [
        ("no_newsletter", "oui", (), True),
        ("no_newsletter", "désinscrit", (), True),
        ("no_newsletter", "12/03/2024", (), True),
        ("no_newsletter", "non", (), False),
        ("no_newsletter", "SMS", (Channel.SMS,), True),
        ("no_newsletter", "ne plus contacter", (Channel.ALL,), False),
        ("no_email", "X", (Channel.EMAIL,), False),
        ("no_phone", "OUI", (Channel.PHONE, Channel.SMS), False),
        ("no_contact", "1", (Channel.ALL,), False),
        ("no_contact", "", (), False),
        ("objection", "mail, sms", (Channel.EMAIL, Channel.SMS), False),
        ("objection", "2024-03-12", (Channel.ALL,), False),
    ],
)
def test_a_cell_closes_what_its_column_means_and_what_it_says_beyond(meaning, cell, closed, letters):
    columns = assign(["Nom", "Refus"], {"Refus": meaning})
    person = read_row(2, ["Neuve", cell], columns, declaration()).person
    assert (person.objections, person.no_letters) == (closed, letters)


def test_newsletters_refused_close_newsletters_and_no_other_mail_once(worker):
    heading = HEADER.format("Désinscrit newsletter")
    told = {"told": {"Désinscrit newsletter": "no_newsletter"}}
    assert codes(run(staged(heading + ROW, **told))) == ["gained.no_letters"]
    assert contact("", "Neuve")["objections"] == 0
    noted = [("email", "newsletter")]
    assert asked("SELECT channel, purpose FROM lawful_objection") == noted
    assert asked("SELECT channel, purpose FROM lawful_suppression") == noted
    assert codes(run(staged(heading + ROW, **told))) == ["known.here"]
    run(staged(HEADER.format("Ville") + "Roy;roy@x.example;;Lyon\n"))
    report = run(staged(heading + "Roy;roy@x.example;;oui\n", **told))
    assert codes(report) == ["known.here", "gained.no_letters"]
    assert report.objections == 1
    assert asked("SELECT channel, purpose FROM lawful_objection") == noted * 2


def test_the_page_of_columns_says_in_a_sentence_what_a_yes_closes(fresh):
    draft = upload((HEADER.format("Désinscrit newsletter") + ROW).encode()).url
    page = browser_of(MAX).get(draft).text.replace("\xa0", " ")
    assert selects(page)["column-3"] == "no_newsletter"
    assert "Un « oui » ici ne ferme que les newsletters" in page
    assert "vérifiez ce qu’elle veut dire" in page
    every = upload((HEADER.format("Désinscrit") + ROW).encode()).url
    page = browser_of(MAX).get(every).text.replace("\xa0", " ")
    assert selects(page)["column-3"] == "no_email"
    assert "Un « oui » ici ferme tous les e-mails : c’est le sens le plus strict" in page
    named = upload(
        (HEADER.format("Stop mail") + "Neuve;;0199000012;sms\nRoy;r@x.example;;tous\n").encode()
    ).url
    page = browser_of(MAX).get(named).text.replace("\xa0", " ")
    assert selects(page)["column-3"] == "objection"
    assert "Chaque cellule ferme ce qu’elle nomme" in page
