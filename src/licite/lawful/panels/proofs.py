"""The whole proof, field by field: what the page of a proof and the copy for the person both show (law.md 6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from licite.kit import dates, emails, phones
from licite.kit.masking import DOT
from licite.lawful.channels import Channel
from licite.lawful.models import Age, Consent, Notice, PositiveAct
from licite.lawful.panels.consents import instant
from licite.lawful.proofs.sealing import ConsentDetails
from licite.lawful.proofs.wordings import began
from licite.lawful.queries.consents import Proof
from licite.web.dates import date_format

UNSAID: Final = "—"


@dataclass(frozen=True)
class Field:
    """One field of the proof: `key` for whoever checks that none is missing, then what is shown."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """Fields under one heading."""

    title: str
    fields: Sequence[Field]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the proof's rows do not hold themselves. `person`: the reference of the record, and the name where shown.

    `identifier`: as this reader may see it. `members`: names by id. `purpose`: its name. `rule`: in words.
    """

    person: str
    identifier: str
    details: ConsentDetails
    members: Mapping[int, str]
    purpose: str
    notice: Notice | None
    rule: str


def parts(proof: Proof, told: Told) -> Sequence[Part]:
    """Every field that the law asks a proof for, those that are empty too."""
    return [
        Part(_("Who, to whom, for what"), list(_about(proof, told))),
        Part(_("What was shown"), list(_shown(proof, told))),
        Part(_("What the person did"), list(_done(proof, told))),
        Part(_("Until when, and how it ends"), list(_ending(proof, told))),
        Part(_("Where it comes from, if not from the person to us"), list(_upstream(proof, told))),
    ]


def masked(identifier: str) -> str:
    """What stands for an address or a number that this reader may not see."""
    if "@" in identifier:
        return emails.mask(identifier)
    return phones.mask(identifier) if identifier.startswith("+") else DOT * 6


def as_text(sections: Sequence[Part], *, heading: str) -> str:
    """The copy that the person can keep: plain text, a field a line."""
    lines = [heading]
    for part in sections:
        lines += ["", part.title.upper(), ""]
        for one in part.fields:
            said = one.value.replace("\n", "\n    ")
            lines.append(_("%(label)s: %(value)s") % {"label": one.label, "value": said})
    return "\n".join(lines) + "\n"


def _about(proof: Proof, told: Told) -> Iterator[Field]:
    one = proof.consent
    yield Field("person", _("Person"), told.person)
    yield Field("identifier", _("Address or number as given"), told.identifier)
    yield Field("controller", _("Organisation that asked"), one.wording.controller)
    yield Field("third_party", _("Acting for it"), one.wording.third_party or _("no third party"))
    yield Field("purpose", _("Purpose"), told.purpose)
    yield Field("channel", _("Channel"), str(one.get_channel_display()))
    yield Field("goods", _("Goods, services or messages"), one.wording.goods)


def _shown(proof: Proof, told: Told) -> Iterator[Field]:
    one, text = proof.consent, proof.consent.wording
    yield Field("text", _("Exact text"), text.text)
    yield Field("version", _("Version"), f"{text.version} ({text.public})")
    yield Field("used_since", _("In use since"), began(text))
    yield Field("written", _("Kept here since"), instant(text.created_at, one.zone))
    yield Field("digest", _("SHA-256 of the text"), text.digest)
    yield Field("language", _("Language"), str(text.get_language_display()))
    yield Field("withdrawal_shown", _("Right to withdraw, as shown"), text.withdrawal)
    yield Field("proof_access", _("Access to the proof, as shown"), text.proof_access)
    notice = told.notice
    yield Field(
        "notice",
        _("Information notice shown"),
        f"{notice.get_kind_display()} · {notice.language} · v{notice.version}" if notice else _("none noted"),
    )


def _done(proof: Proof, told: Told) -> Iterator[Field]:
    one = proof.consent
    yield Field("act", _("Positive act"), str(PositiveAct(one.act).label))
    yield Field("given_at", _("Date and hour"), instant(one.given_at, one.zone))
    yield Field("source", _("Where"), f"{one.get_source_display()} · {told.details.reference}")
    yield Field(
        "age", _("Who consented"), " · ".join(filter(None, [str(Age(one.age).label), told.details.parent]))
    )
    yield Field(
        "technical",
        _("Technical evidence"),
        _("none: no IP address is kept, this proof does not need one"),
    )
    if one.act == PositiveAct.ORAL:
        said = instant(proof.confirmed_at, one.zone) if proof.confirmed_at else _("not answered")
        yield Field("confirmation", _("Our confirmation by mail"), said)
    yield Field("evidence", _("Files kept"), str(len(proof.evidence)))
    by = told.members.get(one.member or 0, _("the person’s own answer"))
    yield Field(
        "recorded",
        _("Recorded here"),
        _("on %(moment)s, by %(name)s") % {"moment": instant(one.created_at, one.zone), "name": by},
    )


def _ending(proof: Proof, told: Told) -> Iterator[Field]:
    one, end = proof.consent, proof.withdrawal
    yield Field("valid_until", _("Valid until"), instant(one.valid_until, one.zone))
    yield Field("rule", _("By the rule"), told.rule)
    yield Field("renewal", _("Renewal"), _("none by itself: a new consent is asked for"))
    yield Field("agreed_at", _("Call agreed for"), instant(one.agreed_at, one.zone) or UNSAID)
    yield Field("withdrawn_at", _("Withdrawn"), instant(end.at, one.zone) if end else _("no"))
    yield Field("withdrawn_by", _("How we were told"), str(end.get_told_by_display()) if end else UNSAID)
    noted = told.members.get(end.member or 0, _("the person")) if end else UNSAID
    yield Field("withdrawal_noted", _("Withdrawal noted by"), noted)
    yield Field("propagation", _("How far it reached"), _reach(one) if end else UNSAID)


def _reach(one: Consent) -> str:
    """Not how many: that others know the person is nobody's to learn here."""
    said = [_("wherever the same e-mail or phone stands"), _("questions under way called back")]
    if one.channel == Channel.TRACKING:
        said.append(_("messages already sent tell nothing more"))
    return ", ".join(said)


def _upstream(proof: Proof, told: Told) -> Iterator[Field]:
    one, details = proof.consent, told.details
    found = dates.parse(details.seller_date).value if details.seller_date else None
    yield Field("seller", _("Seller"), details.seller or _("none: collected by us"))
    yield Field("seller_form", _("Its form"), details.seller_form or UNSAID)
    yield Field(
        "seller_date", _("Collected by it on"), date_format(found, "DATE_FORMAT") if found else UNSAID
    )
    yield Field("audit", _("How we checked it"), details.audit or UNSAID)
    yield Field("names_us", _("The text names us"), _("yes") if one.names_us else _("no"))
