"""A verdict in words says why it is a no, not what is no reason at all."""

from licite.lawful.tests.cases import CONSUMER, asked, person
from licite.lawful.words import explain


def test_post_is_not_said_to_need_a_prior_consent_where_only_the_basis_of_the_person_does():
    """Row 9: post is opt-out. A purpose that this person is held for by consent alone has none for post."""
    held = explain(asked(person("FR", CONSUMER, basis="consent"), "post"), "fr")
    assert "par consentement seulement" in held.reason
    assert "accord préalable" not in held.reason
    assert "autre base légale" in held.change


def test_where_the_channel_itself_takes_a_consent_that_is_what_is_said():
    by_mail = explain(asked(person("FR", CONSUMER, basis="consent"), "email"), "fr")
    assert "accord préalable" in by_mail.reason
