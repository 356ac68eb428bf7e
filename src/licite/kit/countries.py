"""Countries and the parts of them that may stay in clear: ISO2 codes, labels, department or province.

Names come from the CLDR through Babel; only what it does not know is listed here.
"""

from functools import cache

from babel import Locale
from babel.core import get_global

from licite.kit.names import fold, words

LANGUAGES = ("fr", "en", "nl", "de")  # the languages of France and Belgium, and English
NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
ALIASES = {
    "america": "US",
    "angleterre": "GB",
    "burma": "MM",
    "coree": "KR",
    "cote d ivoire": "CI",
    "czech republic": "CZ",
    "ecosse": "GB",
    "england": "GB",
    "espana": "ES",
    "etats unis d amerique": "US",
    "great britain": "GB",
    "grande bretagne": "GB",
    "france metropolitaine": "FR",
    "holland": "NL",
    "hollande": "NL",
    "hong kong": "HK",
    "irlande du nord": "GB",
    "italia": "IT",
    "ivory coast": "CI",
    "korea": "KR",
    "macao": "MO",
    "macedonia": "MK",
    "moldavie": "MD",
    "northern ireland": "GB",
    "palestine": "PS",
    "pays de galles": "GB",
    "polska": "PL",
    "republic of ireland": "IE",
    "republique tcheque": "CZ",
    "scotland": "GB",
    "suomi": "FI",
    "sverige": "SE",
    "the netherlands": "NL",
    "turkey": "TR",
    "u k": "GB",
    "u s": "US",
    "u s a": "US",
    "united states of america": "US",
    "vatican": "VA",
    "viet nam": "VN",
    "wales": "GB",
}
# France's overseas lands have their own ISO2 code and French postal codes.
FRENCH_POST = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"})
OVERSEAS = frozenset({"971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"})
# First postal code of each range, and its ISO 3166-2:BE province (BRU: the Brussels region).
BELGIAN_RANGES = (
    (1000, "BRU"),
    (1300, "WBR"),
    (1500, "VBR"),
    (2000, "VAN"),
    (3000, "VBR"),
    (3500, "VLI"),
    (4000, "WLG"),
    (5000, "WNA"),
    (6000, "WHT"),
    (6600, "WLX"),
    (7000, "WHT"),
    (8000, "VWV"),
    (9000, "VOV"),
)
# Where four digits are no French code whose zero was eaten: the towns that most addresses name, as both languages name them.
BELGIAN_TOWNS = frozenset(
    """
    aalst|aarlen|alost|anderlecht|antwerpen|anvers|arlon|ath|auderghem|bastogne|bergen|brugge|bruges|brussel|bruxelles
    brussels|charleroi|courtrai|doornik|elsene|etterbeek|eupen|evere|forest|gand|genk|gent|hal|halle|hasselt|herstal
    huy|ieper|ixelles|jette|kortrijk|la louviere|laeken|leuven|liege|lier|lierre|lokeren|louvain|louvain la neuve
    luik|malines|mechelen|molenbeek saint jean|mons|mouscron|namen|namur|nivelles|oostende|ostende|oudenaarde|ottignies
    roeselare|roulers|saint gilles|saint josse ten noode|saint nicolas|schaerbeek|seraing|sint niklaas|tournai|turnhout
    tubize|uccle|ukkel|verviers|vilvoorde|vilvorde|waterloo|watermael boitsfort|wavre|waver|woluwe saint lambert
    woluwe saint pierre|ypres|zaventem
    """.replace("\n", "|")
    .replace("    ", "")
    .split("|")
) - {""}


def is_belgian_town(text: str) -> bool:
    """Whether a town is one of the larger ones of Belgium, or of the communes of Brussels: "Bruxelles 7", "MONS"."""
    return " ".join(word for word in fold(text).split() if not word.isdecimal()) in BELGIAN_TOWNS


def to_iso2(text: str) -> str | None:
    """The country a text names: ISO2, ISO3, or a name in French, English, Dutch or German; else None."""
    code = "".join(words(text)).upper()
    if code in _labels("en"):
        return code
    former = get_global("territory_aliases").get(code, [])
    if len(former) == 1 and former[0] in _labels("en"):
        return str(former[0])
    # "Belgique/België" names one country twice.
    found = {_by_name().get(fold(part)) for part in (text, *text.split("/"))} - {None}
    return found.pop() if len(found) == 1 else None


def label(iso2: str, lang: str) -> str:
    """The name of a country in "fr" or "en"; an unknown code comes back as it is."""
    return _labels(lang).get(iso2, iso2)


@cache
def choices(lang: str) -> tuple[tuple[str, str], ...]:
    """(ISO2, name) of every country in alphabetical order, accents aside."""
    return tuple(sorted(_labels(lang).items(), key=lambda pair: fold(pair[1])))


def department(country: str, postal_code: str) -> str:
    """The part of a country that may stay in clear, from its postal code; "" where it cannot be told.

    France: the department, "44", "2A", "2B", "971" (a zero eaten by a spreadsheet is put back). Belgium:
    the province in ISO 3166-2, "WLG", and "BRU" for Brussels. Elsewhere "": nothing needs it.
    """
    digits = _leading_digits(postal_code)
    if country in FRENCH_POST:
        return _french_department(digits)
    if country == "BE" and len(digits) == 4:
        return next((code for first, code in reversed(BELGIAN_RANGES) if int(digits) >= first), "")
    return ""


def _leading_digits(postal_code: str) -> str:
    # "F-44000", "44041 CEDEX 1", "B 4000", "44 000"
    text = postal_code.strip().upper().removeprefix("F").removeprefix("B").lstrip("- ")
    digits = ""
    for char in text:
        if char.isascii() and char.isdigit():
            digits += char
        elif char != " ":
            break
    return digits


def _french_department(digits: str) -> str:
    if len(digits) > 5 or len(digits) < 4:
        return ""
    code = digits.zfill(5)
    if code[:3] in OVERSEAS:
        return code[:3]
    if code.startswith("20"):
        return "2A" if code < "20200" else "2B"
    return code[:2] if "01" <= code[:2] <= "95" else ""


@cache
def _labels(lang: str) -> dict[str, str]:
    names = Locale(lang).territories
    return {
        code: str(name)
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }


@cache
def _by_name() -> dict[str, str]:
    known = {fold(name): code for lang in reversed(LANGUAGES) for code, name in _labels(lang).items()}
    return known | ALIASES
