"""Why a whole file, a map or a declaration is refused, in the reader's words; `words.refusal` says them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILES: dict[str, Promise] = {
    "binary": _("This is neither a text file nor a spreadsheet. Save the table as CSV or XLSX."),
    "cell_too_long": _("A cell is far too long: a quotation mark is probably never closed."),
    "empty": _("This file is empty."),
    "map_column_unknown": _("The file has no column “%(name)s”."),
    "map_field_unknown": _("“%(name)s” is no field. Fields: %(fields)s, or none."),
    "no_bearer": _(
        "No column leads to a person: say which one holds the number in the former tool, the e-mail or the phone."
    ),
    "no_date": _("No column says when: choose the one that holds the date."),
    "map_unreadable": _("The map is neither TOML nor JSON that gives each column its field."),
    "no_header_row": _(
        "The first row holds values, not the names of the columns. Add a row of names above it."
    ),
    "nothing_to_read": _("No column is recognised. Name the columns, or give a map."),
    "pdf": _("This is a PDF. Save the table as CSV or XLSX."),
    "archive": _("This is an archive. Take the table out of it first."),
    "no_sheet": _("This spreadsheet holds no sheet."),
    "password": _("This spreadsheet is locked with a password. Save it without one."),
    "spreadsheet_bomb": _("This spreadsheet is far too large once unpacked. Save the sheet as CSV."),
    "spreadsheet_unreadable": _(
        "This is no spreadsheet that can be read, or it is damaged. Save the table as XLSX or CSV."
    ),
    "too_large": _("This file is over %(limit)s MB. Cut it into several."),
    "too_many_columns": _("This file has more than 200 columns."),
    "unreadable": _("This file cannot be read as a table."),
    "other_encoding": _("The file is not written in this encoding. Choose another one."),
    "other_sheet": _("The file has no sheet of this name."),
}
DECLARATIONS: dict[str, Promise] = {
    "source": _("Say where the file comes from."),
    "seller": _("A purchased list names its seller. Who was this file bought from?"),
    "purpose": _("Say what the data is for."),
    "basis": _("Say on which legal basis."),
    "consent": _(
        "A consent has its own proof for each person (GDPR article 7(1)): a file that says “yes” is none. Import on another "
        "basis, then record the consents you can prove on the records."
    ),
    "ground.purpose": _(
        "This purpose is not one of the organisation, or is no longer used: choose another one, or ask the data "
        "protection officer to add it (GDPR article 5(1)(b))."
    ),
    "ground.basis": _(
        "This legal basis is not the one that the organisation chose for this purpose and these persons: see the page "
        "of purposes (GDPR article 6)."
    ),
    "ground.balancing": _(
        "This purpose rests on a legitimate interest, and its balancing test is missing, not approved or past its "
        "review: nothing enters before it is approved, on the page of purposes (GDPR article 6(1)(f))."
    ),
    "direction": _("Say who started these exchanges."),
    "happened": _("This kind of exchange does not exist."),
    "tool": _("Say which tool this file comes from."),
    "capacity": _("Say in what capacity these persons are here: consumers, professionals or unknown."),
    "country": _("This country is not known."),
    "stage": _("This stage does not exist."),
    "collected": _("The date of collection is in the future."),
    "cell": _("You may not create records in this portfolio at this stage."),
    "permission": _("Your profile does not import files."),
    "scope_ended": _(
        "The rights this import ran under have ended; it stopped there, and what had entered stays."
    ),
    "overtaken": _("This import is already running elsewhere."),
    "batch": _("This import does not exist, or is not yours."),
    "undoable": _("This import cannot be undone: it is not over, or is undone already."),
}
