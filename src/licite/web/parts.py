"""What other rooms hand to the frame and the larger elements: small frozen values, texts already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the navigation. ``icon`` names a symbol of icons.svg; ``count`` None shows nothing."""

    label: str
    url: str
    icon: str = ""
    count: int | str | None = None
    current: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Lines of the navigation under one heading; the first group usually has none."""

    items: Sequence[NavItem]
    label: str = ""


@dataclass(frozen=True, slots=True)
class NavMember:
    """The signed-in member at the foot of the navigation. ``role`` is profile and portfolios, in words."""

    name: str
    initials: str
    role: str
    url: str
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """The search field on top of every page. ``url`` receives ``?q=``; ``live`` answers it as one types."""

    url: str
    value: str = ""
    live: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One question of a record's head, its answer, why, and where the whole reason stands.

    ``marks`` is ready HTML shown in place of or under the answer (``marks.lights(…)``).
    """

    question: str
    answer: str = ""
    reason: str = ""
    url: str = ""
    link: str = ""
    marks: SafeString = field(default_factory=SafeString)


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search over everything. ``kind``: contact, company, deal, task; ``detail``: what tells it apart."""

    kind: str
    title: str
    detail: str
    url: str
