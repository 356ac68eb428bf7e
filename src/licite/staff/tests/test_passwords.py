"""What a password must be worth."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from licite.staff import passwords
from licite.staff.models import Account

SEVEN_WORDS = "bateau vert sous pluie douce hier matin"


def test_the_pack_s_figure_gives_twelve_fourteen_and_seven() -> None:
    assert (
        passwords.least_with_four_kinds(),
        passwords.least_with_three_kinds(),
        passwords.least_words(),
    ) == (12, 14, 7)


@pytest.mark.parametrize("good", ["Ecluse-2026V", "Ecluse2026Verte", SEVEN_WORDS, "Éclusé-2026V"])
def test_strong_ones_pass(good: str) -> None:
    validate_password(good, Account(email="rita@maison.example"))


@pytest.mark.parametrize(
    "bad",
    [
        "Ecluse-2026",  # 11
        "Ecluse2026Ver",  # 13 with three kinds
        "ecluseverteettresprofonde",  # one kind
        "bateau vert sous pluie douce hier",  # 6 words
        "vert vert vert vert vert vert vert",
        "Aaaaaaaaaa-1",
        "Rita-Maison-26",  # the e-mail does not count
        "password",
        "",
    ],
)
def test_weak_ones_are_refused_and_told_what_to_do(bad: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_password(bad, Account(email="rita@maison.example"))
    assert any(
        figure in " ".join(refusal.value.messages)
        for figure in ("12", "tout le monde", "everybody", "courant")
    )
