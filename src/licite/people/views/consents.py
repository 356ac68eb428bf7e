"""Consents of a contact: the proof, a new one, a withdrawal, files, the question by mail, the person's copy."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licite import packs
from licite.access import queries as members
from licite.access.actor import Actor
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Act, Permission
from licite.access.refusals import Refused
from licite.kit import clock
from licite.lawful import mail
from licite.lawful.actions.consents import add_evidence, open_evidence
from licite.lawful.channels import Channel
from licite.lawful.forms.consents import AskForm, ConsentForm, EvidenceForm, WithdrawalForm
from licite.lawful.models import ToldBy, Wording
from licite.lawful.panels import proofs as panels
from licite.lawful.panels.consents import STATES
from licite.lawful.proofs.files import TYPES
from licite.lawful.proofs.sealing import open_details
from licite.lawful.queries import consents as queries
from licite.lawful.queries.consents import Proof, State
from licite.lawful.queries.wordings import purpose_names
from licite.people.actions import consents as actions
from licite.people.queries import ContactRow, contact_for
from licite.people.views.answers import SeeOther, to_dossier
from licite.web import marks


@needs(Permission.CONSENT_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest, public: UUID) -> HttpResponse:
    """Records a consent as it was given."""
    contact = contact_for(request.actor, public)
    form = ConsentForm(
        request.POST or None,
        request.FILES or None,
        actor=request.actor,
        country=contact.country,
        minor=contact.minor,
    )
    if form.is_valid() and (own := identified(form, contact)) is not None:
        file = form.cleaned_data["evidence"]
        made = actions.record_consent(
            request.actor, contact=contact, new=form.new(identifier=own), files=[file] if file else []
        )
        messages.success(request, _("The consent is recorded, with its proof."))
        return SeeOther(reverse("people:consent", args=[public, made]))
    return form_page(request, contact, form, title=_("Record a consent"), save=_("Record"), columns=True)


@needs(Permission.CONSENT_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest, public: UUID) -> HttpResponse:
    """Orders the mail that asks the person; the answer by its link is the proof."""
    contact = contact_for(request.actor, public)
    barred = unaskable(contact)
    form = AskForm(request.POST or None, actor=request.actor)
    if not barred and form.is_valid():
        told = form.told()
        refused = unasked(request.actor, contact, told)
        if not refused:
            actions.ask_for_consent(request.actor, contact=contact, wording=told)
            messages.success(request, _("The mail is on its way out. The person’s answer will show here."))
            return to_dossier(public)
        form.add_error(None, refused)
    lead = _(
        "The person receives this text with a link, and says yes or no on a page of your organisation. The link lives "
        "seven days; without an answer nothing is recorded."
    )
    return form_page(
        request, contact, form, title=_("Ask for consent by mail"), save=_("Send"), lead=lead, barred=barred
    )


@needs(Permission.CONTACT_READ)
@require_safe
def proof(request: ActorRequest, public: UUID, consent: UUID) -> HttpResponse:
    """Every field of the proof, the files, and what may be done with it."""
    actor = request.actor
    contact = contact_for(actor, public)
    found = queries.proof(actor, contact=contact.id, public=consent)
    one = found.consent
    channel = Channel(one.channel)
    state = queries.state(one, clock.now())
    opens = actions.opens_proof(actor, contact=contact, channel=channel)
    writes = actor.has(Permission.CONSENT_WRITE) and actor.may(Act.COMMUNICATE, contact.cell)
    ends = actor.has(Permission.OBJECTION_WRITE) and actor.may(Act.OBJECT, contact.cell)
    clear = actions.sees_identifier(actor, contact=contact, channel=channel)
    context = {
        "contact": contact,
        "purpose": purpose_names().get(one.purpose, one.purpose),
        "channel": channel.label,
        "state": marks.chip(*STATES[state]),
        "parts": parts_of(request, contact, found, clear=clear),
        "evidence": [
            {
                "kind": file.get_kind_display(),
                "size": file.size,
                "created_at": file.created_at,
                "url": reverse("people:consent-file", args=[public, consent, file.public]) if opens else "",
            }
            for file in found.evidence
        ],
        "opens": opens,
        "copy_url": reverse("people:consent-copy", args=[public, consent]) if opens else "",
        "form": EvidenceForm() if writes else None,
        "add_url": reverse("people:consent-files", args=[public, consent]),
        "withdrawal": WithdrawalForm(consent) if ends and state is State.LIVE else None,
        "withdraw_url": reverse("people:consent-withdraw", args=[public, consent]),
        "expired": state is State.EXPIRED,
        "withdrawn": state is State.WITHDRAWN,
    }
    return render(request, "lawful/consents/proof.html", context)


@needs(Permission.OBJECTION_WRITE)
@require_POST
def withdraw(request: ActorRequest, public: UUID, consent: UUID) -> HttpResponse:
    """Ends the consent at once."""
    contact = contact_for(request.actor, public)
    found = queries.proof(request.actor, contact=contact.id, public=consent)
    form = WithdrawalForm(consent, request.POST)
    # How we were told is for the proof; the person's word counts without it.
    told = ToldBy(form.cleaned_data["told_by"]) if form.is_valid() else ToldBy.PHONE
    actions.withdraw_consent(
        request.actor, contact=contact, consent=found.consent, told_by=told, at=clock.now()
    )
    messages.success(request, _("The consent is withdrawn. It holds at once, everywhere; the proof stays."))
    return to_dossier(public)


@needs(Permission.CONSENT_WRITE)
@require_POST
def files(request: ActorRequest, public: UUID, consent: UUID) -> HttpResponse:
    """Keeps one more file with the proof."""
    contact = contact_for(request.actor, public)
    found = queries.proof(request.actor, contact=contact.id, public=consent)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        add_evidence(
            request.actor,
            contact=contact,
            consent=found.consent,
            content=form.cleaned_data["evidence"],
        )
        messages.success(request, _("The file is kept with the proof."))
        return SeeOther(reverse("people:consent", args=[public, consent]))
    return form_page(request, contact, form, title=_("Add a file"), save=_("Keep this file"), columns=True)


@needs(Permission.CONTACT_REVEAL)
@require_POST
def file(request: ActorRequest, public: UUID, consent: UUID, evidence: UUID) -> HttpResponse:
    """A file, as an attachment only; in the journal as a reveal."""
    contact, found = opened(request, public, consent)
    one, content = open_evidence(request.actor, contact=contact, consent=found.consent, public=evidence)
    kind, ending = TYPES[type(one).Kind(one.kind)]
    return attachment(content, kind, f"{_('proof')}-{evidence}.{ending}")


@needs(Permission.CONTACT_REVEAL)
@require_POST
def copy(request: ActorRequest, public: UUID, consent: UUID) -> HttpResponse:
    """The copy that the person may ask for, free, in a form that can be kept (C. conso R223-2)."""
    contact, found = opened(request, public, consent)
    request.actor.trace.saw(
        "lawful:consent:copy", [contact.id], [found.consent.channel], consent=found.consent.pk
    )
    heading = _("Proof of consent, %(reference)s") % {"reference": found.consent.public}
    text = panels.as_text(parts_of(request, contact, found, clear=True), heading=heading)
    return attachment(text.encode(), "text/plain; charset=utf-8", f"{_('proof')}-{consent}.txt")


def opened(request: ActorRequest, public: UUID, consent: UUID) -> tuple[ContactRow, Proof]:
    """The proof, for a reader to whom it opens whole. Raises Refused("level"), Http404."""
    contact = contact_for(request.actor, public)
    found = queries.proof(request.actor, contact=contact.id, public=consent)
    if not actions.opens_proof(request.actor, contact=contact, channel=Channel(found.consent.channel)):
        raise Refused("level", subject=contact.id)
    return contact, found


def parts_of(
    request: ActorRequest, contact: ContactRow, found: Proof, *, clear: bool
) -> Sequence[panels.Part]:
    """The proof's fields as this reader may see them."""
    one = found.consent
    details = open_details(contact.public, one.details)
    told = panels.Told(
        person=f"{contact.shown_name} ({contact.public})",
        identifier=details.identifier if clear else panels.masked(details.identifier),
        details=details,
        members=members.member_names(request.actor),
        purpose=purpose_names().get(one.purpose, one.purpose),
        notice=queries.notice_shown(one),
        rule=rule_in_words(one.rule, contact.country, request.actor.language),
    )
    return panels.parts(found, told)


def rule_in_words(key: str, country: str, language: str) -> str:
    """What the rule governs, and on whose word."""
    rule = packs.law(country)[key]
    return f"{rule.governs_fr if language == 'fr' else rule.governs} ({rule.source})"


def identified(form: ConsentForm, contact: ContactRow) -> str | None:
    """The record's own address or number; None, said in the form, where it has none and none was typed."""
    told = form.told
    assert told is not None
    own = actions.own_identifier(contact, Channel(told.channel))
    if not (own or form.cleaned_data["identifier"]):
        form.add_error(
            "identifier", _("The record has none for this channel: please write it as it was given.")
        )
        return None
    return own


def unaskable(contact: ContactRow) -> str:
    """Why this person is asked nothing by mail, whatever the text; empty where they may be, as far as the page can know."""
    if contact.restricted:
        return _(
            "This record is restricted: it is used for nothing, a question by mail included (GDPR, article 18)."
        )
    if not contact.email:
        return _("The record has no e-mail to ask by.")
    if contact.minor:
        return _("This person is a minor: consent is asked of them and a parent in person.")
    if not mail.configured():
        return _("No mail can leave from here yet: ask the person otherwise.")
    return ""


def unasked(actor: Actor, contact: ContactRow, told: Wording) -> str:
    """Why this very question is not put to this person."""
    asked = queries.asked_already(
        actor, contact=contact.id, wording=told, country=contact.country, at=clock.now()
    )
    if asked is not None and asked.answer:
        return _("The person has said no to this, not long ago: they are not asked again for now.")
    if asked is not None:
        return _("This question was put already: its answer is awaited.")
    if not actions.own_identifier(contact, Channel(told.channel)):
        return _("The record has no address or number for this channel.")
    return ""


def form_page(request: ActorRequest, contact: ContactRow, form: object, **more: object) -> HttpResponse:
    """A page with one form; it answers 200 with its mistakes too, as an error would drop the trace."""
    context = {
        "form": form,
        "name": contact.shown_name,
        "back": reverse("desk:contact-dossier", args=[contact.public]),
        "no_texts": not getattr(form, "texts", True),
        **more,
    }
    return render(request, "lawful/consents/form.html", context)


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """Saved by the browser, never drawn by it."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
