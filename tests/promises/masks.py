"""What must stay covered, and every way of asking for it: shared by the `test_masks_hold_…` promises."""

import re
from collections.abc import Iterable

from tests.promises.steady import Steady
from tests.world import PEOPLE, RITA, WEST, Cast, Person, person

OWN = person(WEST, 3)


def clear_of(one: Person) -> set[str]:
    """Every way in which an e-mail or a phone of the world may be written."""
    national = "0" + one.phone.removeprefix("+33")
    local, domain = one.email.split("@")
    written = {one.email, f"{local}@", one.phone, national, one.phone.removeprefix("+"), national[1:]}
    for digits, lead in ((national, ""), (one.phone.removeprefix("+33"), "+33 ")):
        pairs = (
            re.findall("..", digits) if len(digits) % 2 == 0 else [digits[0], *re.findall("..", digits[1:])]
        )
        written |= {lead + mark.join(pairs) for mark in (" ", ".", "-", "\u00a0", "\u202f")}
    assert domain
    return {text for text in written if len(text) > 6}


CLEAR = {text for one in PEOPLE for text in clear_of(one)}


def covered(response: object, *, typed: Iterable[str] = ()) -> str:
    """The response's text, body and headers, after making sure that it shows no coordinate in clear.

    `typed`: what the member typed and gets back in the field; that alone is left out.
    """
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())  # type: ignore[attr-defined]
    body = response.content.decode()  # type: ignore[attr-defined]
    text = f"{headers}\n{body}"
    for word in typed:
        text = text.replace(word, "")
    shown = {clear for clear in CLEAR if clear in text}
    assert shown == set(), f"{len(shown)} coordinates in clear"
    return body


def get(member: Cast, path: str, *, typed: Iterable[str] = (), status: int = 200, **headers: str) -> str:
    """The page as the member gets it, covered."""
    response = Steady(member).get(path, headers=headers or None)
    assert response.status_code == status
    return covered(response, typed=typed)


def post(member: Cast, path: str, data: dict[str, str], *, typed: Iterable[str] = ()) -> str:
    """The answer to a form, covered."""
    return covered(Steady(member).post(path, data), typed=typed)


def entry(one: Person = OWN, **other: str) -> dict[str, str]:
    """The form of a new contact, typed like one that is in the base."""
    return {
        "first": one.first, "last": one.last, "emails": one.email, "phones": one.phone, "country": "FR", "capacity": "professional",
        "cell": "11", "source": "fair", "collected_on": "2026-11-02", "purpose": "prospection", "basis": "legitimate_interest",
    } | other  # fmt: skip


assert RITA.profile == "rep"
