"""Our organisation: who answers for the data. Said once, then changed only with a reason."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import URLValidator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licite import packs
from licite.access.http import ActorRequest
from licite.access.needs import needs
from licite.access.permissions import Permission
from licite.access.queries import member_names
from licite.desk.rules import words
from licite.desk.rules.preview import preview_sectors
from licite.desk.rules.views import channels_said
from licite.journal import entries
from licite.kit import clock, names
from licite.packs import Organisation, changes
from licite.web.forms import Form

REASON = 500
SECTORS = ("energy_renovation", "home_adaptation")
"""What the packs' `phone.banned` name today; a test holds the two together."""


class OrganisationForm(Form):
    """What notices, proofs and the page of each person say of us."""

    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=120)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=list(words.COUNTRIES.items()),
        help_text=gettext_lazy("Of its establishment. Its rules hold wherever no other country’s do."),
    )
    address = forms.CharField(
        label=gettext_lazy("Postal address"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    authority = forms.ChoiceField(
        label=gettext_lazy("Supervisory authority"),
        choices=[(one.key, one.name) for one in packs.AUTHORITIES.values()],
        help_text=gettext_lazy("Where a person may complain."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail for persons"),
        max_length=254,
        help_text=gettext_lazy("A person writes there to object or to ask. Somebody must read it every day."),
    )
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=30, required=False)
    url = forms.CharField(
        label=gettext_lazy("Web site"),
        max_length=200,
        required=False,
        validators=[URLValidator(["https", "http"])],
    )
    dpo_name = forms.CharField(
        label=gettext_lazy("Data protection officer"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A name or a function; empty if nobody is designated."),
    )
    dpo_email = forms.EmailField(label=gettext_lazy("E-mail of the officer"), max_length=254, required=False)
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("We sell to consumers"),
        required=False,
        choices=[(code, words.CODES[code]) for code in SECTORS],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For these, the law forbids canvassing consumers, even those who agreed."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason of the change"),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, known: Organisation | None) -> None:
        super().__init__(data, initial=asdict(known) if known else {})
        self.known = known
        if known is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Tidies what was typed; the authority is the country's."""
        said = self.cleaned_data
        for name in ("name", "phone", "dpo_name"):
            said[name] = names.clean(said.get(name) or "")
        authority = packs.AUTHORITIES.get(said.get("authority", ""))
        if authority and said.get("country") and authority.country != said["country"]:
            self.add_error("authority", _("This authority is not the one of the country chosen above."))
        if self.known and not self.errors and self.said() == asdict(self.known):
            self.add_error(None, _("Nothing is changed: there is nothing to save."))
        return said

    def said(self) -> dict[str, Any]:
        """The identity, without the reason."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return said | {"sectors": tuple(said.get("sectors", ()))}

    def moves(self) -> bool:
        """Whether the sectors are others than those known."""
        return set(self.said()["sectors"]) != set(self.known.sectors if self.known else ())

    def carried(self) -> str:
        """The sectors typed, as the page carries them."""
        return " ".join(sorted(self.said()["sectors"]))


@needs(Permission.ORGANISATION_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_page(request: ActorRequest) -> HttpResponse:
    """The identity in force, the form, and what it was before.

    What we sell closes channels: sectors that change are looked at once (`seen`) before they are saved.
    """
    known = packs.organisation()
    form = OrganisationForm(request.POST if request.method == "POST" else None, known=known)
    typed, moved = request.method == "POST" and form.is_valid(), None
    if typed and form.moves() and request.POST.get("seen") != form.carried():
        moved = preview_sectors(request.actor, sectors=form.said()["sectors"], now=clock.now())
    elif typed:
        changes.set_organisation(form.said(), reason=form.cleaned_data.get("reason", ""))
        entries.write("packs:organisation:write")
        messages.success(
            request,
            _(
                "Saved. Mails and the page of each person say it from now on; "
                "a published notice says it once it is published again."
            ),
        )
        return redirect("desk:organisation")
    who = member_names(request.actor)
    history = [
        {
            "name": row.name,
            "country": words.COUNTRIES[row.country],
            "at": row.at,
            "reason": row.reason,
            "member": who.get(row.member or 0, ""),
        }
        for row in changes.identities()
    ]
    context = {
        "form": form,
        "known": known,
        "history": history,
        "preview": moved,
        "channels": channels_said(moved) if moved else [],
        "seen": form.carried() if moved else "",
        "declares": request.actor.has(Permission.NOTICE_MANAGE),
    }
    return render(request, "desk/rules/organisation.html", context)
