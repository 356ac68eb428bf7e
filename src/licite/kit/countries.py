"""Countries and the parts of them that may stay in clear: ISO2 codes, labels, department or province.

Names come from the CLDR through Babel; only what it does not know is listed here.
"""

import re
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


def _listed(text: str) -> frozenset[str]:
    return frozenset(one.strip() for one in text.replace("\n", "|").split("|")) - {""}


DISTRICT = re.compile(r"\d+(?:er?|e|eme)?|cedex")
# Where four digits are no French code whose zero was eaten: the towns that most addresses name, as both languages name them.
BELGIAN_TOWNS = _listed(
    """
    aalst|aarlen|alost|anderlecht|antwerpen|anvers|arlon|ath|auderghem|bastogne|bergen|brugge|bruges|brussel|bruxelles
    brussels|charleroi|courtrai|doornik|elsene|etterbeek|eupen|evere|forest|gand|genk|gent|hal|halle|hasselt|herstal
    huy|ieper|ixelles|jette|kortrijk|la louviere|laeken|leuven|liege|lier|lierre|lokeren|louvain|louvain la neuve
    luik|malines|mechelen|molenbeek saint jean|mons|mouscron|namen|namur|nivelles|oostende|ostende|oudenaarde|ottignies
    roeselare|roulers|saint gilles|saint josse ten noode|saint nicolas|schaerbeek|seraing|sint niklaas|tournai|turnhout
    tubize|uccle|ukkel|verviers|vilvoorde|vilvorde|waterloo|watermael boitsfort|wavre|waver|woluwe saint lambert
    woluwe saint pierre|ypres|zaventem
    """
)
# Where four digits may be those of neither: larger towns of the other countries that write their codes so.
FOREIGN_TOWNS = _listed(
    """
    amsterdam|amstelveen|almere|basel|bale|bern|berne|biel|bienne|breda|den haag|eindhoven|esch sur alzette|fribourg
    geneve|geneva|graz|groningen|innsbruck|kobenhavn|copenhague|la haye|lausanne|linz|lugano|luxembourg|luzern|lucerne
    maastricht|montreux|neuchatel|nyon|oslo|rotterdam|salzbourg|salzburg|sion|utrecht|vevey|wien|winterthur
    yverdon les bains|zurich
    """
)
# The larger towns of France, with their department: whether a zero was eaten from a code is told by them.
FRENCH_TOWNS = dict(
    one.rsplit(" ", 1)
    for one in _listed(
        """
    ajaccio 2A|albi 81|alencon 61|amiens 80|angers 49|angouleme 16|annecy 74|annemasse 74|antibes 06|argenteuil 95|arles 13
    arras 62|asnieres sur seine 92|aubervilliers 93|auch 32|aurillac 15|auxerre 89|avignon 84|bar le duc 55|bastia 2B
    bayonne 64|beauvais 60|belfort 90|besancon 25|beziers 34|blois 41|bobigny 93|bordeaux 33|boulogne billancourt 92
    bourg en bresse 01|bourges 18|brest 29|briancon 05|brive la gaillarde 19|caen 14|cahors 46|calais 62|cannes 06
    carcassonne 11|cayenne 97|chalons en champagne 51|chalon sur saone 71|chambery 73|charleville mezieres 08|chartres 28
    chateauroux 36|chaumont 52|cherbourg 50|cholet 49|clermont ferrand 63|colmar 68|colombes 92|courbevoie 92|creil 60
    creteil 94|digne les bains 04|dijon 21|drancy 93|dunkerque 59|epinal 88|evreux 27|evry 91|foix 09|fort de france 97
    frejus 83|gap 05|grasse 06|grenoble 38|gueret 23|hyeres 83|issy les moulineaux 92|ivry sur seine 94|la rochelle 17
    la roche sur yon 85|laon 02|laval 53|le havre 76|le mans 72|le puy en velay 43|levallois perret 92|lille 59|limoges 87
    lons le saunier 39|lorient 56|lyon 69|macon 71|manosque 04|marseille 13|melun 77|mende 48|merignac 33|metz 57
    millau 12|mont de marsan 40|montauban 82|montlucon 03|montpellier 34|montreuil 93|moulins 03|mulhouse 68|nancy 54
    nanterre 92|nantes 44|narbonne 11|neuilly sur seine 92|nevers 58|nice 06|nimes 30|niort 79|noisy le grand 93|orleans 45
    oyonnax 01|pamiers 09|paris 75|pau 64|perigueux 24|perpignan 66|pessac 33|poitiers 86|pontoise 95|privas 07|quimper 29
    reims 51|rennes 35|roanne 42|rodez 12|roubaix 59|rouen 76|rueil malmaison 92|saint brieuc 22
    saint etienne 42|saint lo 50|saint malo 35|saint nazaire 44|saint quentin 02|sedan 08|sete 34|soissons 02|strasbourg 67
    tarbes 65|thionville 57|toulon 83|toulouse 31|tourcoing 59|tours 37|troyes 10|tulle 19|valence 26|valenciennes 59
    vannes 56|versailles 78|vesoul 70|vichy 03|villeurbanne 69|vitry sur seine 94
    """
    )
)


def is_foreign_town(text: str) -> bool:
    """Whether a town is a larger one of a country whose codes have four digits, France and Belgium aside."""
    return _bare(text) in FOREIGN_TOWNS


def department_of_town(text: str) -> str:
    """The first two digits of the codes of a larger French town, "LYON 3" too; "" for any other."""
    return FRENCH_TOWNS.get(_bare(text), "")


def is_belgian_town(text: str) -> bool:
    """Whether a town is one of the larger ones of Belgium, or of the communes of Brussels: "Bruxelles 7", "MONS"."""
    return _bare(text) in BELGIAN_TOWNS


def _bare(town: str) -> str:
    """A town without its district: "Lyon 3e", "Bruxelles 7", "LILLE CEDEX 9"."""
    return " ".join(word for word in fold(town).split() if not DISTRICT.fullmatch(word))


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

    France: the department, "44", "2A", "2B", "971"; none for four digits, Belgian or without their first zero, which say
    nothing by themselves. Belgium: the province in ISO 3166-2, "WLG", and "BRU" for Brussels. Elsewhere "": nothing
    needs it.
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
    if len(digits) != 5:
        return ""
    code = digits
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
