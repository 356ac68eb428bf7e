"""What columns are called in French and English (and what may not be brought in), as patterns over folded headers.

Those of a file of acts are in `events.headings`.
"""

import re
from enum import StrEnum


class Target(StrEnum):
    """What a column may be read as; the words of a map file."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    FULL_NAME = "full_name"
    TITLE = "title"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    POSTAL_CODE = "postal_code"
    TOWN = "town"
    STATE = "state"
    COUNTRY = "country"
    CAPACITY = "capacity"
    COLLECTED_AT = "collected_at"
    OBJECTION = "objection"
    # What a column of refusals may mean.
    NO_LETTERS = "no_newsletter"
    NO_EMAIL = "no_email"
    NO_PHONE = "no_phone"
    NO_CONTACT = "no_contact"
    REFERENCE = "reference"
    REMARK = "remark"
    PORTFOLIO = "portfolio"
    # Of a file of acts.
    HAPPENED_AT = "happened_at"
    NUMBER = "number"
    KIND = "kind"
    DIRECTION = "direction"
    RESULT = "result"
    NOTE = "note"
    LABEL = "label"
    AMOUNT = "amount"
    CURRENCY = "currency"


# Other forms of what the lists of the pack refuse (`special.columns.*`, law.md 9), under the names of its categories;
# `secret` is ours.
FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("national_number", r"national (?:id|number|register)|rijksregister\w*|carte (?:d )?identite"),
    ("health", r"handicap\w*|disab\w*|maladies?|medica\w*|allerg\w*|pregnan\w*"),
    ("religion", r"religi\w*"),
    ("origin", r"(?:ethni|racia)\w*"),
    ("politics", r"politi\w*"),
    ("union", r"syndica\w*|trade union"),
    ("sexual_life", r"orientation|sexual\w*"),
    ("offences", r"condamnation\w*|infraction\w*|criminal\w*|offences?"),
    ("family", r"(?:famil\w* (?:status|situation)|marital\w*|matrimonial\w*|enfants?|children|kids)"),
    ("income", r"salaires?|remuneration|wealth"),
    ("birth", r"naissance|birth\w*|nationalit\w+"),
    ("bank", r"bank\w* account|credit card"),
    ("image", r"photos?|picture"),
)
CODES = r"mot de passe|password|wachtwoord|mdp|pin|code secret"

# Held for no declared purpose, or not to be taken from a file.
UNWANTED: tuple[tuple[str, str], ...] = (
    ("fax", r"fax|telecopie\w*"),
    ("civility", r"civilite|civility|salutation|sexe|sex|gender|genre|title of courtesy|titre de civilite"),
    ("consent", r"opt in|optin|consent\w*|accept\w* .*|newsletter|abonne\w*|subscribe[dr]?|rgpd|gdpr"),
    (
        "identifier",
        (
            r"(?:.* )?(?:id|identifiant|uuid|ref|reference|numero client|code client|n client)"
            r"|(?:id|ref|reference|identifiant) .*"
        ),
    ),
    (
        "colleague",
        r"(?:support|sales)? ?rep|commercial|vendeur|owner|account manager|charge d affaires|responsable",
    ),
)

# The number by which another tool knows a person, as its words say it: one of each of the first two, and none but these.
NUMBER = frozenset(
    [
        "n",
        "no",
        "nr",
        "num",
        "numero",
        "number",
        "code",
        "ref",
        "reference",
        "id",
        "identifier",
        "identifiant",
        "matricule",
        "key",
    ]
)
BEARER = frozenset(["client", "customer", "contact", "cust", "tiers", "adherent", "abonne", "crm", "erp"])
FILLERS = frozenset(["de", "du", "d", "l", "le", "of", "the", "compte", "externe", "external"])
NAME = r"(?:noms?(?: de famille| d usage)?|last ?names?|family ?names?|surname|achternaam|naam)"
GIVEN = r"(?:prenoms?|first ?names?|first|given ?names?|forename|voornaam)"
OF_WHOM = r"(?: (?:du |de la |de l |de |d )?(?:contact|client|prospect|personne|interlocuteur|visiteur|participant)e?s?)?"
NAME_FIRST = re.compile(rf"{NAME} .*\b{GIVEN}\b.*")
"""A heading of whole names that says their order: the last name comes first."""
# What each field is called; the first that matches wins, so the narrow ones come first.
WORDS: tuple[tuple[Target, str], ...] = (
    (Target.PORTFOLIO, (r"portefeuilles?|portfolios?|(?:nom|code) (?:du )?portefeuille|territoire(?: commercial)?|territory"
                        r"|secteur commercial")),
    (Target.REMARK, r"notes?|commentaires?|comments?|remarques?|remarks?|observations?|description|memo|bloc notes?"),
    (Target.COLLECTED_AT, (r"(?:date )?(?:de |d |of )?(?:la )?(?:collecte|recueil|collection)(?: date)?"
                           r"|date (?:de creation|d inscription|d entree|du contact|de (?:la )?rencontre|du salon)"
                           r"|(?:vue?s?|rencontree?s?)(?: .*)? le"
                           r"|collected(?: at| on)?|created(?: at| on)?|creation date")),
    (Target.EMAIL, r"(?:.* )?(?:e ?mail|courriel|mail|mel)s?(?: .*)?"),
    (Target.POSTAL_CODE, r"(?:.* )?(?:code ?postal|cp|zip(?: ?code)?|post(?:al)? ?code|postcode|npa)(?: .*)?"),
    (Target.PHONE, (r"(?:.* )?(?:telephones?|tel|phones?|mobile|mob|portable|gsm|cell(?:ulaire| ?phone)?|fixe|ligne directe"
                   r"|tph)(?: .*)?")),
    (Target.TOWN, r"(?:.* )?(?:villes?|city|town|commune|localite|gemeente|stad)(?: .*)?"),
    (Target.COUNTRY, r"(?:.* )?(?:pays|country|land)(?: .*)?"),
    (Target.STATE, r"etat|state|province|region|state province"),
    (Target.ADDRESS, r"(?:.* )?(?:adresses?|address|rue|street|voie|complement|straat)(?: .*)?"),
    (Target.FULL_NAME, rf"(?:{NAME} (?:et (?:le )?|and |en )?{GIVEN}|{GIVEN} (?:et (?:le )?|and |en )?{NAME}){OF_WHOM}"),
    (Target.FIRST_NAME, r"(?:.* )?(?:prenoms?|first ?names?|given ?names?|forename|voornaam)(?: .*)?"),
    (Target.COMPANY, (r"(?:.* )?(?:societes?|stes?|raison sociale|entreprise|company|compagnie|organisation|organization"
                     r"|employer|employeur|etablissement|enseigne|business|bedrijf|account)(?: name| nom)?")),
    (Target.TITLE, r"(?:.* )?(?:titre|fonction|poste|job ?titles?|job|title|position|metier|profession|role)(?: .*)?"),
    (Target.LAST_NAME, (r"noms?|nom (?:de famille|d usage|de naissance|usuel|patronymique)|last ?names?|family ?names?"
                        r"|surname|patronyme|achternaam")),
    (Target.FULL_NAME, (r"noms? complets?|full ?name|name|contact|client"
                       r"|customer|nom (?:du |de la |de )?(?:contact|client|prospect|personne)"
                        r"|(?:contact|customer|client) ?name|interlocuteur|display name|prospect|naam")),
)  # fmt: skip
OBJECTION = re.compile(
    r"\b(?:opposition|opposed|objection|opt out|optout|desinscrit\w*|desinscription|desabonn\w*|unsubscri\w*|stop"
    r"|ne pas \w+|ne plus \w+|do not \w+|bloctel|liste rouge|robinson)\b"
)
MAILS = r"e ?mails?|courriels?|mails?|mailings?"
LETTERS = r"newsletters?|infolettres?|lettres? d information"
# What such a heading refuses, the strictest of what it may mean; any other leaves each cell to say it. One that names the
# newsletter, and no other mail, is about newsletters alone.
REFUSALS: tuple[tuple[Target, str], ...] = (
    (Target.NO_CONTACT, (r"ne (?:pas|plus) (?:contacter|solliciter|demarcher|relancer|prospecter)|do not (?:contact|disturb)"
                         r"|stop pub\w*|stop")),
    (Target.NO_PHONE, r".*\b(?:telephon\w*|tel|phone|calls?|appels?|appeler|phoning|bloctel|liste rouge|demarchage)\b.*"),
    (Target.NO_LETTERS, rf"(?!.*\b(?:{MAILS})\b).*\b(?:{LETTERS})\b.*"),
    (Target.NO_EMAIL, (rf".*\b(?:{MAILS})\b.*"
                       rf"|(?!.*\b(?:{LETTERS})\b).*\b(?:desinscri\w*|desabonn\w*|unsubscri\w*)\b.*")),
)  # fmt: skip
CAPACITY = re.compile(
    r"capacite|capacity|qualite|pro(?: ou)? particulier|particulier(?: ou)? pro\w*|b2b b2c"
    r"|type (?:de |of )?(?:client|contact|customer)"
)
# A column about something, not the thing: "Type de téléphone", "Taille de l’entreprise".
ABOUT = re.compile(
    r"(?:type|nombre|nb|number of|statut|status|taille|size|count|secteur|sector|forme|chiffre)\b"
)
