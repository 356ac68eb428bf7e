"""Forms that hold free text: what is refused, what is asked twice, and what the author is told."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from licite import packs
from licite.lawful.models.notes import Category
from licite.lawful.notes import REFUSED, Hit, categories, scan
from licite.web.forms import Form

BANNER: Final = _(
    "The person may read this note. Write facts, as you would say them to their face: no health, opinion or judgement."
)
REFUSALS: Final[dict[Category, Promise]] = {
    Category.NATIONAL_NUMBER: _(
        "This text holds a national identification number (social security, national register). A customer base may not "
        "keep one (France: decree 2019-341; Belgium: law of 8 August 1983). Take it out to save."
    ),
    Category.CARD: _(
        "This text holds the number of a payment card or its code. A card goes through the payment provider alone, and "
        "its code is kept nowhere (CNIL, deliberation 2018-303). Take it out to save."
    ),
    Category.BANK: _(
        "This text holds an account number (IBAN). It serves invoicing alone, and belongs to the accounts, not to a "
        "note. Take it out to save."
    ),
}


class NoteField(forms.CharField):
    """A free text, kept sealed, with its banner."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", BANNER)
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(required=False, max_length=2000, widget=widget, **kwargs)


class FreeTextForm(Form):
    """A form some of whose fields are free texts (`free_texts`).

    A number that may not be kept is refused. A listed word is no mistake: the form is not valid until its author says
    so again, `asks` tells why (the template draws it above the fields), and a box appears to save all the same.
    `cleaned_data` holds no trace of the box.
    """

    free_texts: Sequence[str] = ()
    asks: SafeString | None = None

    anyway = forms.BooleanField(
        label=_("Save it all the same: the data protection officer rereads it"),
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self) -> dict[str, Any]:
        """Reads each free text; see the class."""
        typed = super().clean() or self.cleaned_data
        insists = typed.pop("anyway", False)
        marked: list[SafeString] = []
        found: set[Category] = set()
        for name in self.free_texts:
            text = typed.get(name) or ""
            hits = scan(text, packs.law(packs.home()))
            for category in categories(hits):
                if category in REFUSED:
                    self.add_error(name, str(REFUSALS[category]))
            said = [hit for hit in hits if hit.category not in REFUSED]
            found |= {hit.category for hit in said}
            marked += [highlighted(text, said)] if said else []
        if found and not insists:
            self._ask(found, marked)
        return typed

    def is_valid(self) -> bool:
        """Without mistakes, and nothing left to be asked."""
        return super().is_valid() and not self.asks

    def _ask(self, found: set[Category], marked: Sequence[SafeString]) -> None:
        self.fields["anyway"] = box = self.fields.pop("anyway")  # after what it is about
        box.widget = forms.CheckboxInput()
        signs = format_html_join(" · ", "{}", ((one,) for one in marked))
        self.asks = format_html(
            '<p>{}</p><p class="small">{} {}</p>', warning(found), gettext("What made us ask:"), signs
        )


def warning(found: set[Category]) -> str:
    """What the author is told: the categories, why it matters, what to do. No word of the text."""
    said = ", ".join(str(category.label) for category in Category if category in found)
    return gettext(
        "This text seems to speak of %(categories)s. The person may read it, and the law keeps such data out of a "
        "customer base (GDPR, articles 5, 9 and 10). Rewrite it with facts alone; or, if it is about something else, "
        "tick the box."
    ) % {"categories": said}


def highlighted(text: str, hits: Sequence[Hit]) -> SafeString:
    """The signs found, each marked in the words around it: for the page of whoever wrote or rereads the text."""
    parts, before = [], 0
    for hit in hits:
        if hit.start >= before:
            parts.append(
                format_html("{}<mark>{}</mark>", text[before : hit.start], text[hit.start : hit.end])
            )
            before = hit.end
    return format_html("{}{}", format_html_join("", "{}", ((part,) for part in parts)), text[before:])
