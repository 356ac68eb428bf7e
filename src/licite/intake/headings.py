"""What columns are called in French and English (and what may not be brought in), as patterns over folded headers."""

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


# Prohibited or excessive in a customer base (GDPR 9 and 10; law.md, section 9). The reason names the kind.
FORBIDDEN: tuple[tuple[str, str], ...] = (
    ("national_number", (r"nir|nss|niss|nrn|ssn|securite sociale|social security|registre national|rijksregister\w*"
                        r"|national (?:id|number|register)|passeport|passport|cni|carte (?:d )?identite|identity card")),
    ("health", (r"sante|health|handicap\w*|disab\w*|maladie\w*|disease|grossesse|pregnan\w*|medica\w*|allerg\w*"
               r"|groupe sanguin|blood (?:type|group)")),
    ("beliefs", r"religi\w*|culte|confession|politi\w*|syndica\w*|trade union|(?:ethni|racia)\w*|ethnie|race"),
    ("sexual_life", r"orientation|vie sexuelle|sexual\w*"),
    ("offences", r"casier|condamnation\w*|infraction\w*|criminal\w*|offences?"),
    ("family", (r"situation (?:familiale|de famille|matrimoniale)|famil\w* (?:status|situation)|marital\w*"
               r"|matrimonial\w*|enfants?|children|kids|conjoint\w*|spouse|husband|wife")),
    ("income", r"revenus?|salaires?|salary|income|patrimoine|remuneration|wealth"),
    ("birth", r"naissance|birth\w*|dob|anniversaire|ne le|nee le|ne e le|age|nationalit\w+"),
    ("bank", r"iban|bic|rib|carte bancaire|credit card|card number|cvv|cvc|bank\w* account|compte bancaire"),
    ("secret", r"mot de passe|password|mdp|pin"),
    ("photo", r"photos?|picture|avatar"),
)  # fmt: skip

# Held for no declared purpose, or not to be taken from a file.
UNWANTED: tuple[tuple[str, str], ...] = (
    ("fax", r"fax|telecopie\w*"),
    ("civility", r"civilite|civility|salutation|sexe|sex|gender|genre|title of courtesy|titre de civilite"),
    ("consent", r"opt in|optin|consent\w*|accept\w* .*|newsletter|abonne\w*|subscribe[dr]?|rgpd|gdpr"),
    ("free_text", r"notes?|commentaires?|comments?|remarques?|remarks?|observations?|description|memo"),
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

# What each field is called; the first that matches wins, so the narrow ones come first.
WORDS: tuple[tuple[Target, str], ...] = (
    (Target.COLLECTED_AT, (r"(?:date )?(?:de |d |of )?(?:la )?(?:collecte|recueil|collection)(?: date)?"
                           r"|date (?:de creation|d inscription|d entree|du contact)"
                           r"|collected(?: at| on)?|created(?: at| on)?|creation date")),
    (Target.EMAIL, r"(?:.* )?(?:e ?mail|courriel|mail|mel)s?(?: .*)?"),
    (Target.POSTAL_CODE, r"(?:.* )?(?:code ?postal|cp|zip(?: ?code)?|post(?:al)? ?code|postcode|npa)(?: .*)?"),
    (Target.PHONE, (r"(?:.* )?(?:telephones?|tel|phones?|mobile|mob|portable|gsm|cell(?:ulaire| ?phone)?|fixe|ligne directe"
                   r"|tph)(?: .*)?")),
    (Target.TOWN, r"(?:.* )?(?:villes?|city|town|commune|localite|gemeente|stad)(?: .*)?"),
    (Target.COUNTRY, r"(?:.* )?(?:pays|country|land)(?: .*)?"),
    (Target.STATE, r"etat|state|province|region|state province"),
    (Target.ADDRESS, r"(?:.* )?(?:adresses?|address|rue|street|voie|complement|straat)(?: .*)?"),
    (Target.FIRST_NAME, r"(?:.* )?(?:prenoms?|first ?names?|given ?names?|forename|voornaam)(?: .*)?"),
    (Target.COMPANY, (r"(?:.* )?(?:societes?|raison sociale|entreprise|company|compagnie|organisation|organization|employer"
                     r"|employeur|etablissement|enseigne|business|bedrijf|account)(?: name| nom)?")),
    (Target.TITLE, r"(?:.* )?(?:titre|fonction|poste|job ?titles?|job|title|position|metier|profession|role)(?: .*)?"),
    (Target.LAST_NAME, (r"noms?|nom (?:de famille|d usage|de naissance|usuel|patronymique)|last ?names?|family ?names?"
                        r"|surname|patronyme|achternaam")),
    (Target.FULL_NAME, (r"nom complet|noms? (?:et )?prenoms?|prenoms? (?:et )?noms?|full ?name|name|contact|client"
                       r"|customer|nom (?:du |de la |de )?(?:contact|client|prospect|personne)"
                        r"|(?:contact|customer|client) ?name|interlocuteur|display name|prospect|naam")),
)  # fmt: skip
OBJECTION = re.compile(
    r"\b(?:opposition|opposed|objection|opt out|optout|desinscrit\w*|desinscription|desabonn\w*|unsubscri\w*|stop"
    r"|ne pas \w+|ne plus \w+|do not \w+|bloctel|liste rouge|robinson)\b"
)
CAPACITY = re.compile(
    r"capacite|capacity|qualite|pro(?: ou)? particulier|particulier(?: ou)? pro\w*|b2b b2c"
    r"|type (?:de |of )?(?:client|contact|customer)"
)
# A column about something, not the thing: "Type de téléphone", "Taille de l’entreprise".
ABOUT = re.compile(
    r"(?:type|nombre|nb|number of|statut|status|taille|size|count|secteur|sector|forme|chiffre)\b"
)
