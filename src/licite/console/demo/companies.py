"""The companies of the demo: believable names, a seat in a real town, a sector, a portfolio."""

from random import Random
from typing import Final, NamedTuple

from licite.console.demo.markers import marker
from licite.console.demo.numbers import siren
from licite.console.demo.people import Person, person, pick, slug
from licite.console.demo.records import PORTFOLIOS, DemoCompany, Portfolio
from licite.console.demo.words import Area, Town, Trade, gathered, grouped, places, ranked, towns, trades

_AREAS: Final[dict[Portfolio, tuple[tuple[Area, float], ...]]] = {
    "Ouest": (("Ouest", 1.0),),
    "Grand Est": (("Grand Est", 0.97), ("Belgique", 0.03)),
    "Grands comptes": (("France", 0.55), ("Ouest", 0.15), ("Grand Est", 0.15), ("Belgique", 0.15)),
}
_SHARES: Final[dict[Portfolio, float]] = {"Ouest": 0.42, "Grand Est": 0.32, "Grands comptes": 0.26}


class Seat(NamedTuple):
    """A company with what its contacts share: street line, mail domain, and the owner when a sole trader."""

    company: DemoCompany
    town: Town
    line: str
    domain: str
    owner: Person | None


def companies(rng: Random, count: int) -> list[Seat]:
    """The three marked sole traders, then `count` companies, names and numbers all different."""
    seats = [marked(portfolio) for portfolio in PORTFOLIOS]
    domains: set[str] = set()
    sirens: set[str] = set()
    shares = tuple(_SHARES[portfolio] for portfolio in PORTFOLIOS)
    while len(seats) < count + len(PORTFOLIOS):
        portfolio = rng.choices(PORTFOLIOS, shares)[0]
        seat = _seat(rng, f"s{len(seats) + 1:05d}", portfolio, sirens)
        if seat.domain not in domains:
            domains.add(seat.domain)
            seats.append(seat)
    return seats


def marked(portfolio: Portfolio) -> Seat:
    """The sole trader that carries the marker words of a portfolio."""
    town = towns(area_of(portfolio))[0]._replace(name=marker("town", portfolio))
    company = DemoCompany(
        key=f"s{PORTFOLIOS.index(portfolio) + 1:05d}",
        kind="sole_trader",
        name=marker("company", portfolio),
        sector="Services",
        town=town.name,
        postal_code=town.postal_code,
        country=town.country,
        department=town.department,
        siren=marker("siren", portfolio),
        portfolio=portfolio,
    )
    owner = Person("Camille", marker("name", portfolio), feminine=True)
    return Seat(company, town, f"1 {marker('address', portfolio)}", "courriel.example", owner)


def area_of(portfolio: Portfolio) -> Area:
    """Where most of a portfolio lies."""
    return _AREAS[portfolio][0][0]


def somewhere(rng: Random, portfolio: Portfolio) -> tuple[Area, Town]:
    """An area of the portfolio and a town in it."""
    areas = _AREAS[portfolio]
    area = rng.choices([name for name, _ in areas], [share for _, share in areas])[0]
    return area, rng.choice(towns(area))


def street(rng: Random, town: Town, *, work: bool) -> str:
    """A street line with its number, in the language of the town."""
    streets = grouped("streets")
    if town.spoken == "nl":
        return f"{rng.choice(streets['nl'])} {rng.randint(1, 180)}"
    line = f"{rng.randint(1, 96)} {rng.choice(streets['fr work' if work else 'fr home'])}"
    if work and rng.random() < 0.3:
        return f"{rng.choice(streets['zones'])}, {line}"
    return line


def _seat(rng: Random, key: str, portfolio: Portfolio, sirens: set[str]) -> Seat:
    area, town = somewhere(rng, portfolio)
    sole = portfolio != "Grands comptes" and rng.random() < 0.22
    owner = person(rng, town) if sole else None
    trade = rng.choice([trade for trade in trades() if "s" in trade.ways or not sole])
    name = (
        f"{trade.word} {owner.first} {owner.last}"
        if owner
        else _legal_name(rng, trade, area, places(town.department))
    )
    company = DemoCompany(
        key=key,
        kind="sole_trader" if sole else "legal",
        name=name,
        sector=trade.sector,
        town=town.name,
        postal_code=town.postal_code,
        country=town.country,
        department=town.department,
        siren=siren(rng, sirens) if town.country == "FR" else "",
        portfolio=portfolio,
    )
    return Seat(company, town, street(rng, town, work=True), f"{slug(name)}.example", owner)


def _legal_name(rng: Random, trade: Trade, area: Area, near: tuple[str, ...]) -> str:
    """Like "Fonderies du Maine" or "Transports Abadie & Fils"."""
    if near and "p" in trade.ways and (trade.ways == "p" or rng.random() < 0.4):
        return f"{trade.word} {rng.choice(near)}"
    family = pick(rng, ranked("family_names", *_FAMILIES[area]))
    suffix = f" {rng.choice(gathered('companies')['suffix'])}" if rng.random() < 0.3 else ""
    return f"{trade.word} {family}{suffix}"


_FAMILIES: Final[dict[Area, tuple[str, ...]]] = {
    "Ouest": ("fr", "br"),
    "Grand Est": ("fr", "de"),
    "France": ("fr", "it", "pt"),
    "Belgique": ("vl", "fr"),
}
