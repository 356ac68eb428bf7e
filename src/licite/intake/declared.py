"""What whoever imports declares about a file. Without source, purpose, basis and capacity nothing starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation

from licite.kit import countries, names
from licite.kit.cells import Stage, cell_of
from licite.lawful.choices import Basis, Capacity, Purpose, Source

BY_COLUMN = "column:"
LONGEST_TOOL = 80


class DeclarationRefused(Exception):
    """A declaration that does not stand. `reason`: source, seller, purpose, basis, consent, capacity, country,
    stage or collected.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Declared:
    """Provenance and place of every row of a file.

    `source` is a value of `Source`; `source_words` is what was said where none of them fits, and `seller` who sold a
    purchased list: both are sealed when they rest. `capacity`: a value of `Capacity`, used where no column says
    otherwise. `country`: ISO2, or "" where each row must say its own. `at` is when the file came in, `collected_at`
    when the data was collected. `told`: header → field ("none" leaves a column out); sealed when it rests, since
    headers are whatever people typed. `informed`: whoever brings the file says that the notice was given at collection.
    `placed`: new records go where the rules of the organisation put them, to `portfolio` where none says.
    `tool`: which tool gave the numbers that a column holds; without it, that column is left out.
    """

    portfolio: int
    stage: Stage
    source: str
    source_words: str
    seller: str
    purpose: str
    basis: str
    capacity: str
    country: str
    at: datetime
    collected_at: datetime
    told: tuple[tuple[str, str], ...] = ()
    informed: bool = False
    tool: str = ""
    placed: bool = False

    @property
    def dated(self) -> bool:
        """Whether a day of collection was said."""
        return self.collected_at < self.at

    @property
    def cell(self) -> int:
        """Where new records go."""
        return cell_of(self.portfolio, self.stage)


def declare(
    *,
    portfolio: int,
    stage: int,
    source: str,
    purpose: str,
    basis: str,
    capacity: str,
    country: str,
    at: datetime,
    told: Mapping[str, str],
    seller: str = "",
    collected_at: datetime | None = None,
    informed: bool = False,
    tool: str = "",
    placed: bool = False,
) -> Declared:
    """A declaration checked whole; collected when it came in, unless told. `capacity` and `country` may be
    "column:NAME". Raises DeclarationRefused.
    """
    wanted = dict(told)
    capacity = _by_column(capacity, "capacity", wanted, Capacity.UNKNOWN)
    country = _by_column(country, "country", wanted, "")
    iso2 = countries.to_iso2(country) if country else ""
    words, bought_from = names.clean(source)[:200], names.clean(seller)[:200]
    kind = _source(words)
    checks = {
        "source": bool(words),
        "seller": kind is not Source.PURCHASED_LIST or bool(bought_from),
        "purpose": purpose in Purpose.values,
        "basis": basis in Basis.values,
        # Its proof is per person: a file that only says "yes" proves nothing (GDPR, article 7(1)).
        "consent": basis != Basis.CONSENT,
        "capacity": capacity in Capacity.values,
        "country": iso2 is not None,
        "stage": stage in set(Stage),
        "collected": collected_at is None or collected_at <= at,
    }
    for name, stands in checks.items():
        if not stands:
            raise DeclarationRefused(name)
    return Declared(
        portfolio=portfolio,
        stage=Stage(stage),
        source=kind or Source.OTHER,
        source_words="" if kind else words,
        seller=bought_from if kind is Source.PURCHASED_LIST else "",
        purpose=purpose,
        basis=basis,
        capacity=capacity,
        country=iso2 or "",
        at=at,
        collected_at=collected_at or at,
        told=tuple(wanted.items()),
        informed=informed,
        tool=names.clean(tool)[:LONGEST_TOOL],
        placed=placed,
    )


def _source(words: str) -> Source | None:
    """The kind of source that the words name, in any of our languages; None for words of one's own."""
    said = names.fold(words)
    for source in Source:
        labels = {source.value}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                labels.add(str(source.label))
        if said in {names.fold(label) for label in labels}:
            return source
    return None


def _by_column(given: str, field: str, told: dict[str, str], otherwise: str) -> str:
    if not given.startswith(BY_COLUMN):
        return given
    told[given.removeprefix(BY_COLUMN)] = field
    return otherwise
