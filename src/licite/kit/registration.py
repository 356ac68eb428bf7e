"""Numbers of companies: SIREN and SIRET in France, enterprise numbers in Belgium, VAT numbers of the Union. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from stdnum import exceptions
from stdnum.be import vat as be
from stdnum.eu import vat as eu
from stdnum.fr import siren, siret

FRENCH = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "BL", "MF"})


class NumberRefused(Exception):
    """A number that cannot be one. `code`: siren, siret, bce, vat, length, other_company, vat_other. Never quotes it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Registered:
    """A company number, and the number of one of its places where that was what was typed."""

    number: str
    site: str = ""


def registered(text: str, country: str) -> Registered:
    """Reads a SIREN or a SIRET (France), an enterprise number (Belgium), elsewhere any. Raises NumberRefused."""
    bare = _bare(text)
    if not bare:
        return Registered("")
    if country in FRENCH:
        return _french(bare.removeprefix("FR"))
    if country == "BE":
        return Registered(_checked("bce", be.validate, bare))
    if len(bare) > 20:
        raise NumberRefused("length")
    return Registered(bare)


def place_number(text: str, country: str, *, company: str = "") -> str:
    """Reads the number of a place: in France a SIRET, of this company where its SIREN is known. Raises NumberRefused."""
    bare = _bare(text)
    if not bare:
        return ""
    if country in FRENCH:
        found = _checked("siret", siret.validate, bare)
        if company and found[:9] != company:
            raise NumberRefused("other_company")
        return found
    if len(bare) > 20:
        raise NumberRefused("length")
    return bare


def vat(text: str, country: str, *, company: str = "") -> str:
    """Reads a VAT number, with or without its country; one of France must hold the SIREN. Raises NumberRefused."""
    bare = _bare(text)
    if not bare:
        return ""
    if not re.match(r"[A-Z]{2}", bare):
        bare = ("FR" if country in FRENCH else country) + bare
    found = _checked("vat", eu.validate, bare)
    if (
        company
        and found.startswith(("FR", "BE"))
        and country in FRENCH | {"BE"}
        and not found.endswith(company)
    ):
        raise NumberRefused("vat_other")
    return found


def vat_of(number: str, country: str) -> str:
    """The VAT number that follows from a company number, in France and in Belgium; empty elsewhere."""
    if country in FRENCH and siren.is_valid(number):
        return "FR" + siren.to_tva(number).replace(" ", "")
    if country == "BE" and be.is_valid(number):
        return "BE" + number
    return ""


def shown(number: str, country: str) -> str:
    """A number as people of its country write it."""
    if country in FRENCH and len(number) in (9, 14) and number.isdecimal():
        parts = [number[:3], number[3:6], number[6:9], number[9:]]
        return "\u00a0".join(part for part in parts if part)
    if country == "BE" and len(number) == 10:
        return f"{number[:4]}.{number[4:7]}.{number[7:]}"
    return number


def _french(bare: str) -> Registered:
    if len(bare) == 14:
        found = _checked("siret", siret.validate, bare)
        return Registered(found[:9], found)
    return Registered(_checked("siren", siren.validate, bare))


def _checked(code: str, validate: Callable[[str], str], bare: str) -> str:
    try:
        return str(validate(bare))
    except exceptions.ValidationError:
        raise NumberRefused(code) from None


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).upper()
