"""What the demo's organisation decides before anybody enters: who it is, its tests, its notices, its texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from licite import packs
from licite.access import gate
from licite.access.actor import Actor
from licite.console.demo.firm import DOMAIN, ORGANISATION
from licite.console.demo.records import WordingKey
from licite.journal import entries
from licite.kit.dates import add_months
from licite.lawful import balancing
from licite.lawful.actions.notices import declare, publish
from licite.lawful.actions.purposes import approve_balancing, approve_seed, draft_balancing
from licite.lawful.actions.wordings import add_wording
from licite.lawful.channels import Channel
from licite.lawful.models import Wording
from licite.lawful.notices.facts import Declared
from licite.lawful.proofs.wordings import Mentions, compose
from licite.lawful.queries.notices import standings
from licite.packs import changes
from licite.people.actions.customs import add_field
from licite.people.customs import FieldKind, FieldSensitivity
from licite.people.models import CustomField
from licite.web.dates import today

ORIGIN: Final = "demo"
NAME: Final = ORGANISATION.name
POSTAL: Final = "12 quai des Tanneurs\n44000 Nantes"
IDENTITY: Final = {
    "name": NAME,
    "country": "FR",
    "address": POSTAL,
    "email": f"bonjour@{DOMAIN}",
    "phone": "+33261910044",
    "authority": "cnil",
    "dpo_name": "Amina Diallo-Roussel",
    "dpo_email": f"amina@{DOMAIN}",
    "url": f"https://{DOMAIN}",
}
SELLER: Final = "Annuaires Kerdraon SARL"
DECLARED: Final = Declared(
    providers=("hosting", "telephony", "mailing"),
    sellers=(SELLER,),
    pages=("Annuaire des entreprises (annuaire-entreprises.data.gouv.fr)",),
    interests_en={
        "prospection": "making our industrial supplies known to those who may have a use for them, to find new customers",
        "customer_relationship": "carrying out our contracts with customers’ companies: delivering, repairing, answering",
        "newsletter": "keeping the professionals of our trade informed of what is new and of the rules",
        "satisfaction": "knowing whether our customers are satisfied, to correct what goes wrong",
    },
)
PROSPECTION: Final = "prospection"
ANSWERS: Final = {
    "interest": "Faire connaître nos fournitures industrielles à ceux qui peuvent en avoir l’usage, afin de trouver de "
    "nouveaux clients.",
    "volume": "Quelques milliers de personnes ; au plus quatre messages et trois appels par an et par personne.",
    "source": "Salons professionnels (carte de visite remise par la personne), formulaire de notre site, recommandation "
    "d’un client, site de l’entreprise ; et, pour des professionnels en France seulement, un fichier fourni par "
    f"{SELLER}, dont chacun est informé dans le mois.",
}
"""What our test answers otherwise than the worked example."""
OPINION: Final = (
    "Avis favorable, fichier fourni compris : il ne porte que sur des professionnels en France, qui sont informés de sa "
    "source et peuvent s’opposer dès le premier message. Revoir si le volume dépasse 10 000 personnes."
)
ABROAD: Final = ("BE",)
"""Where some of those who are about to be entered live: the notices say it from their first version on."""
_FRENCH: Final = Mentions(
    controller=NAME,
    goods="nos fournitures industrielles, nos offres et nos portes ouvertes",
    withdrawal=f"en le disant à la personne qui appelle, ou en écrivant à bonjour@{DOMAIN}",
    proof_access=f"en écrivant à amina@{DOMAIN} ; elle est envoyée par e-mail ou par courrier",
    months=12,
)
_OFFERS: Final = Mentions(
    controller=NAME,
    goods="nos fournitures industrielles et nos offres",
    withdrawal="par le lien placé au bas de chaque message",
    proof_access=f"en écrivant à amina@{DOMAIN}",
)
_NEWS: Final = Mentions(
    controller=NAME,
    goods="la lettre d’information des Ateliers : nouveautés, conseils d’atelier, portes ouvertes",
    withdrawal="par le lien placé au bas de chaque lettre",
    proof_access=f"en écrivant à amina@{DOMAIN}",
)
_NEWS_ENGLISH: Final = Mentions(
    controller=NAME,
    goods="our newsletter: new products, workshop advice, open days",
    withdrawal="by the link at the foot of each letter",
    proof_access=f"by writing to amina@{DOMAIN}",
)
TEXTS: Final[Mapping[WordingKey, tuple[str, Channel, str, Mentions]]] = {
    "phone": ("prospection", Channel.PHONE, "fr", _FRENCH),
    "email": ("prospection", Channel.EMAIL, "fr", _OFFERS),
    "newsletter_fr": ("newsletter", Channel.EMAIL, "fr", _NEWS),
    "newsletter_en": ("newsletter", Channel.EMAIL, "en", _NEWS_ENGLISH),
}


IN_USE_SINCE: Final = date(2020, 1, 1)
"""The invented consents are older than the demo, which writes their texts today: the texts were in use before."""


@dataclass(frozen=True)
class House:
    """What people's rights hang on: the texts shown to them, and the organisation's own field."""

    wordings: Mapping[WordingKey, Wording]
    field: int


def settle(*, officer: int, marketing: int) -> House:
    """Balancing tests first, then what the data protection officer does, each in the member's own grants."""
    examples = balancing.starting_points()
    with gate.as_system("demo"):
        approve_seed([purpose for purpose in examples if purpose != PROSPECTION])
    with gate.acting_for(marketing, "demo") as actor:
        answers = {name: text for name, text in examples[PROSPECTION].items() if name != "opinion"}
        drafted = draft_balancing(actor, purpose=PROSPECTION, answers=answers | ANSWERS, holds=True)
    with gate.acting_for(officer, "demo") as actor:
        review = add_months(today(), packs.value("balancing.review.months"))
        approve_balancing(actor, purpose=PROSPECTION, version=drafted, opinion=OPINION, review_on=review)
        changes.set_organisation(IDENTITY)
        entries.write("packs:organisation:write", origin=ORIGIN)
        declare(actor, declared=DECLARED)
        field = _add_project_field(actor)
        _publish(actor)
        return House({key: _word(actor, key) for key in TEXTS}, field)


def _publish(actor: Actor) -> None:
    """French before English: a notice in English alone informs nobody in France."""
    for language in ("fr", "en"):
        for standing in standings(countries=ABROAD):
            if standing.language == language:
                publish(actor, standing=standing)


def _add_project_field(actor: Actor) -> int:
    add_field(
        actor,
        key="project",
        french="Projet en cours",
        english="Current project",
        kind=FieldKind.TEXT,
        choices=(),
        purpose="prospection",
        sensitivity=FieldSensitivity.ORDINARY,
    )
    return CustomField.objects.only("id").get(key="project").id


def _word(actor: Actor, key: WordingKey) -> Wording:
    purpose, channel, language, mentions = TEXTS[key]
    public = add_wording(
        actor,
        purpose=purpose,
        channel=channel,
        language=language,
        text=compose(channel, language, mentions),
        mentions=mentions,
        names_us=True,
        used_since=IN_USE_SINCE,
    )
    return Wording.objects.get(public=public)
