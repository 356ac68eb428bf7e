"""The forms of a company, of its places, and of the list of companies."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.kit import countries, registration
from licite.kit.cells import portfolio_of
from licite.kit.registration import NumberRefused
from licite.people.actions import CompanyFacts, SiteFacts
from licite.people.choices import CompanyKind, Sector, Size
from licite.people.forms.fields import NameField
from licite.people.queries.companies import CompanyRow
from licite.people.queries.sites import SiteRow, company_called
from licite.web.forms import Form

BLANK = ("", "—")
FAULTS: dict[str, Promise] = {
    "siren": _("This is no SIREN: nine digits, of which the last checks the others. Read it again."),
    "siret": _("This is no SIRET: fourteen digits, of which the last checks the others. Read it again."),
    "bce": _("This is no enterprise number of Belgium: ten digits, such as 0404.616.494."),
    "vat": _("This is no VAT number of the European Union, such as FR 44 732829320 or BE 0404.616.494."),
    "vat_other": _("This VAT number belongs to another company: it does not hold the number above."),
    "other_company": _("This SIRET belongs to another company: it does not begin with its SIREN."),
    "length": _("This number is too long: 20 characters at most."),
}
WEBSITE = URLValidator(
    schemes=["https", "http"], message=_("This is no address of a website, such as www.company.fr.")
)


class CompanyForm(Form):
    """A legal person, or a sole trader whose name and numbers are sealed."""

    name = NameField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=CompanyKind.choices,
        help_text=_("A sole trader is a person: the name is sealed."),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    number = forms.CharField(
        label=_("Company number"),
        required=False,
        max_length=30,
        help_text=_("SIREN or SIRET in France, enterprise number in Belgium."),
    )
    vat = forms.CharField(
        label=_("VAT number"),
        required=False,
        max_length=30,
        help_text=_("Left empty, it is worked out from the number of a French or Belgian company."),
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[BLANK, *Sector.choices])
    size = forms.ChoiceField(label=_("Size"), required=False, choices=[BLANK, *Size.choices])
    website = forms.CharField(label=_("Web site"), required=False, max_length=200)
    parent = NameField(
        label=_("Belongs to"),
        required=False,
        max_length=200,
        help_text=_("The name of the parent company, one that you see."),
    )
    department = forms.CharField(label=_("Department"), required=False, max_length=4)
    portfolio = forms.TypedChoiceField(label=_("Portfolio"), coerce=int)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, actor: Actor, company: CompanyRow | None = None, parent: str = ""
    ) -> None:
        """With `company` it is there already and stays in its portfolio; `parent`: the name of its parent."""
        shown = {"country": "FR"} if company is None else vars(company) | {"parent": parent}
        super().__init__(data, initial=shown)
        self.actor, self.company, self.site = actor, company, ""
        self._choose("country", [("", _("Unknown")), *countries.choices(actor.language)])
        if company is not None:
            del self.fields["portfolio"], self.fields["anyway"]
            self.initial["number"] = registration.shown(company.number, company.country)
            return
        writable = {portfolio_of(cell) for cell in actor.cells(Act.CREATE)}
        self._choose("portfolio", [pair for pair in actor.portfolios.items() if pair[0] in writable])

    def _choose(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_website(self) -> str:
        """With its scheme, which nobody types."""
        typed: str = self.cleaned_data["website"].strip()
        if typed and "://" not in typed:
            typed = f"https://{typed}"
        if typed:
            WEBSITE(typed)
        return typed

    def clean(self) -> dict[str, Any]:
        """Numbers as one of the country writes them; a parent that the writer sees."""
        typed = self.cleaned_data
        country = typed.get("country", "")
        try:
            found = registration.registered(typed.get("number", ""), country)
            typed["number"], self.site = found.number, found.site
        except NumberRefused as refused:
            self.add_error("number", str(FAULTS[refused.code]))
        self._clean_vat(typed, country)
        typed["parent_id"] = None
        if name := typed.get("parent"):
            parent = company_called(self.actor, name=name)
            if parent is None:
                self.add_error("parent", _("No company of that name is visible to you. Create it first."))
            elif self.company is not None and parent.id == self.company.id:
                self.add_error("parent", _("A company does not belong to itself."))
            else:
                typed["parent_id"] = parent.id
        return typed

    def _clean_vat(self, typed: dict[str, Any], country: str) -> None:
        number = typed.get("number", "")
        try:
            given = registration.vat(typed.get("vat", ""), country, company=number)
        except NumberRefused as refused:
            self.add_error("vat", str(FAULTS[refused.code]))
        else:
            typed["vat"] = given or registration.vat_of(number, country)

    def facts(self) -> CompanyFacts:
        """The company typed."""
        typed = self.cleaned_data
        plain = ("name", "country", "department", "number", "vat", "website", "sector", "size")
        return CompanyFacts(
            kind=CompanyKind(typed["kind"]),
            parent=typed["parent_id"],
            **{name: typed[name] for name in plain},
        )


class SiteForm(Form):
    """A place where a company works."""

    label = NameField(label=_("Name of the place"), required=False, max_length=80)
    number = forms.CharField(
        label=_("Number of the place"), required=False, max_length=30, help_text=_("SIRET in France.")
    )
    line = NameField(label=_("Street"), required=False, max_length=200)
    postal_code = NameField(label=_("Postal code"), required=False, max_length=12)
    town = NameField(label=_("Town"), required=False, max_length=80)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(
        self, data: Any = None, *, actor: Actor, company: CompanyRow, site: SiteRow | None = None
    ) -> None:
        super().__init__(
            data, initial=vars(site) if site else {"country": company.country or "FR"}, prefix="site"
        )
        self.company = company
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", _("Unknown")), *countries.choices(actor.language)]

    def clean(self) -> dict[str, Any]:
        """A place says something; its number is one of the company's."""
        typed = self.cleaned_data
        country = typed.get("country", "")
        known = self.company.number if self.company.country == country else ""
        try:
            typed["number"] = registration.place_number(typed.get("number", ""), country, company=known)
        except NumberRefused as refused:
            self.add_error("number", str(FAULTS[refused.code]))
        if not any(typed.get(name) for name in ("label", "line", "town")):
            self.add_error("label", _("Name the place, or say in which town it is."))
        return typed

    def facts(self) -> SiteFacts:
        """The place typed."""
        return SiteFacts(**self.cleaned_data)


class CompanyFilterForm(Form):
    """What a list of companies is narrowed to."""

    says_optional = False
    start = forms.CharField(label=_("Words of the name, or SIREN"), required=False, max_length=80)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("All sectors")), *Sector.choices]
    )
    department = forms.CharField(label=_("Department"), required=False, max_length=4)

    def asked(self) -> dict[str, str]:
        """What may be asked of a list; a word that is no choice is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "").strip() for name in self.fields}
