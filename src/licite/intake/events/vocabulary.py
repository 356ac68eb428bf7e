"""What the cells of a file of exchanges say of kind, direction and outcome, in French and English; what proves an act."""

import re

from licite.kit import names
from licite.lawful.choices import Evidence
from licite.people.choices import Direction, InteractionKind, Outcome

# The first that is found within the cell, folded, wins: the narrow ones come first.
KINDS: tuple[tuple[InteractionKind, str], ...] = (
    (InteractionKind.VISIT, r"visites?|visits?|deplacement|sur site|on site"),
    (InteractionKind.MEETING, r"rdv|rendez vous|reunions?|meetings?|entretiens?|visio\w*|demo\w*|appointments?|salons?"),
    (InteractionKind.EMAIL, r"e ?mails?|courriels?|mails?|mel|messages?"),
    (InteractionKind.LETTER, r"courriers?|lettres?|letters?|postal\w*|post"),
    (InteractionKind.CALL, r"appels?|calls?|tel|telephon\w*|phon\w*|messagerie"),
    (InteractionKind.FORM, r"formulaires?|forms?|inscriptions?|registrations?|demandes?|requests?|download\w*"),
    (InteractionKind.ORDER, r"commandes?|orders?|achats?|purchases?|signatures?|paiements?|payments?|devis signes?"),
    (InteractionKind.NOTE, r"notes?|remarques?|commentaires?|comments?|taches?|tasks?"),
)  # fmt: skip
MARKED: tuple[tuple[Direction, str], ...] = (
    (Direction.THEIRS, r"entrante?s?|inbound|incoming|recue?s?|received"),
    (Direction.OURS, r"sortante?s?|outbound|outgoing|envoyee?s?|sent|emise?s?"),
)
"""Words that say who started it even beside a kind: "appel entrant"."""
DIRECTIONS: tuple[tuple[Direction, str], ...] = (
    *MARKED,
    (Direction.THEIRS, r"in|clients?|customers?|contacts?|prospects?|personne|person|them|theirs|eux"),
    (Direction.OURS, r"out|nous|us|ours|interne|vendeur|commercial\w*|agent"),
)
NEVER = (r"annul\w*|cancel\w*|(?:non|pas|not) (?:fait|realise|tenu|effectue|done|held)\w*|a faire|to ?do|planifie\w*|planned"
         r"|prevue?s?|scheduled|open|ouverte?s?|en cours|brouillon|draft")  # fmt: skip
"""What did not take place, or not yet."""
OUTCOMES: tuple[tuple[Outcome, str], ...] = (
    (Outcome.REFUSED, r"refus\w*|pas interesse\w*|non interesse\w*|not interested|negati\w*|declined|rejected"),
    (Outcome.INTERESTED, r"interesse\w*|interested|positi\w*|qualified|chaud|hot"),
    (Outcome.NOT_NOW, r"pas maintenant|plus tard|not now|later|a rappeler|rappeler|call ?back|reporte\w*|postponed"),
    (Outcome.VOICEMAIL, r"messagerie|repondeur|voice ?mail|left (?:a )?message|message laisse"),
    (Outcome.WRONG_NUMBER, r"(?:faux|mauvais) numero|numero (?:faux|errone)|wrong number|invalid number"),
    (Outcome.NO_ANSWER, (r"(?:pas|sans|aucune) (?:de )?reponse|no answer|unanswered|occupe|busy|injoignable|nrp|missed"
                         r"|(?:non|pas|not) (?:joint|abouti|repondu|decroche|reached|connected|answered)\w*|manque")),
    (Outcome.ABSENT, r"absente?s?|non venu\w*|pas venu\w*|no show|lapin|did not come"),
    (Outcome.REACHED, r"jointe?s?|aboutie?s?|reached|connected|answered|repondue?s?|decroche\w*|contacted"),
    (Outcome.DONE, r"faite?s?|done|terminee?s?|realisee?s?|effectuee?s?|tenue?s?|held|completed?|clos\w*|traitee?s?|ok"),
)  # fmt: skip
ALWAYS_THEIRS = frozenset({InteractionKind.FORM, InteractionKind.ORDER})
"""What nobody of ours can do."""
TALKED = frozenset({Outcome.REACHED, Outcome.INTERESTED, Outcome.NOT_NOW, Outcome.REFUSED, Outcome.DONE})


def kind_of(text: str) -> InteractionKind | None:
    """The kind that a cell names."""
    return next((one for one, pattern in KINDS if _holds(pattern, text)), None)


def direction_of(text: str, *, beside_kind: bool = False) -> Direction | None:
    """Who started it, as a cell says; or one that names the kind."""
    return next(
        (one for one, pattern in (MARKED if beside_kind else DIRECTIONS) if _holds(pattern, text)), None
    )


def outcome_of(text: str, *, kind: str) -> Outcome | None:
    """How it ended, as a cell says."""
    found = next((one for one, pattern in OUTCOMES if _holds(pattern, text)), None)
    return Outcome.NO_ANSWER if found is Outcome.ABSENT and kind == InteractionKind.CALL else found


def took_place(text: str) -> bool:
    """Whether it is something that happened, as its outcome says."""
    return not _holds(NEVER, text)


def evidence_of(kind: str, outcome: str, *, numbered: bool) -> Evidence | None:
    """What proves such an act of the person, where the tool keeps it: a call or a meeting by its outcome, a form by its
    number (house, rule 10).
    """
    if kind == InteractionKind.CALL:
        return Evidence.INBOUND_CALL if outcome in TALKED else None
    if kind in (InteractionKind.MEETING, InteractionKind.VISIT):
        return Evidence.MEETING_HELD if outcome in TALKED else None
    if kind == InteractionKind.FORM:
        return Evidence.FORM_ID if numbered else None
    if kind in (InteractionKind.EMAIL, InteractionKind.LETTER):
        return Evidence.REPLY
    return Evidence.ORDER if kind == InteractionKind.ORDER else None


def _holds(pattern: str, text: str) -> bool:
    return bool(re.search(rf"\b(?:{pattern})\b", names.fold(text)))
