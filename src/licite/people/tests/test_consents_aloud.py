"""Given aloud: noted by a colleague, confirmed by our mail, which is the person's copy and the way back."""

import pytest

from licite.kit import clock
from licite.lawful.queries import consents as queries
from licite.people.tests.mailbox import Box, link, visit, work
from licite.people.tests.proofs import CALLS, given, keep
from licite.people.tests.ways import ALMA, as_superuser, get
from tests.conftest import inside
from tests.world import RITA

pytestmark = pytest.mark.usefixtures("swept")


def test_a_consent_given_aloud_is_confirmed_by_mail_with_a_copy_and_a_link(box: Box):
    consent = given(keep(CALLS), act="oral", source="agent", reference="Rita")
    work()
    (mail,) = box.mails
    body = mail.get_body()
    assert body is not None
    written = body.get_content().replace("\xa0", " ")
    assert "Le 16 novembre 2026, vous avez accepté de vive voix" in written
    assert "16 novembre 2027" in written
    assert str(consent) in written
    assert "Avez-vous dit oui à ceci" in visit(link(mail))
    visit(link(mail), "yes")
    assert as_superuser("SELECT count(*) FROM lawful_consent") == [(1,)]
    shown = get(RITA, f"/contacts/{ALMA.public}/consents/{consent}/").context["parts"]
    fields = {field.key: field.value for part in shown for field in part.fields}
    assert "UTC" in fields["confirmation"]


def test_a_no_to_what_was_noted_aloud_ends_it_at_once(box: Box):
    given(keep(CALLS), act="oral", source="agent", reference="Rita")
    work()
    visit(link(box.mails[0]), "no")
    with inside(RITA):
        assert queries.live([ALMA.id], clock.now()) == {}
    assert as_superuser("SELECT told_by, member FROM lawful_withdrawal") == [("person", None)]
