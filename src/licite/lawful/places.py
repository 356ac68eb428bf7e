"""Where a person is: whose law holds there, and what time it is on their clock."""

from typing import Final

from licite import packs
from licite.kit.countries import FRENCH_POST

# France's overseas lands, by their own ISO2 code and by department: none keeps the time of Paris.
OVERSEAS: Final = {
    "GP": "America/Guadeloupe",
    "971": "America/Guadeloupe",
    "MQ": "America/Martinique",
    "972": "America/Martinique",
    "GF": "America/Cayenne",
    "973": "America/Cayenne",
    "RE": "Indian/Reunion",
    "974": "Indian/Reunion",
    "PM": "America/Miquelon",
    "975": "America/Miquelon",
    "YT": "Indian/Mayotte",
    "976": "Indian/Mayotte",
    "BL": "America/St_Barthelemy",
    "977": "America/St_Barthelemy",
    "MF": "America/Marigot",
    "978": "America/Marigot",
    "WF": "Pacific/Wallis",
    "986": "Pacific/Wallis",
    "PF": "Pacific/Tahiti",
    "987": "Pacific/Tahiti",
    "NC": "Pacific/Noumea",
    "988": "Pacific/Noumea",
}
PARIS: Final = "Europe/Paris"
ZONES: Final = {"FR": PARIS, "BE": "Europe/Brussels"}


def law_of(country: str) -> packs.Law:
    """The law for a person of this country; the strictest of all for one without a pack, or unknown."""
    return packs.law("FR" if country in FRENCH_POST else country)


def zone_of(country: str, department: str) -> str:
    """The time zone of a person of this country and department; Paris where nothing says another."""
    if country in FRENCH_POST:
        return OVERSEAS.get(country) or OVERSEAS.get(department) or PARIS
    return ZONES.get(country, PARIS)
