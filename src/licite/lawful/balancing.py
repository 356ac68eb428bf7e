"""The balancing test: what is asked, and a worked example for each question (GDPR article 6(1)(f)).

The questions are those of a legitimate interest assessment: the interest, its necessity, and the balance with the
persons' interests and rights. The examples are French texts in `data/balancing.toml`, with English for the one
that the form shows; they are also what the demonstration starts from.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.lawful.channels import Channel

LONGEST = 4000
SHOWN = "prospection"
"""The purpose whose test is shown beside the questions."""

SHORTEST = 15
"""Letters under which an answer says nothing; the database refuses the same."""
CONSENT_ONLY = frozenset({Channel.ROBOT, Channel.TRACKING})
"""Channels that take a consent whoever the person is: no legitimate interest opens them (law.md 3, rows 8 and 11)."""
CONSENT_ALWAYS = _(
    "Automated calls and the tracking of opened messages always take the person’s consent, professionals included: no "
    "legitimate interest replaces it (directive 2002/58/EC, articles 13(1) and 5(3); in France CPCE article L34-5 and "
    "CNIL recommendation 2026-042). Untick them: they go with a purpose that rests on consent."
)


@dataclass(frozen=True)
class Question:
    """One question, and what to think of when answering."""

    key: str
    label: Promise
    help: Promise


@dataclass(frozen=True)
class Part:
    """One of the three steps of the test."""

    title: Promise
    questions: tuple[Question, ...]


PARTS = (
    Part(
        _("1. The interest"),
        (
            Question(
                "interest",
                _("What is the interest?"),
                _(
                    "Say in one or two sentences what the organisation gains. It has to be lawful, precise and present. "
                    "The information notices publish these words as they stand: the reasoning goes into the result."
                ),
            ),
            Question("holder", _("Whose interest is it?"), _("Ours, a customer’s, a third party’s?")),
        ),
    ),
    Part(
        _("2. Is it necessary?"),
        (
            Question(
                "necessity",
                _("Why are these data needed for it?"),
                _("What could not be done without them?"),
            ),
            Question(
                "alternatives",
                _("What less intrusive ways were considered?"),
                _("And why they do not do. Consent is one of them."),
            ),
            Question("data", _("Which data?"), _("Only what the purpose needs, field by field.")),
            Question("source", _("Where do they come from?"), _("From the persons, a fair, a public page…")),
            Question(
                "volume",
                _("How many persons, and how often?"),
                _("About how many persons, how many messages or calls a year."),
            ),
        ),
    ),
    Part(
        _("3. The balance"),
        (
            Question(
                "persons",
                _("Who are the persons, and what is their relation to us?"),
                _("Customers, prospects, strangers; the balance of power."),
            ),
            Question(
                "expectations",
                _("What could they expect when their data were collected?"),
                _("What were they told? Would they be surprised?"),
            ),
            Question(
                "impact",
                _("What can it do to them?"),
                _("Disturbance, cost, loss of control, a wrong decision; how likely, how serious."),
            ),
            Question(
                "minors",
                _("Can minors be among them?"),
                _("If so, their interest weighs more: what is done to leave them out?"),
            ),
            Question(
                "safeguards",
                _("What protects them?"),
                _(
                    "Objection in one gesture, limits on messages, few data, no tracking, access of few colleagues."
                ),
            ),
            Question(
                "result",
                _("What do you conclude, and why?"),
                _("Weigh what is gained against what it does to the persons, with these protections."),
            ),
        ),
    ),
)
QUESTIONS = tuple(question for part in PARTS for question in part.questions)


@cache
def _data() -> Mapping[str, Any]:
    path = Path(__file__).parent / "data" / "balancing.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def example(language: str) -> Mapping[str, str]:
    """The worked example that the form shows, by question."""
    shown: Mapping[str, str] = _data()[f"{SHOWN}_en" if language.startswith("en") else SHOWN]
    return shown


def starting_points() -> Mapping[str, Mapping[str, Any]]:
    """The tests that a demonstration starts from: purpose to its answers, its channels, and the opinion."""
    return {purpose: answers for purpose, answers in _data().items() if not purpose.endswith("_en")}


def whole(answers: Mapping[str, Any]) -> bool:
    """Whether every question is answered; the database asks the same before it is approved."""
    return all(str(answers.get(question.key, "")).strip() for question in QUESTIONS)


def weak(answers: Mapping[str, Any]) -> list[Promise]:
    """The questions whose answer weighs nothing: shorter than SHORTEST, or the same text as another one."""
    said = {
        question.key: " ".join(str(answers.get(question.key, "")).split()).lower() for question in QUESTIONS
    }
    times = Counter(said.values())
    return [
        question.label
        for question in QUESTIONS
        if said[question.key] and (len(said[question.key]) < SHORTEST or times[said[question.key]] > 1)
    ]


def on_consent(answers: Mapping[str, Any]) -> bool:
    """Whether a channel of the test is one that takes a consent."""
    return not CONSENT_ONLY.isdisjoint(answers.get("channels", ()))
