import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licite.kit import emails
from licite.kit.masking import DOT


@pytest.mark.parametrize(
    "typed, address, reason",
    [
        ("Camille@Fondation.FR", "Camille@fondation.fr", ""),
        ("Jean <jean.d@Société.fr>", "jean.d@xn--socit-esab.fr", "decoration_removed"),
        ("mailto:a@b.fr,", "a@b.fr", "decoration_removed"),
        ("\u200ba@b.fr\u00a0", "a@b.fr", ""),
    ],
)
def test_an_address_is_understood(typed: str, address: str, reason: str) -> None:
    assert emails.normalise(typed) == emails.EmailResult(address, address.lower(), "ok", reason)


def test_an_address_many_servers_refuse_is_doubtful() -> None:
    assert emails.normalise("stanisław.wójcik@wp.pl").status == "doubtful"


@pytest.mark.parametrize(
    "typed, reason",
    [
        ("", "empty"),
        ("camille", "at_sign_missing"),
        ("a@b.fr; c@d.fr", "several_addresses"),
        ("a@b", "domain_invalid"),
        ("a@exa mple.fr", "domain_invalid"),
        ("a b@c.fr", "local_part_invalid"),
        ("a..b@c.fr", "local_part_invalid"),
    ],
)
def test_a_faulty_address_is_refused_with_its_reason(typed: str, reason: str) -> None:
    assert emails.normalise(typed) == emails.EmailResult(None, None, "faulty", reason)


@given(st.text() | st.emails())
def test_nothing_typed_breaks_it_and_the_canonical_form_is_final(typed: str) -> None:
    found = emails.normalise(typed)
    assert (found.address is None) == (found.canonical is None) == (found.status == "faulty")
    if found.canonical and found.canonical.isascii():
        assert emails.normalise(found.canonical).canonical == found.canonical


@pytest.mark.parametrize(
    "email, masked",
    [
        ("camille@fondation.fr", "c•••@fond•••.fr"),
        ("camille@gmail.com", "c•••@gmail.com"),
        ("x@mail.dupont.be", "•••@dup•••.be"),
        ("a@b.fr", "•••@•••.fr"),
        ("no address", "•••"),
        ("@b.fr", "•••"),
    ],
)
def test_a_mask_shows_little_of_the_person_and_of_the_firm(email: str, masked: str) -> None:
    assert emails.mask(email) == masked


@given(
    st.text(string.ascii_lowercase + ".", min_size=1, max_size=30),
    st.text(string.ascii_lowercase, min_size=1, max_size=30),
)
def test_a_mask_shows_one_letter_before_the_at_and_at_most_half_the_domain(local: str, name: str) -> None:
    shown_local, _, shown_domain = emails.mask(f"{local}@{name}.example").partition("@")
    assert shown_local in (DOT * 3, local[0] + DOT * 3)
    shown = shown_domain.removesuffix(".example").removesuffix(DOT * 3)
    assert name.startswith(shown) and len(shown) <= min(4, len(name) / 2)


@given(st.text())
def test_anything_can_be_masked(text: str) -> None:
    assert DOT in emails.mask(text)


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("hotmial.fr", "hotmail.fr"),
        ("oragne.fr", "orange.fr"),
        ("wanado.fr", "wanadoo.fr"),
        ("skynte.be", "skynet.be"),
        ("gmail.com", ""),
        ("mail.com", ""),
        ("hotmail.de", ""),
        ("orange.be", ""),
        ("sfe.fr", ""),
        ("live.be", ""),
        ("electro-flandres.example", ""),
        ("", ""),
    ],
)
def test_a_slip_in_the_domain_of_a_provider_is_told_and_no_company_is(domain: str, meant: str) -> None:
    assert emails.meant(domain) == meant
