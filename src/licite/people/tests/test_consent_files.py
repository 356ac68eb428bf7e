"""Files kept with a proof, and the copy for the person: sealed, known by their bytes, never drawn, in the journal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from licite.people.tests.proofs import CALLS, FILE, acts, give, given, keep, path
from licite.people.tests.ways import ALMA, as_superuser, get, post
from tests.world import ADA, ANNA, BEN, DORA, MONA, RITA

pytestmark = pytest.mark.usefixtures("swept")


def test_a_file_comes_back_as_it_was_as_an_attachment_and_in_the_journal():
    consent = given(keep(), file=FILE)
    ((content, kind, public),) = as_superuser("SELECT content, kind, public FROM lawful_evidence")
    assert b"MARQUE-DE-PREUVE" not in bytes(content)
    assert kind == "pdf"
    answer = post(RITA, path(consent, f"files/{public}/"), {})
    assert answer.content == FILE
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="preuve-{public}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert ("lawful:evidence:read", [ALMA.id]) in [(act, subjects) for act, subjects, _ in acts()]
    assert get(RITA, path(consent, f"files/{public}/")).status_code == 405


def test_a_file_of_another_proof_or_for_a_masked_reader_does_not_open():
    text_of = keep(CALLS)
    consent, other = given(text_of, file=FILE), given(text_of)
    ((public,),) = as_superuser("SELECT public FROM lawful_evidence")
    assert post(RITA, path(other, f"files/{public}/"), {}).status_code == 404
    assert post(MONA, path(consent, f"files/{public}/"), {}).status_code == 403, (
        "marketing sees phones masked"
    )
    assert post(ANNA, path(consent, f"files/{public}/"), {}).status_code == 403
    assert post(BEN, path(consent, f"files/{public}/"), {}).status_code == 404


def test_after_an_objection_only_those_who_answer_the_person_open_the_file():
    consent = given(keep(CALLS), file=FILE)
    as_superuser("UPDATE people_contact SET objections = 127 WHERE id = %s", ALMA.id)
    ((public,),) = as_superuser("SELECT public FROM lawful_evidence")
    assert post(RITA, path(consent, f"files/{public}/"), {}).status_code == 403
    assert post(DORA, path(consent, f"files/{public}/"), {}).status_code == 200


@pytest.mark.parametrize(
    "content", [b"<html>", b"PK\x03\x04", b"GIF89a\x01\x00\x01\x00"], ids=["page", "archive", "gif"]
)
def test_a_hostile_file_is_refused_and_nothing_is_written(content: bytes):
    assert "evidence" in give(keep(), file=content).context["form"].errors
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(0,)]


def test_one_more_file_is_added_to_the_proof_later():
    consent = given(keep())
    assert post(RITA, path(consent, "files/"), {}).status_code == 200
    answer = post(RITA, path(consent, "files/"), {"evidence": SimpleUploadedFile("x.pdf", FILE)})
    assert answer.status_code == 303
    assert as_superuser("SELECT kind, size FROM lawful_evidence") == [("pdf", len(FILE))]


def test_the_persons_copy_is_whole_free_and_kept():
    consent = given(keep(CALLS))
    answer = post(DORA, path(consent, "copy/"), {})
    copy = answer.content.decode()
    assert answer["Content-Disposition"].startswith("attachment")
    for said in (
        ALMA.phone,
        "Maison Lumière SARL",
        "nos lampes",
        "12 mois",
        "preuves@maison.example",
        str(consent),
    ):
        assert said in copy
    assert ("lawful:consent:copy", [ALMA.id]) in [(act, subjects) for act, subjects, _ in acts()]
    assert post(ADA, path(consent, "copy/"), {}).status_code == 403
