"""In what capacity a person is here: law.md, section 3 (decision key, row 2) and table 9 (sole trader, free domain)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite import packs
from licite.lawful.capacity import Classified, classify, mailbox_of
from licite.lawful.choices import Capacity, CapacityWhy, Mailbox

LAW = packs.law("FR")
C, M, W = Capacity, Mailbox, CapacityWhy


def said(email: str = "", company: str = "", **more) -> Classified:
    return classify(law=LAW, email=email, company_kind=company, **more)


@pytest.mark.parametrize(
    "email,company,mailbox",
    [
        ("info@fonderie.example", "legal", M.IMPERSONAL),
        ("CONTACT@fonderie.example", "legal", M.IMPERSONAL),
        ("service.client@fonderie.example", "legal", M.IMPERSONAL),
        ("info2@fonderie.example", "legal", M.IMPERSONAL),
        ("contact+salon@fonderie.example", "legal", M.IMPERSONAL),
        ("jean.menard@fonderie.example", "legal", M.NOMINATIVE),
        ("info.menard@fonderie.example", "legal", M.NOMINATIVE),
        ("contact@menard.example", "sole_trader", M.NOMINATIVE),  # a sole trader is a person
        ("contact@menard.example", "", M.NOMINATIVE),  # whose it is, nobody knows
        ("jean.menard@gmail.com", "legal", M.PERSONAL),
        ("contact@gmail.com", "legal", M.PERSONAL),
        ("j@laposte.net", "", M.PERSONAL),
        ("j@skynet.be", "", M.PERSONAL),
        ("", "legal", M.UNKNOWN),
        ("no address", "legal", M.UNKNOWN),
    ],
)
def test_what_kind_of_mailbox_an_address_is(email: str, company: str, mailbox: Mailbox):
    assert mailbox_of(email, law=LAW, company_kind=company) is mailbox


@pytest.mark.parametrize(
    "given,answer",
    [
        # What was declared stands, and the mailbox is told all the same.
        ({"email": "j@gmail.com", "declared": "professional"}, (C.PROFESSIONAL, M.PERSONAL, W.DECLARED)),
        ({"declared": "consumer", "company": "legal"}, (C.CONSUMER, M.UNKNOWN, W.DECLARED)),
        # A sole trader is told by the company.
        ({"email": "j@menard.example", "company": "sole_trader"}, (C.SOLE_TRADER, M.NOMINATIVE, W.DECLARED)),
        ({"company": "sole_trader", "siren_known": True}, (C.SOLE_TRADER, M.UNKNOWN, W.SIREN)),
        # At a company.
        ({"email": "j@fonderie.example", "company": "legal"}, (C.PROFESSIONAL, M.NOMINATIVE, W.DOMAIN)),
        ({"email": "info@fonderie.example", "company": "legal"}, (C.PROFESSIONAL, M.IMPERSONAL, W.DOMAIN)),
        ({"email": "j@fonderie.example", "company": "legal", "siren_known": True}, (C.PROFESSIONAL, M.NOMINATIVE, W.SIREN)),
        ({"company": "legal", "title_present": True}, (C.PROFESSIONAL, M.UNKNOWN, W.TITLE)),
        # Unclear: a personal mailbox at a company, a company and nothing else, a domain of one's own, nothing.
        ({"email": "j@gmail.com", "company": "legal", "title_present": True}, (C.UNKNOWN, M.PERSONAL, None)),
        ({"email": "j@gmail.com", "company": "legal", "siren_known": True}, (C.UNKNOWN, M.PERSONAL, None)),
        ({"company": "legal"}, (C.UNKNOWN, M.UNKNOWN, None)),
        ({"email": "moi@chez-moi.example", "title_present": True}, (C.UNKNOWN, M.NOMINATIVE, None)),
        ({}, (C.UNKNOWN, M.UNKNOWN, None)),
    ],
)  # fmt: skip
def test_the_capacity_comes_with_its_reason_or_stays_unknown(given: dict, answer: tuple):
    assert tuple(said(**given)) == answer


def test_the_lists_of_the_organisation_are_those_that_count():
    law = LAW.replacing("special.mail.free_domains", ("village.example",))
    assert mailbox_of("j@village.example", law=law) is M.PERSONAL
    assert mailbox_of("j@post.village.example", law=law) is M.PERSONAL
    assert mailbox_of("j@notvillage.example", law=law) is M.NOMINATIVE


@given(
    st.text(max_size=40),
    st.sampled_from(["", "legal", "sole_trader"]),
    st.booleans(),
    st.booleans(),
    st.sampled_from(Capacity.values),
)
def test_nobody_is_made_a_professional_without_a_reason(email, company, siren, title, declared):
    found = classify(
        law=LAW, email=email, company_kind=company, siren_known=siren, title_present=title, declared=declared
    )
    assert (found.capacity is C.UNKNOWN) == (found.why is None)
    if declared == C.UNKNOWN and (company != "legal" or found.mailbox is M.PERSONAL):
        assert found.capacity is not C.PROFESSIONAL
    if company != "legal":
        assert found.mailbox is not M.IMPERSONAL
