"""Purposes and balancing tests in words, as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.lawful import balancing
from licite.lawful.channels import Channel
from licite.lawful.choices import Basis, PurposeKind
from licite.lawful.standing import PurposeNow

NOT_MEANT = _("not for them")


@dataclass(frozen=True)
class State:
    """Where the balancing test of a purpose is: a word, its tone, and the day of the review where there is one."""

    word: str | Promise
    tone: str
    review_on: date | None = None


@dataclass(frozen=True)
class PurposeLine:
    """A purpose in words."""

    key: str
    name: str
    kind: str
    consumer: str
    professional: str
    test: State | None
    drafted: bool
    retired_on: date | None


@dataclass(frozen=True)
class Answered:
    """One question with its answer."""

    label: str | Promise
    text: str


@dataclass(frozen=True)
class AnsweredPart:
    """One step of the test."""

    title: str | Promise
    answers: Sequence[Answered]


def state_of(purpose: PurposeNow, day: date) -> State | None:
    """None where no basis of the purpose needs a test."""
    if not purpose.needs_test:
        return None
    if purpose.balanced(day):
        return State(_("approved"), "yes", purpose.review_on)
    if purpose.approved and not purpose.holds:
        return State(_("does not hold"), "no")
    if purpose.approved:
        return State(_("past its review"), "no", purpose.review_on)
    return State(_("waits for approval") if purpose.drafted else _("to be written"), "care")


def line(purpose: PurposeNow, *, language: str, day: date) -> PurposeLine:
    """One line of the list."""
    return PurposeLine(
        key=purpose.key,
        name=purpose.name(language),
        kind=str(PurposeKind(purpose.kind).label),
        consumer=basis_label(purpose.basis_consumer),
        professional=basis_label(purpose.basis_professional),
        test=state_of(purpose, day),
        drafted=purpose.drafted,
        retired_on=purpose.retired_at.date() if purpose.retired_at else None,
    )


def basis_label(basis: str) -> str:
    """The basis in words."""
    return str(Basis(basis).label) if basis else str(NOT_MEANT)


def answered(answers: Mapping[str, Any]) -> list[AnsweredPart]:
    """The whole test, part by part; a question left open has an empty text."""
    return [
        AnsweredPart(
            part.title,
            [Answered(question.label, str(answers.get(question.key, ""))) for question in part.questions],
        )
        for part in balancing.PARTS
    ]


def channels(answers: Mapping[str, Any]) -> str:
    """The channels that the test covers, in words."""
    return ", ".join(str(Channel(one).label) for one in answers.get("channels", ()) if one in Channel.values)
