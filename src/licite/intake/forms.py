"""The steps of an import as forms; the provenance is asked in plain words, and nothing is preset that the law wants said."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from licite.access import labels, placing
from licite.access.actor import Actor
from licite.access.permissions import Act
from licite.intake import bases, words
from licite.intake import labels as texts
from licite.intake.declared import BY_COLUMN, LONGEST_TOOL, DeclarationRefused, Declared, declare
from licite.intake.kinds import Kind
from licite.kit import clock, countries
from licite.kit.cells import portfolio_of, stage_of
from licite.kit.files import MAX_BYTES, Table
from licite.lawful.choices import Basis, Capacity, Purpose, Source
from licite.lawful.queries.purposes import purposes_now
from licite.lawful.standing import PurposeNow
from licite.web.forms import DateField, Form

COLUMN = "column"
BLANK = [("", "—")]
BASIS = "basis"
"""The act that asks for the bases of what was just chosen, and declares nothing."""
OFFERS = {
    "class": "offers",
    "hx-post": "",
    "hx-vals": f'{{"act": "{BASIS}"}}',
    "hx-target": "#id_basis",
    "hx-select": "#id_basis",
    "hx-select-oob": "#id_basis_helptext",
    "hx-swap": "outerHTML",
    # Whoever is quicker than the answer keeps what they chose: the bases wait for it, and the last choice is the one asked.
    "hx-sync": "closest form:queue last",
    "hx-disabled-elt": "#id_basis",
}
FIELDS = {"consent": "basis", "stage": "cell"}
"""Where a refusal is shown when it has no field of its own."""


class UploadForm(Form):
    """The file, and what its rows are."""

    says_optional = False
    kind = forms.ChoiceField(
        label=_("What does each row say?"),
        choices=[
            (Kind.CONTACTS.value, _("A contact: a person to bring in")),
            (Kind.INTERACTIONS.value, _("An exchange with a contact: a call, a mail, an appointment…")),
            (Kind.PURCHASES.value, _("A purchase of a contact: an order, an invoice…")),
        ],
        initial=Kind.CONTACTS.value,
        required=False,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A CSV file or a spreadsheet (XLSX, XLS, ODS) of at most 10 MB, one of whose first rows names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv"}),
    )

    def clean_file(self) -> Any:
        """Too large a file is refused before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(words.refusal("too_large"))
        return file


class ReadingForm(Form):
    """How the file is read: what its rows are, its encoding and delimiter, or its sheet; the row that names its columns."""

    says_optional = False
    kind = forms.ChoiceField(label=_("Rows"), required=False, choices=Kind.choices)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=_("Delimiter"), required=False)
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    heads = forms.TypedChoiceField(label=_("Row of the headings"), required=False, coerce=int)

    def __init__(self, *args: Any, table: Table, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = kind
        choices: dict[str, list[tuple[str, Any]]] = {
            "encoding": list(texts.ENCODINGS.items()) if table.encoding else [],
            "delimiter": list(texts.DELIMITERS.items()) if table.delimiter else [],
            "sheet": [(name, name) for name in table.sheets] if len(table.sheets) > 1 else [],
            "heads": [(str(line), gettext("Line %(line)s") % {"line": line}) for line in table.firsts],
        }
        for name, offered in choices.items():
            if offered:
                self.fields[name].choices = offered  # type: ignore[attr-defined]
                self.fields[name].initial = getattr(table, name)
            else:
                del self.fields[name]


class ToolField(forms.CharField):
    """The name of a tool, with those named before on offer (the list `tools` of the page)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LONGEST_TOOL,
            widget=forms.TextInput(attrs={"list": "tools", "autocomplete": "off"}),
            **kwargs,
        )


class ProvenanceForm(Form):
    """Where the records of a file go, and what is declared of them."""

    cell = forms.ChoiceField(
        label=_("Portfolio and stage"),
        help_text=_("Where the new records go. Records already in the base stay where they are."),
    )
    placed = forms.BooleanField(
        label=_("Place each new record by the rules of the portfolios"),
        help_text=_(
            "By country, place and sector; at this stage. Where no rule says one of your portfolios, as above."
        ),
        required=False,
    )
    source = forms.ChoiceField(
        label=_("Where does this file come from?"),
        help_text=_("Each person may ask where we got their data: the answer is what you say here."),
        choices=[*BLANK, *Source.choices],
    )
    seller = forms.CharField(
        label=_("Who was this file bought from?"),
        help_text=_("For a purchased list only. Kept sealed with the report."),
        required=False,
        max_length=200,
    )
    tool = ToolField(label=_("Which tool do these numbers come from?"))
    collected = DateField(
        label=_("When was the data collected?"),
        help_text=_(
            "Leave empty for today, or where a column of the file says it: a row without a readable date then takes the "
            "earliest of the column, so that nobody is informed too late."
        ),
        required=False,
    )
    informed = forms.BooleanField(
        label=_("These persons were given our information notice when the data was collected"),
        help_text=_(
            "Leave it empty if you do not know: each record then says until when the person has to be informed."
        ),
        required=False,
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        help_text=_("The data may be used for this and for nothing else."),
        choices=[*BLANK, *Purpose.choices],
        widget=forms.Select(attrs=OFFERS),
    )
    capacity = forms.ChoiceField(
        label=_("Professionals or consumers?"),
        help_text=_(
            "The law protects consumers more. “Capacity not known” is treated as consumer: no more than the law "
            "allows towards a private person."
        ),
        choices=[*BLANK, *Capacity.choices, (COLUMN, _("A column says it"))],
        widget=forms.Select(attrs=OFFERS),
    )
    capacity_column = forms.ChoiceField(label=_("Column that says the capacity"), required=False)
    basis = forms.ChoiceField(label=_("On which legal basis?"), choices=[*BLANK, *Basis.choices])
    country = forms.ChoiceField(
        label=_("Country of the rows that name none"),
        help_text=_("Needed to read phone numbers written without their country code."),
        required=False,
    )

    def __init__(
        self, *args: Any, actor: Actor, headers: Sequence[str], numbers: str, tool: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer_bases(purposes_now())
        if numbers:
            self.fields["tool"].initial = tool
            self.fields["tool"].help_text = _of_numbers(numbers)
        else:
            del self.fields["tool"]
        columns = [(header, header) for header in dict.fromkeys(headers) if header]
        self.fields["capacity_column"].choices = [*BLANK, *columns]  # type: ignore[attr-defined]
        if not placing.rules(actor):
            del self.fields["placed"]
        self.fields["cell"].choices = [*BLANK, *places(actor)]  # type: ignore[attr-defined]
        self.fields["country"].choices = [*BLANK, *countries.choices(get_language() or "fr")]  # type: ignore[attr-defined]
        self.fields["country"].initial = "FR"
        self.declared: Declared | None = None

    def _offer_bases(self, purposes: Mapping[str, PurposeNow]) -> None:
        """Each purpose says its basis; once one is chosen, only what it rests on is offered, the only one is chosen, and why
        is said beside it.
        """
        named = [(one, bases.told(purposes.get(one.value))) for one in Purpose]
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            *BLANK,
            *((one.value, f"{one.label} ({basis})" if basis else one.label) for one, basis in named),
        ]
        given = self.data if self.is_bound else self.initial
        found = bases.offered(purposes.get(given.get("purpose", "")), given.get("capacity", ""))
        offered = [Basis(one) for one in found] or [one for one in Basis if one != Basis.CONSENT]
        if self.is_bound and given.get("basis") in Basis.values:
            offered.append(Basis(given["basis"]))
        elif len(found) == 1:
            self.initial = {**given, "basis": found[0]}
        basis = self.fields["basis"]
        # What may be posted stays whole: a basis that does not stand is answered with its reason.
        basis.widget.choices = [*BLANK, *((one.value, one.label) for one in dict.fromkeys(offered))]
        basis.help_text = bases.when(found)

    def clean(self) -> dict[str, Any]:
        """The declaration as a whole."""
        given = super().clean() or {}
        if given.get("capacity") == COLUMN and not given.get("capacity_column"):
            self.add_error("capacity_column", _("Choose the column."))
        if self.errors:
            return given
        try:
            self.declared = _declared(given)
        except DeclarationRefused as refused:
            self.add_error(FIELDS.get(refused.reason, refused.reason), words.refusal(refused.reason))
        return given


def _of_numbers(header: str) -> str:
    return gettext(
        "The column “%(column)s” holds the number of each person in another tool (Sage, Excel, a former CRM…). Kept "
        "sealed; a file of purchases or exchanges of the same tool will find its people by it."
    ) % {"column": header}


def places(actor: Actor) -> list[tuple[str, str]]:
    """The cells where the actor may create records, in words."""
    return [
        (str(cell), f"{actor.portfolios[portfolio_of(cell)]} · {labels.STAGES[stage_of(cell)]}")
        for cell in actor.cells(Act.CREATE)
    ]


def _declared(given: dict[str, Any]) -> Declared:
    cell, day = int(given["cell"]), given["collected"]
    by_column = given["capacity"] == COLUMN
    return declare(
        portfolio=portfolio_of(cell),
        stage=stage_of(cell),
        source=given["source"],
        seller=given["seller"],
        purpose=given["purpose"],
        basis=given["basis"],
        capacity=BY_COLUMN + given["capacity_column"] if by_column else given["capacity"],
        country=given["country"],
        at=clock.now(),
        collected_at=datetime.combine(day, time(), UTC) if day else None,
        told={},
        informed=given["informed"],
        tool=given.get("tool", ""),
        placed=given.get("placed", False),
    )
