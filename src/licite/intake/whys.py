"""Why a value of a row was mended, is doubtful or was not kept, in the reader's words (`words` says them of their field);
what a record gained.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WHYS: dict[str, Promise] = {
    "as_written": _("kept as written, and no call starts from it: this number is in no numbering plan"),
    "area_code_missing": _("the area code is missing; not kept"),
    "at_sign_missing": _("no @ sign; not kept"),
    "country_code_unknown": _("unknown country code; not kept"),
    "country_unknown": _("the country is needed to read this number; not kept"),
    "by_column": _("missing or unreadable; the earliest of the column was used"),
    "by_declaration": _("unreadable; the declared date was used"),
    "by_today": _("missing or unreadable; today’s date was used"),
    "differs": _("the file says something else; what is in the base was kept"),
    "differs_line": _("this row says something else; what the first one says was kept"),
    "domain_invalid": _("what follows the @ is no domain; not kept"),
    "empty": _("nothing that can be read; not kept"),
    "extension": _("the extension was left out"),
    "future": _("in the future"),
    "international_local_part": _("kept, doubtful: accents before the @, which many servers refuse"),
    "leading_zero_restored": _("a zero eaten by a spreadsheet was put back"),
    "letters": _("letters inside the number; not kept"),
    "local_part_invalid": _("what precedes the @ cannot be an address; not kept"),
    "mask": _("this is a mask, not a value; not kept"),
    "month_first": _("the month seems to come first"),
    "mistyped": _("its domain looks mistyped; kept as it is"),
    "month_alone": _("a month, read as its first day: the earliest that it can be"),
    "no_digits": _("no digit in it; not kept"),
    "no_such_day": _("there is no such day"),
    "not_in_plan": _("kept, doubtful: this number is in no numbering plan"),
    "number": _("it holds a national number, an account or a card; not kept"),
    "placeholder": _("one digit repeated is no number; not kept"),
    "read_as_be": _("no number of the country of its row; read as a Belgian one, to be checked"),
    "read_as_fr": _("no number of the country of its row; read as a French one, to be checked"),
    "rounded_by_spreadsheet": _("rounded by a spreadsheet; not kept"),
    "several_addresses": _("several addresses in one cell; not kept"),
    "several_numbers": _("several numbers in one cell; not kept"),
    "short_year": _("the year has two digits: read as the last such year"),
    "plus_restored": _("the plus sign was put back"),
    "spreadsheet_serial": _("a spreadsheet’s day number, read as a date"),
    "decoration_removed": _("what surrounded it was left out"),
    "trunk_zero_removed": _("the (0) was left out"),
    "too_long": _("too long; not kept"),
    "too_short": _("too short; not kept"),
    "two_digit_year": _("the year has two digits"),
    "unclear": _("this word is not understood; taken as an objection to all channels"),
    "unknown": _("this word is not understood; taken as unknown"),
    "unreadable": _("cannot be read; not kept"),
    "wrong_length": _("this length does not exist in that country; not kept"),
    "year_out_of_range": _("the year is out of range"),
}
OF_LINE = _("line %(n)s")
GAINED: dict[str, Promise] = {
    "address": _("address added"),
    "capacity": _("capacity added"),
    "company": _("company added"),
    "country": _("country added"),
    "emails": _("e-mail added"),
    "first": _("first name added"),
    "last": _("last name added"),
    "no_letters": _("newsletters refused"),
    "objections": _("objection recorded"),
    "phones": _("phone added"),
    "remark": _("remark noted in the history"),
    "references": _("number in the former tool added"),
    "title": _("job title added"),
}
ROWS: dict[str, Promise] = {
    "row.empty": _("the row holds nothing in the columns used"),
    "row.headings": _("it repeats the headings; left out"),
    "row.total": _("the closing line of a table, not a person; left out"),
    "row.more_cells": _("the row has more cells than there are columns; what exceeds was left out"),
    "row.no_coordinate": _("no e-mail, no phone and no address: nothing to reach this person by"),
    "row.no_name": _("no name: a record needs the name of a person"),
    "row.nobody": _("no name, no e-mail and no phone"),
    "row.only_company": _("a company alone: a record is a person"),
    "row.postal_space": _("Postal code: the space among its digits was left out"),
    "row.postal_zero": _("Postal code: a zero eaten by a spreadsheet was put back"),
    "row.country_by_town": _("Country: Belgium, by the town and the four digits of its code"),
    "row.postal_unsure": _(
        "Postal code: four digits that the town does not confirm, Belgian or French without their first zero; kept as they "
        "are, say the country"
    ),
    "row.suspicious_text": _(
        "a text that looks like a formula or like code; kept as plain text, to be corrected"
    ),
}
"""What is said of a whole row."""
