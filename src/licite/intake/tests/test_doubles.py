"""Whoever stands twice in one file is one record, with every phone and e-mail of both rows; what differs is told."""

from licite.intake import words
from licite.intake.tests.conftest import codes
from licite.intake.tests.test_import import HEADER, JEAN, contact, tell
from licite.people import sealing


def test_twice_in_one_file_every_phone_is_kept_and_another_company_is_told_of_with_its_line(bring):
    other = JEAN.replace("01 99 00 12 34", "01 99 00 99 99").replace("Léman", "Rhône")
    report = bring(HEADER + JEAN + other)
    assert tell(report) == ["created", "updated"]
    told = [words.note(one) for one in report.lines[1].warnings]
    assert told == [
        "Société\xa0: cette ligne dit autre chose\xa0; ce que dit la première a été gardé (ligne 2)"
    ]
    made = contact("Jean", "Ménard")
    assert sealing.open_values("phone", made["public"], made["phone"]) == ["+33199001234", "+33199009999"]


def test_initials_behind_one_phone_bring_no_second_e_mail(bring):
    """A home or a switchboard: J. Ménard may be Jacques."""
    report = bring(HEADER + JEAN + "J.;Ménard;;jacques@ailleurs.example;01 99 00 12 34;;\n")
    assert tell(report) == ["created", "skipped"]
    assert "email.differs_line" in codes(report)
