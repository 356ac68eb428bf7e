"""How a file is read and how its columns were recognised, in the reader's words; what an undoing did."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from licite.intake.headings import Target
from licite.intake.kinds import Kind
from licite.lawful.choices import Basis

ENCODINGS: dict[str, Promise | str] = {
    "utf-8": "UTF-8",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac Roman",
    "latin-1": "Latin-1 (ISO 8859-1)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
DELIMITERS: dict[str, Promise] = {
    ";": _("Semicolon ( ; )"),
    ",": _("Comma ( , )"),
    "\t": _("Tab"),
    "|": _("Bar ( | )"),
}
HOW: dict[str, Promise] = {
    "told": _("as told"),
    "header": _("recognised by its heading"),
    "values": _("recognised by its values"),
    "means": _("please check what it means"),
    "free": _("free text: to be read"),
    "doubtful": _("its values do not look like it: please check"),
    "none": _("not recognised"),
}
MEANS: dict[str, Promise] = {
    Target.NO_LETTERS: _(
        "Whoever has a “yes” here gets no newsletter any more; other e-mails stay possible. If they refused every e-mail, "
        "say so."
    ),
    Target.NO_EMAIL: _(
        "Whoever has a “yes” here gets no e-mail at all any more: the strictest that such a heading may mean. If it is only "
        "about newsletters, say so."
    ),
    Target.NO_PHONE: _(
        "Whoever has a “yes” here gets no call and no text message any more. If it means something else, say so."
    ),
    Target.NO_CONTACT: _(
        "Whoever has a “yes” here is not contacted any more, by any means: the strictest that such a heading may mean. If "
        "it is only about e-mails or newsletters, say so."
    ),
    Target.OBJECTION: _(
        "Each cell closes what it names (e-mail, phone, SMS…); a bare “yes” closes everything, unless the heading names a "
        "channel."
    ),
    Target.PORTFOLIO: _(
        "Each new record goes to the portfolio that its row names, if you may create there; an empty cell follows the next "
        "step, an unknown name is refused with its row."
    ),
    Target.REMARK: _(
        "Each remark becomes a note of the history, which the person may ask to read. Read them in the preview: health, "
        "religion or opinions have no place there; if in doubt, leave the column out."
    ),
}
"""What a column of refusals was taken to mean, and what to do if it does not; what a free text becomes."""
BASES: dict[str, Promise] = {
    Basis.LEGITIMATE_INTEREST: _(
        "to serve those who work at a customer company, to prospect among professionals, or to offer your customers what is "
        "like what they bought; it supposes an approved balancing test."
    ),
    Basis.CONTRACT: _(
        "the person is your customer in their own name, or asked for a quote, and cannot be served without it; of those who "
        "work at a customer company, the contract is the company’s."
    ),
    Basis.LEGAL_OBLIGATION: _("a text of law makes you keep these data, as it does for invoices."),
}
"""When each legal basis that a file may rest on holds, in one sentence."""
UNDECIDED = pgettext_lazy("outcome of rows", "never decided")
"""Of rows that waited for a decision that cannot be given any more."""
NOTHING_LEFT = _("nothing was left to take back")


def undone(counts: Mapping[str, int], kind: str = Kind.CONTACTS) -> str:
    """What an undoing did, without the zeros."""
    told = [f"{grouped(n)} {label}" for _key, label, n in undone_figures(counts, kind) if n]
    return " · ".join(told) or str(NOTHING_LEFT)


def undone_figures(counts: Mapping[str, int], kind: str = Kind.CONTACTS) -> list[tuple[str, str, int]]:
    """What an undoing did: outcome, its words, how many; of a file of acts, nothing is put back."""
    return [(name, words, counts.get(name, 0)) for name, words in _undone(counts, kind)]


def undone_headings(counts: Mapping[str, int], kind: str = Kind.CONTACTS) -> list[tuple[str, str, int]]:
    """The same, as headings of numbers."""
    named = _undone(dict.fromkeys(("gone", "restored", "kept"), 2), kind)
    return [(name, words, counts.get(name, 0)) for name, words in named]


def _undone(counts: Mapping[str, int], kind: str) -> list[tuple[str, str]]:
    gone, restored, kept = (counts.get(name, 0) for name in ("gone", "restored", "kept"))
    if kind != Kind.CONTACTS:
        return [
            ("gone", ngettext("act taken back", "acts taken back", gone)),
            ("kept", ngettext("record left as it is", "records left as they are", kept)),
        ]
    return [
        ("gone", ngettext("record taken back", "records taken back", gone)),
        (
            "restored",
            ngettext("record put back as it was", "records put back as they were", restored),
        ),
        (
            "kept",
            ngettext("record left as it is", "records left as they are", kept),
        ),
    ]


def grouped(count: int) -> str:
    """A count as the reader writes it: 12 345."""
    return number_format(count, force_grouping=True)
