"""The codes of a file of acts in the reader's words; `intake.words` says them with its own."""

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, npgettext, pgettext_lazy

from licite.intake.headings import Target
from licite.intake.reports import Outcome

ACTS: dict[str, Promise] = {
    Outcome.CREATED: pgettext_lazy("outcome of a row of acts", "added"),
    Outcome.SKIPPED: pgettext_lazy("outcome of a row of acts", "already there"),
    Outcome.WAITING: pgettext_lazy("outcome of a row of acts", "of several persons"),
    Outcome.NOBODY: pgettext_lazy("outcome of a row of acts", "of nobody here"),
    Outcome.REFUSED: pgettext_lazy("outcome of a row of acts", "refused"),
}
TARGETS_OF_ACTS: dict[str, Promise] = {
    Target.HAPPENED_AT: _("Date"),
    Target.NUMBER: _("Number of the invoice or the call"),
    Target.KIND: _("What happened"),
    Target.DIRECTION: _("Direction (incoming or outgoing)"),
    Target.RESULT: _("Result (answered, voicemail…)"),
    Target.NOTE: _("Note"),
    Target.LABEL: _("What was bought"),
    Target.AMOUNT: _("Amount"),
    Target.CURRENCY: _("Currency"),
}
SUBJECTS_OF_ACTS: dict[str, Promise] = {
    "amount": _("Amount"),
    "currency": _("Currency"),
    "direction": _("Direction (incoming or outgoing)"),
    "happened_at": _("Date"),
    "kind": _("What happened"),
    "label": _("What was bought"),
    "note": _("Note"),
    "number": _("Number of the invoice or the call"),
    "result": _("Result (answered, voicemail…)"),
}
NOTES_OF_ACTS: dict[str, Promise] = {
    "act.differs": _("the same number is here with other words; what is in the base was kept"),
    "act.overtaken": _("the record changed while the file came in; bring the file in again"),
    "amount.ambiguous": _("Amount: a comma or a point that may be either, as in 1,234; write the cents"),
    "amount.closed": _("Amount: amounts are closed to you there; nothing was entered"),
    "amount.currency": _("Amount: not in euros"),
    "amount.decimals": _("Amount: parts of a cent"),
    "amount.negative": _("Amount: a refund or a credit note is no purchase"),
    "amount.too_large": _("Amount: too large"),
    "amount.unreadable": _("Amount: cannot be read"),
    "direction.unknown": _("Direction: this word is not understood; taken as us, which restarts no clock"),
    "direction.unproven": _(
        "an act of the person that nothing proves: noted, it does not restart the clock of inactivity"
    ),
    "email.other_person": _("E-mail: another record’s; the number decided"),
    "happened_at.empty": _("Date: missing"),
    "happened_at.month_first": _("Date: the month seems to come first"),
    "happened_at.no_such_day": _("Date: there is no such day"),
    "happened_at.to_come": _("Date: to come; only what happened is entered"),
    "happened_at.two_digit_year": _("Date: the year has two digits"),
    "happened_at.unreadable": _("Date: cannot be read"),
    "happened_at.year_out_of_range": _("Date: the year is out of range"),
    "kind.unknown": _("What happened: this word is not understood; entered as a note"),
    "known.act": _("already entered"),
    "known.earlier": _("already on an earlier line of this file"),
    "label.sensitive": _("What was bought: it seems to say something that the law protects; please check"),
    "note.sensitive": _(
        "Note: it seems to say something that the law protects; the data protection officer rereads it"
    ),
    "notice.due": _(
        "this person has not been informed yet: the notice is due at once (GDPR article 14(3)(b))"
    ),
    "person.nobody": _("no record that you may see is found by %(shown)s; nothing was entered"),
    "person.several": _("several records that you may see bear this; nothing was entered"),
    "reference.unknown": _("Number in the former tool: unknown here; found by the e-mail or the phone"),
    "result.never": _("it did not take place, or not yet: only what happened is entered"),
    "result.unknown": _("Result: this word is not understood; left empty"),
    "row.nobody_named": _("nothing leads to a person: no number, no e-mail, no phone"),
    "row.restricted": _("the use of this record is restricted (GDPR article 18)"),
}


def total(header: str, amount: str, n: int) -> str:
    """What a column of amounts comes to over `n` rows."""
    return ngettext(
        "Column “%(column)s”, imported: %(amount)s in all, on %(n)s row.",
        "Column “%(column)s”, imported: %(amount)s in all, on %(n)s rows.",
        n,
    ) % {"column": header, "amount": amount, "n": number_format(n, force_grouping=True)}


def total_to_come(header: str, amount: str, entering: str) -> str:
    """What a column of amounts comes to over a whole file, and over the rows that would enter."""
    text = _("Column “%(column)s”: %(amount)s in the file, of which %(entering)s would enter.")
    return str(text) % {"column": header, "amount": amount, "entering": entering}


def counted_acts(outcome: str, n: int) -> str:
    """The outcome of `n` rows, without the number."""
    return {
        Outcome.CREATED: npgettext("outcome of rows of acts", "added", "added", n),
        Outcome.SKIPPED: npgettext(
            "outcome of rows of acts", "already there or left out", "already there or left out", n
        ),
        Outcome.WAITING: npgettext("outcome of rows of acts", "of several persons", "of several persons", n),
        Outcome.NOBODY: npgettext("outcome of rows of acts", "of nobody here", "of nobody here", n),
        Outcome.REFUSED: npgettext("outcome of rows of acts", "refused", "refused", n),
    }[Outcome(outcome)]


def not_one(line: int, found: int) -> str:
    """Why the rows that begin with a line were not given to whom one named."""
    if not found:
        text = _("Line %(line)s: no record that you may see answers to what you wrote; it still waits.")
    else:
        text = _(
            "Line %(line)s: several records answer to what you wrote; give an e-mail, a phone or an address."
        )
    return str(text) % {"line": line}
