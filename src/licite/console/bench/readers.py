"""Who reads in a bench, and the hundred portfolios that the readers' grants cut out of the base."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

from licite.access import gate
from licite.access.models import Grant, Member, Portfolio
from licite.console.demo.load import add_portfolios
from licite.journal import entries
from licite.staff import actions as staff

PORTFOLIOS: Final = 100
SHARES: Final = 3
"""How many shares of a hundred the first of the bench's portfolios holds; every other holds one."""
EVERY_STAGE: Final = (1, 2, 3, 4)


@dataclass(frozen=True)
class Reader:
    """A member of the bench. `portfolios`: which of the bench's, by rank, None for all there are."""

    key: str
    name: str
    profile: str
    portfolios: Sequence[int] | None
    stages: Sequence[int]

    @property
    def email(self) -> str:
        """What the account is called."""
        return f"{self.key}@banc.example"


READERS: Final = (
    Reader("one", "Banc d’une cellule", "rep", (0,), (1,)),
    Reader("rep", "Banc d’un commercial", "rep", (0,), EVERY_STAGE),
    Reader("twelve", "Banc de douze cellules", "rep", (1, 2, 3), EVERY_STAGE),
    Reader("manager", "Banc d’un responsable", "manager", None, EVERY_STAGE),
)
"""One cell; a portfolio of 3 % in four cells; three portfolios of 1 % in twelve; everything."""


def names(total: int) -> list[str]:
    """The bench's own portfolios: with those of the demo there are a hundred."""
    return [f"Banc {number:03}" for number in range(1, PORTFOLIOS - total + 1)]


def settle() -> dict[str, int]:
    """Makes portfolios and members where they are missing; the bench's portfolios, by name, in order."""
    with gate.as_system("bench"):
        there = dict(Portfolio.objects.values_list("name", "id"))
        known = set(Member.objects.values_list("name", flat=True))
    wanted = names(sum(not name.startswith("Banc ") for name in there))
    there |= add_portfolios([name for name in wanted if name not in there])
    ours = {name: there[name] for name in wanted}
    for reader in READERS:
        if reader.name not in known:
            _add(reader, list(ours.values()), list(there.values()))
    return ours


def _add(reader: Reader, ours: Sequence[int], every: Sequence[int]) -> None:
    scope = sorted(every if reader.portfolios is None else [ours[rank] for rank in reader.portfolios])
    with gate.as_system("console"), connection.cursor() as cursor:
        member = staff.add_member(name=reader.name, email=reader.email, language="fr", password=None)
        cursor.execute(
            "SELECT gate.add_grant(%s, %s, %s::int[], %s::int[], NULL)",
            [member, reader.profile, scope, list(reader.stages)],
        )
        (grant,) = cursor.fetchone()
        detail = {"member": member, "grant": grant, "profile": reader.profile, "portfolios": scope}
        entries.write("access:grant:add", detail=detail | {"stages": reader.stages}, origin="bench")


def members() -> Mapping[str, int]:
    """The member of each reader, by key. SystemExit in a home that was not seeded for a bench."""
    with gate.as_system("bench"):
        found = dict(
            Grant.objects.filter(ends_at=None, member__name__in=[reader.name for reader in READERS])
            .order_by("id")
            .values_list("member__name", "member_id")
        )
    if len(found) < len(READERS):
        raise SystemExit("licite: nobody reads here yet; licite bench seed --contacts N makes them")
    return {reader.key: found[reader.name] for reader in READERS}


def share_of(number: int, portfolios: Sequence[str]) -> str:
    """The portfolio of the `number`th company or contact: the first has three shares, each other one."""
    spot = number % (len(portfolios) + SHARES - 1)
    return portfolios[max(0, spot - SHARES + 1)]
