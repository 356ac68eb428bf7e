"""Why a whole file, a map, a declaration or a column is refused, in the reader's words; `words` says them."""

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
    "no_name": _(
        "No column holds the name of a person: each row would be refused. Say which one does, or what the rows of this file "
        "are."
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
COLUMNS: dict[str, Promise] = {
    "capacity": _("it may say in what capacity each person is here; declare that column to have it read"),
    "civility": _("a title of courtesy or a gender is not needed to contact someone (CJEU, C-394/23)"),
    "colleague": _("no field, no purpose: who follows a contact is said by its portfolio"),
    "consent": _("a consent needs its proof (wording, date, means); a column is none"),
    "fax": _("no purpose: a fax number serves none of the declared purposes"),
    "field_taken": _("another column already fills this field"),
    "forbidden_bank": _("forbidden: bank data and card codes do not belong in a customer base"),
    "forbidden_birth": _(
        "forbidden here: date or place of birth, age and nationality serve no declared purpose"
    ),
    "forbidden_family": _("forbidden here: family status serves no declared purpose"),
    "forbidden_health": _("forbidden: health data (GDPR, article 9)"),
    "forbidden_image": _("forbidden here: a photo or a location serves no declared purpose"),
    "forbidden_income": _("forbidden here: income serves no declared purpose"),
    "forbidden_national_number": _("forbidden: a national identification number or an identity document"),
    "forbidden_offences": _("forbidden: offences and convictions (GDPR, article 10)"),
    "forbidden_origin": _("forbidden: origin (GDPR, article 9)"),
    "forbidden_politics": _("forbidden: political opinions (GDPR, article 9)"),
    "forbidden_religion": _("forbidden: religion or beliefs (GDPR, article 9)"),
    "forbidden_secret": _("forbidden: a password or a code is never imported"),
    "forbidden_sexual_life": _("forbidden: sexual life or orientation (GDPR, article 9)"),
    "forbidden_union": _("forbidden: union membership (GDPR, article 9)"),
    "identifier": _("no field, no purpose: a number of another system says nothing of the person"),
    "no_tool": _("nobody said which tool these numbers come from"),
    "no_field": _("no field, no purpose: nothing in the base would use it"),
    "no_header": _("it has no header"),
    "not_wanted": _("you asked to leave it out"),
    "values_bank": _("forbidden: its values are account numbers, which serve invoicing alone"),
    "values_card": _("forbidden: its values are numbers of payment cards, which are kept nowhere"),
    "values_national_number": _(
        "forbidden: its values are national identification numbers (France: decree 2019-341; Belgium: law of 8 August 1983)"
    ),
}
