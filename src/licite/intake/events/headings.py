"""What the columns of a file of acts are called in French and English, as patterns over folded headers."""

import re

from licite.intake.headings import NUMBER, WORDS, Target

_NUMBERED = {
    "purchases": frozenset(
        ["facture", "invoice", "commande", "order", "piece", "achat", "purchase", "vente", "sale", "sales", "ticket",
         "receipt", "document", "transaction", "bon", "doc"]
    ),
    "interactions": frozenset(
        ["appel", "call", "activite", "activity", "interaction", "evenement", "event", "echange", "action", "log", "ticket"]
    ),
}  # fmt: skip
"""With one of the words that say a number, these say the number of the act itself."""
_FILLERS = frozenset(["de", "du", "d", "l", "la", "le", "of", "the"])
_SUMS = r"montant|total|amount|prix|price|somme|valeur|value"
_COMMON: tuple[tuple[Target, str], ...] = tuple(
    (target, pattern) for target, pattern in WORDS if target in (Target.EMAIL, Target.PHONE)
)
_PURCHASE_DATE = (
    r"date|jour|day|date (?:de |d )?(?:la )?(?:facture|facturation|commande|achat|vente|piece|paiement)"
    r"|(?:invoice|order|purchase|sales?|billing|transaction|document|doc) date|created at|quand|when"
    r"|(?:achete|vendu|facture|commande) le|(?:bought|sold|ordered|invoiced|paid) (?:on|at)"
)
_EXCHANGE_DATE = (
    r"date|jour|day|date (?:et )?heure|date ?time|(?:call|activity|event|contact|start) (?:date|time)|start(?:ed)?(?: at)?"
    r"|date (?:de |du |d )?(?:l )?(?:appel|echange|interaction|contact|rdv|rendez vous|activite|evenement|action|visite)"
    r"|(?:created|happened) (?:at|on)|timestamp|horodatage|quand|when"
)
_WORDS: dict[str, tuple[tuple[Target, str], ...]] = {
    "purchases": (
        (Target.HAPPENED_AT, _PURCHASE_DATE),
        (Target.CURRENCY, r"devise|currency|monnaie|currency code"),
        (Target.NUMBER, r"facture|piece|invoice|commande|order"),
        (
            Target.LABEL,
            (
                r"produits?|products?|articles?|designation|libelle|description|items?|objet|intitule|prestations?|services?"
                r"|(?:product|item|article) name|(?:nom|libelle|designation) (?:du |de l )?(?:produit|article)"
            ),
        ),
        (
            Target.AMOUNT,
            (
                rf"(?:{_SUMS})(?: (?:ht|ttc|hors taxes?|net|total|eur|euros?|de la \w+|facture|commande|paye))*"
                rf"|(?:invoice|order|grand|net|purchase|sale) (?:{_SUMS})|net a payer|ca|chiffre d affaires"
            ),
        ),
    ),
    "interactions": (
        (Target.HAPPENED_AT, _EXCHANGE_DATE),
        (
            Target.KIND,
            (
                r"type|kind|nature|categorie|category|canal|channel|media|(?:activity|event|contact|interaction) type"
                r"|type (?:de |d )?(?:l )?(?:activite|echange|interaction|contact|action|evenement|rdv)"
            ),
        ),
        (
            Target.DIRECTION,
            (
                r"sens|direction|initiateur|initie par|(?:initiated|started) by|emetteur|sender|entrant(?: ou)? sortant"
                r"|inbound outbound|a l initiative de|par qui|who started"
            ),
        ),
        (
            Target.RESULT,
            r"resultat|result|issue|outcome|statut|status|disposition|conclusion|suite",
        ),
        (
            Target.NOTE,
            (
                r"notes?|commentaires?|comments?|remarques?|remarks?|compte rendu|cr|resume|summary|description|contenu"
                r"|content|details?|texte|text|body|objet|subject|memo|observations?"
            ),
        ),
    ),
}


def read_heading(said: str, kind: str) -> Target | None:
    """What a column of such a file seems to be by its heading, folded; None for what nothing would use."""
    words = set(said.split())
    if words & NUMBER and words & _NUMBERED[kind] and words <= NUMBER | _NUMBERED[kind] | _FILLERS:
        return Target.NUMBER
    for target, pattern in (*_WORDS[kind], *_COMMON):
        if re.fullmatch(pattern, said):
            return target
    return None
