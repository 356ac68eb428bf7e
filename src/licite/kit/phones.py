"""Phone numbers: from what people type to E.164, and to what may be shown of it.

The numbering plans are those of the `phonenumbers` package (Google's libphonenumber).
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from licite.kit.masking import DOT
from licite.kit.names import clean

Status = Literal["ok", "doubtful", "faulty"]

EXTENSION = re.compile(r"[\s,;]*(?:extension|ext|poste|toestel|x|#)\s*[.:]?\s*(\d{1,6})$", re.IGNORECASE)
LABEL = re.compile(
    r"^(?:t[ée]l[ée]phone|t[ée]l|phone|mobile|mob|portable|port|gsm|fixe)\b\s*[.:]*\s*", re.IGNORECASE
)
# 6,12345678E+08: every digit is there where there are as many decimals as the exponent says.
EXPONENT = re.compile(r"^(\d)(?:[.,](\d*))?e\+?(\d{1,2})$", re.IGNORECASE)
DECIMAL = re.compile(r"^(\d{6,})[.,]0+$")
INTERNATIONAL = re.compile(r"^\(?\s*(?:\+[\s+]*|00\s*)(?=[1-9(])")
# The way nearly every French number is written and masked; the long way gives the same (a test holds them together).
FRENCH = re.compile(r"0[1-9](?:[ .]?[0-9]{2}){4}\Z")
GAPS = str.maketrans("", "", " .")
FRENCH_E164 = re.compile(r"\+33([1-79])[0-9]{6}([0-9]{2})\Z")
# Dialled from France like its own numbers, each under its country code; 262 is that of Réunion and of Mayotte.
OVERSEAS = ("GP", "GF", "MQ", "RE")
OVERSEAS_MOBILES = {
    "690": "GP",
    "691": "GP",
    "694": "GF",
    "696": "MQ",
    "697": "MQ",
    "692": "RE",
    "693": "RE",
}
HOUSE = ("FR", "BE")
"""Where a national number that is none of its own country's is looked for."""
FICTION = re.compile(r"63998[0-9]{4}")
"""The French mobiles that Arcep keeps for works of fiction: in no plan of the package, and dialled like the others."""
LENGTHS: dict[int, str] = {
    ValidationResult.INVALID_COUNTRY_CODE: "country_code_unknown",
    ValidationResult.TOO_SHORT: "too_short",
    ValidationResult.TOO_LONG: "too_long",
    ValidationResult.INVALID_LENGTH: "wrong_length",
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "area_code_missing",
}
UNREADABLE: dict[int, str] = {
    NumberParseException.INVALID_COUNTRY_CODE: "country_code_unknown",
    NumberParseException.TOO_SHORT_AFTER_IDD: "too_short",
    NumberParseException.TOO_SHORT_NSN: "too_short",
    NumberParseException.TOO_LONG: "too_long",
}


@dataclass(frozen=True)
class PhoneResult:
    """What became of a typed number.

    ok: `e164` is in the numbering plan; `reason` is empty or says what was repaired
    (trunk_zero_removed, leading_zero_restored, plus_restored, extension_set_apart).
    ok (doubtful for numbers kept for fiction), read_as_fr or read_as_be: none of the country's, and one of that country
    alone of the house's.
    doubtful: the right length, but in no plan; kept with a warning, `e164` as its country code says (not_in_plan), or
    where none was typed the bare digits as written (as_written): no country is lent to it.
    faulty: `e164` is None; `reason` is one of empty, no_digits, placeholder, letters,
    several_numbers, rounded_by_spreadsheet, country_unknown, unreadable, or a value of `LENGTHS`.
    """

    e164: str | None
    status: Status
    reason: str = ""
    extension: str = ""


def _usual() -> re.Pattern[str]:
    """National numbers of nine digits in the French plan: what the package would find valid, kind by kind."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region("FR")
    assert plan is not None
    kinds = (
        plan.fixed_line,
        plan.mobile,
        plan.voip,
        plan.premium_rate,
        plan.toll_free,
        plan.shared_cost,
        plan.uan,
    )
    found = [kind.national_number_pattern for kind in kinds if kind and 9 in (kind.possible_length or ())]
    return re.compile("|".join(f"(?:{one})" for one in found))


USUAL = _usual()


def normalise(raw: str, country: str | None) -> PhoneResult:
    """Read a number as someone in `country` (ISO2, or None) would dial or write it. Never raises."""
    if country == "FR" and FRENCH.match(raw):
        national = raw.translate(GAPS)[1:]
        if len(set(national)) > 1 and USUAL.fullmatch(national):
            return PhoneResult(f"+33{national}", "ok")
    text = clean(unicodedata.normalize("NFKC", raw))
    text = _expanded(LABEL.sub("", text))
    fault = _fault(text)
    if fault:
        return PhoneResult(None, "faulty", fault)
    text, extension = _set_extension_apart(DECIMAL.sub(r"\1", text))
    if any(char.isalpha() for char in text):
        return PhoneResult(None, "faulty", "letters")
    region = country.upper() if country and country.upper() in phonenumbers.SUPPORTED_REGIONS else None
    text = INTERNATIONAL.sub("+", text)
    if region is None and not text.startswith("+"):
        return PhoneResult(None, "faulty", "country_unknown")
    return _read(text, region, extension)


def dialable(e164: str) -> bool:
    """Whether a kept number is in a plan, or of those kept for fiction: a call may start from it."""
    return _stands(_parse(e164, None))


def country_code(iso2: str) -> str:
    """How a number of this country begins: "+33"."""
    return f"+{phonenumbers.country_code_for_region(iso2)}"


def landline(e164: str) -> bool:
    """Whether a kept number is a fixed line for sure: no text message is read there."""
    number = _parse(e164, None)
    return number is not None and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE


def display(e164: str) -> str:
    """The number as one writes it from abroad: "+33 6 12 34 56 12". What is no number comes back as it is."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL).replace("-", " ")


def mask(e164: str) -> str:
    """What may be shown of a number: "+33 6 •• •• •• 12".

    The country code, the first national digit and the last two; of a national number under 7 digits only
    the last ones, never more than a third. What is no number shows nothing.
    """
    if french := FRENCH_E164.match(e164):
        return f"+33 {french[1]} {DOT * 2} {DOT * 2} {DOT * 2} {french[2]}"
    try:
        code = str(phonenumbers.parse(e164, None).country_code)
    except NumberParseException:
        return DOT * 6
    national = display(e164).removeprefix(f"+{code}")
    count = sum(char.isdigit() for char in national)
    head, tail = (1, 2) if count >= 7 else (0, count // 3)
    shown, place = [], 0
    for char in national:
        if char.isdigit():
            hidden = head <= place < count - tail
            place += 1
            shown.append(DOT if hidden else char)
        else:
            shown.append(char)
    return f"+{code}" + "".join(shown)


def _fault(text: str) -> str:
    digits = [char for char in text if char.isdigit()]
    if not text:
        return "empty"
    if not digits:
        return "no_digits"
    if len(digits) > 5 and len(set(digits)) == 1:
        return "placeholder"
    if EXPONENT.match(text):
        return "rounded_by_spreadsheet"
    parts = re.split(r"[/;,|]|\bou\b|\bor\b|\bet\b", text)
    if sum(sum(char.isdigit() for char in part) >= 8 for part in parts) > 1:
        return "several_numbers"
    return ""


def _expanded(text: str) -> str:
    """A number that a spreadsheet wrote with an exponent and all of its digits; any other as it is."""
    found = EXPONENT.match(text)
    if found is None or len(found[2] or "") != int(found[3]):
        return text
    return found[1] + (found[2] or "")


def _set_extension_apart(text: str) -> tuple[str, str]:
    found = EXTENSION.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")


def _read(text: str, region: str | None, extension: str) -> PhoneResult:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as fault:
        return PhoneResult(None, "faulty", UNREADABLE.get(fault.error_type, "unreadable"))
    digits = re.sub(r"\D", "", text)
    if not phonenumbers.is_valid_number(number):
        number = _other_reading(text, region) or _overseas(text, region) or number
    if not _stands(number) and (elsewhere := _elsewhere(text, region, extension)):
        return elsewhere
    length = phonenumbers.is_possible_number_with_reason(number)
    if length != ValidationResult.IS_POSSIBLE:
        return PhoneResult(None, "faulty", LENGTHS[length])
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number):
        lent = not (_stands(number) or text.startswith("+")) and _is_of(number, region)
        return PhoneResult(
            digits if lent else e164, "doubtful", "as_written" if lent else "not_in_plan", extension
        )
    repair = _repair(text, digits, e164, region) or ("extension_set_apart" if extension else "")
    return PhoneResult(e164, "ok", repair, extension)


def _elsewhere(text: str, region: str | None, extension: str) -> PhoneResult | None:
    """A national number that stands in exactly one country of the house, and not in its own."""
    if text.startswith("+"):
        return None
    read = {house: _parse(text, house) for house in HOUSE if house != region}
    found = [(house, one) for house, one in read.items() if one and _stands(one) and _is_of(one, house)]
    if len(found) != 1:
        return None
    ((house, number),) = found
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    status: Status = "ok" if phonenumbers.is_valid_number(number) else "doubtful"
    return PhoneResult(e164, status, f"read_as_{house.lower()}", extension)


def _stands(number: phonenumbers.PhoneNumber | None) -> bool:
    """Whether a number is in a plan, or of those kept for fiction."""
    if number is None:
        return False
    return phonenumbers.is_valid_number(number) or (
        number.country_code == 33 and bool(FICTION.fullmatch(str(number.national_number)))
    )


def _is_of(number: phonenumbers.PhoneNumber, region: str | None) -> bool:
    return number.country_code == phonenumbers.country_code_for_region(region or "")


def _other_reading(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    """Another reading of a number that is in no plan as it stands."""
    if "(0)" in text:
        return _parse(text.replace("(0)", ""), region)
    if text.startswith(("+", "0")):
        return None
    # Where the zero belongs to the number (Italy), a spreadsheet that ate it left another number.
    number = _parse("0" + text, region)
    return number if number is not None and phonenumbers.is_valid_number(number) else None


def _overseas(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    """A national number of France that is one of its overseas departments: valid there, or of a block of their mobiles."""
    if region != "FR" or text.startswith("+"):
        return None
    found = [_parse(text, one) for one in OVERSEAS]
    valid = next((one for one in found if one is not None and phonenumbers.is_valid_number(one)), None)
    block = OVERSEAS_MOBILES.get(re.sub(r"\D", "", text).removeprefix("0")[:3])
    return valid or (_parse(text, block) if block else None)


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def _repair(text: str, digits: str, e164: str, region: str | None) -> str:
    """What had to be corrected, told from what was typed and what came out."""
    if text.startswith("+"):
        return "" if "+" + digits == e164 else "trunk_zero_removed"
    if "+" + digits == e164:
        return "plus_restored"
    trunk = phonenumbers.ndd_prefix_for_region(region, strip_non_digits=True) if region else None
    eaten = e164.endswith("0" + digits) or trunk == "0"
    return "leading_zero_restored" if eaten and not digits.startswith("0") else ""
