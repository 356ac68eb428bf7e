"""What the demo's companies are in a register: number, VAT number, website, sector, size, places, parent."""

import uuid
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Final, NamedTuple

from stdnum.fr import siret

from licite import vault
from licite.console.demo.people import slug
from licite.console.demo.records import DemoCompany
from licite.kit import registration

SECTORS: Final[dict[str, str]] = {
    "Métallurgie": "C",
    "Mécanique": "C",
    "Bois": "C",
    "Bâtiment": "F",
    "Agroalimentaire": "C",
    "Transport": "H",
    "Plasturgie": "C",
    "Emballage": "C",
    "Imprimerie": "C",
    "Textile": "C",
    "Papier": "C",
    "Verre": "C",
    "Naval": "C",
    "Énergie": "D",
    "Eau": "E",
    "Services": "M",
    "Agriculture": "A",
    "Carrières": "B",
    "Chimie": "C",
    "Santé": "Q",
}
_SIZES: Final = ("01", "02", "03", "11", "12", "21", "22", "31", "41")
_LARGE: Final = ("21", "22", "31", "32", "41", "42", "51")
_PLACES: Final = ("Atelier", "Dépôt", "Agence", "Usine", "Plateforme logistique")


class Facts(NamedTuple):
    """The columns of a company beside its name, in the order of the statement that stores them."""

    number: str
    vat: str
    website: str
    coded: bytes | None
    sector: str
    size: str


def facts_of(public: uuid.UUID, one: DemoCompany) -> Facts:
    """What the register says; the same at each build."""
    rng = Random(f"{one.key}:register")
    number = one.siren if one.country == "FR" else belgian(rng)
    told = (number, registration.vat_of(number, one.country), f"https://www.{slug(one.name)}.example")
    sector = SECTORS.get(one.sector, "")
    if one.kind == "sole_trader":
        return Facts("", "", "", vault.seal("company", public, vault.pack((*told[:2], ""))), sector, "00")
    large = one.portfolio == "Grands comptes"
    return Facts(*told, None, sector, rng.choice(_LARGE if large else _SIZES))


def belgian(rng: Random) -> str:
    """An enterprise number that Belgium never gave: below the first, with its true check digits."""
    body = f"0000{rng.randrange(1, 9999):04d}"
    return f"{body}{97 - int(body) % 97:02d}"


def site_rows(
    ids: Mapping[str, int], cells: Mapping[str, int], companies: Sequence[DemoCompany]
) -> list[tuple[Any, ...]]:
    """The seat of each company, and for one legal person in five a second place."""
    rows: list[tuple[Any, ...]] = []
    for one in companies:
        rng = Random(f"{one.key}:sites")
        labels = ["Siège"]
        if one.kind == "legal" and rng.random() < 0.2:
            labels.append(rng.choice(_PLACES))
        for order, label in enumerate(labels, 1):
            public = uuid.uuid4()
            number = _siret(one.siren, order) if one.country == "FR" else ""
            told = (label, number, "", one.postal_code, one.town)
            sole = one.kind == "sole_trader"
            clear = ("",) * len(told) if sole else told
            sealed = vault.seal("site", public, vault.pack(told)) if sole else None
            rows.append((public, ids[one.key], cells[one.key], *clear, sealed, one.country, one.department))
    return rows


def parents(ids: Mapping[str, int], companies: Sequence[DemoCompany]) -> dict[int, int]:
    """A few companies of a region belong to a large account: id of the child to that of its parent."""
    rng = Random("parents")
    groups = [ids[one.key] for one in companies if one.portfolio == "Grands comptes" and one.kind == "legal"][
        :6
    ]
    held = [ids[one.key] for one in companies if one.portfolio != "Grands comptes" and one.kind == "legal"]
    return {child: rng.choice(groups) for child in rng.sample(held, min(len(held), 12))} if groups else {}


def _siret(siren: str, order: int) -> str:
    """The number of a place: the company's, its order in four digits, and the digit that checks them."""
    body = f"{siren}{order:04d}"
    return next(number for number in (f"{body}{digit}" for digit in range(10)) if siret.is_valid(number))
