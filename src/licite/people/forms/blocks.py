"""Blocks of a record edited in place: identity, coordinates one by one, the person's wishes; tags, roles, files."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licite.access import labels, reveal
from licite.access.actor import Actor
from licite.access.permissions import Field, Level
from licite.access.refusals import Refused
from licite.kit import phones
from licite.lawful.channels import BITS, Channel
from licite.lawful.forms.consents import ProofField
from licite.people.actions import Changes
from licite.people.actions.editing import SEVERAL, Line, settle
from licite.people.choices import CoordinateKind, Language, Moment
from licite.people.forms.contacts import EditForm
from licite.people.forms.fields import LENGTHS, NameField, of_another_country
from licite.people.queries import ContactRow
from licite.people.queries.sites import company_called
from licite.web.forms import DateField, Form

BLANK = ("", "—")
PARTS: dict[Field, tuple[tuple[str, Promise], ...]] = {
    Field.ADDRESS: (
        ("line", gettext_lazy("Street")),
        ("postal_code", gettext_lazy("Postal code")),
        ("town", gettext_lazy("Town")),
    ),
}
ROOM = 10
FAULTS = {
    "phone": gettext_lazy("This is not a phone number of this country. Write it with its code, such as +33."),
    "email": gettext_lazy("This is not an e-mail address, such as name@company.fr."),
    "mask": gettext_lazy(
        "This is the mask of a value, not a value. Leave the field empty to keep what is there."
    ),
}
WISHES = [(one.value, one.label) for one in (Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.POST)]


class IdentityForm(EditForm):
    """Names, title, company, country and capacity alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("emails", "phones", "line", "postal_code", "town"):
            del self.fields[name]

    def changes(self, *, company: int | None) -> Changes:
        """What differs from what was shown; for a blind field, what was typed."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in self.cleaned_data}
        plain = ("first", "last", "title", "capacity", "country")
        return Changes(
            **{name: changed[name] for name in plain if name in changed},
            company=company if "company" in changed else None,
        )


class CoordinatesForm(Form):
    """Every phone, e-mail and address by itself, and room for one more of each."""

    says_optional = False

    def __init__(self, data: Any = None, *, actor: Actor, contact: ContactRow) -> None:
        super().__init__(data)
        self.contact = contact
        self.groups: list[tuple[Field, list[tuple[str, ...]]]] = []
        self.reads = {field: contact.level(actor, field) is Level.OPEN for field in SEVERAL}
        for field in SEVERAL:
            if contact.level(actor, field) > Level.HIDDEN:
                self._add(actor, field)

    def _add(self, actor: Actor, field: Field) -> None:
        envelope, kinds = getattr(self.contact, field.value), getattr(self.contact, f"{field.value}_kinds")
        held = reveal.shown(
            actor,
            contact=self.contact,
            field=field,
            envelope=envelope,
            live={},
            closed=self.contact.opposed(field),
        )
        rows = [
            self._row(field, one.place, one.mask, one.parts, kinds[one.place : one.place + 1]) for one in held
        ]
        if len(held) < ROOM:
            rows.append(self._row(field, len(held), "", (), "", new=True))
        if len(held) > 1:
            name = f"{field.value}_preferred"
            self.fields[name] = forms.ChoiceField(
                label=_("Preferred"),
                choices=[(str(one.place), str(one.place + 1)) for one in held],
                initial="0",
                required=False,
            )
            rows.append((name,))
        self.groups.append((field, rows))

    def _row(
        self, field: Field, place: int, mask: str, parts: Sequence[str], kind: str, *, new: bool = False
    ) -> tuple[str, ...]:
        names = []
        wanted = PARTS.get(field, (("value", labels.FIELDS[field]),))
        for index, (part, label) in enumerate(wanted):
            name = f"{field.value}_{place}_{part}"
            text = forms.CharField(required=False, max_length=200)
            text.label = (
                _("New: %(label)s") % {"label": label}
                if new
                else _("%(label)s %(number)s") % {"label": label, "number": place + 1}
            )
            text.initial = _shown(field, parts[index]) if parts else ""
            text.widget.attrs |= {"autocomplete": "off"} | (
                {"placeholder": mask} if mask and not parts else {}
            )
            self.fields[name] = text
            names.append(name)
        name = f"{field.value}_{place}_kind"
        choices = [BLANK, *CoordinateKind.choices]
        self.fields[name] = forms.ChoiceField(label=_("For"), choices=choices, initial=kind, required=False)
        names.append(name)
        if not new and self.reads[field]:
            name = f"{field.value}_{place}_remove"
            self.fields[name] = forms.BooleanField(label=_("Remove it"), required=False)
            names.append(name)
        return tuple(names)

    def rows(self) -> Iterator[tuple[str | Promise, list[list[Any]]]]:
        """The fields as the page lays them out: a heading, then a line a value."""
        for field, rows in self.groups:
            yield labels.FIELDS[field], [[self[name] for name in row] for row in rows]

    def clean(self) -> dict[str, Any]:
        """Every value in the form in which it is kept, or the fault beside it."""
        for field, _rows in self.groups:
            for line in self._lines(field):
                try:
                    settle(field, (), [line], reads=False, country=self.contact.country)
                except Refused as refused:
                    part = PARTS.get(field, (("value", ""),))[0][0]
                    told = self._length(line) if refused.code == "phone" else ""
                    self.add_error(f"{field.value}_{line.place}_{part}", told or str(FAULTS[refused.code]))
                else:
                    self._ask(field, line)
        return self.cleaned_data

    def _length(self, line: Line) -> str:
        """What is wrong with how many digits a phone has; empty where something else is."""
        typed = line.value[0] if line.value else ""
        return str(LENGTHS.get(phones.normalise(typed, self.contact.country or None).reason, ""))

    def _ask(self, field: Field, line: Line) -> None:
        """A phone that another country alone would take is asked about."""
        typed = line.value[0] if field is Field.PHONE and line.value else ""
        if asked := of_another_country(typed, self.contact.country) if typed else "":
            self.add_error(f"{field.value}_{line.place}_value", asked)

    def _lines(self, field: Field) -> list[Line]:
        typed, lines = self.cleaned_data, []
        preferred = typed.get(f"{field.value}_preferred") or "0"
        for place in range(ROOM):
            if f"{field.value}_{place}_kind" not in self.fields:
                break
            parts = [
                typed.get(f"{field.value}_{place}_{part}", "")
                for part, _ in PARTS.get(field, (("value", ""),))
            ]
            lines.append(
                Line(
                    place=place,
                    value=tuple(parts) if any(parts) else (),
                    kind=typed.get(f"{field.value}_{place}_kind", ""),
                    remove=bool(typed.get(f"{field.value}_{place}_remove")),
                    preferred=preferred == str(place),
                )
            )
        return lines

    def changes(self) -> Changes:
        """What was typed, line by line; a line left empty keeps its value."""
        return Changes(lines={field: self._lines(field) for field, _rows in self.groups})


def _shown(field: Field, part: str) -> str:
    return phones.display(part) if field is Field.PHONE else part


class WishesForm(Form):
    """How the person would rather be reached: a wish, which no rule of law follows from."""

    says_optional = False

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[BLANK, *Language.choices], required=False
    )
    prefers = forms.MultipleChoiceField(
        label=gettext_lazy("Would rather be reached by"),
        choices=WISHES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What the person wishes. Whether we may is said by the lights."),
    )
    moment = forms.ChoiceField(label=gettext_lazy("When"), choices=[BLANK, *Moment.choices], required=False)

    def __init__(self, data: Any = None, *, contact: ContactRow) -> None:
        shown = [channel for channel, _label in WISHES if contact.prefers & BITS[Channel(channel)]]
        super().__init__(
            data, initial={"language": contact.language, "prefers": shown, "moment": contact.moment}
        )

    def changes(self) -> Changes:
        """What was chosen."""
        typed = self.cleaned_data
        bits = 0
        for channel in typed["prefers"]:
            bits |= BITS[Channel(channel)]
        return Changes(language=typed["language"], prefers=bits, moment=typed["moment"])


class TagForm(Form):
    """One word to put on a record."""

    says_optional = False
    tag = NameField(
        label=gettext_lazy("Tag"),
        max_length=40,
        help_text=gettext_lazy("A word or two that say something of the business. The person may read it."),
    )

    def __init__(self, data: Any = None, *, known: Sequence[str] = ()) -> None:
        super().__init__(data, prefix="tag")
        self.known = known
        self.fields["tag"].widget.attrs |= {"list": "tags-known", "autocomplete": "off"}


class RoleForm(Form):
    """A role at a further company."""

    company = NameField(
        label=gettext_lazy("Company"),
        max_length=200,
        help_text=gettext_lazy("The name of a company that you see."),
    )
    title = NameField(label=gettext_lazy("Job title"), required=False, max_length=120)
    since = DateField(label=gettext_lazy("Since"), required=False)
    until = DateField(label=gettext_lazy("Until the day"), required=False)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data, prefix="role")
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """A company in sight; an end after the beginning."""
        typed = self.cleaned_data
        found = company_called(self.actor, name=typed["company"]) if typed.get("company") else None
        if typed.get("company") and found is None:
            self.add_error("company", _("No company of that name is visible to you. Create it first."))
        elif found is not None:
            typed["company"], typed["company_name"] = found.id, found.name
        if typed.get("since") and typed.get("until") and typed["until"] < typed["since"]:
            self.add_error("until", _("This ends before it begins."))
        return typed


class AttachedField(ProofField):
    """A file kept with a record: its name and its checked bytes."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Name and content. Raises ValidationError for a kind that is not kept."""
        found: UploadedFile[bytes] | None = data
        content = super().clean(data, initial)
        return ((found.name if found else "") or "", content)


class FileForm(Form):
    """A file to keep with a record."""

    says_optional = False
    file = AttachedField()

    def __init__(self, *args: Any) -> None:
        super().__init__(*args, prefix="file")
        self.fields["file"].label = gettext_lazy("File")
