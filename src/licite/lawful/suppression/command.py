"""`licite suppress`: an opposition file from outside, on the server; as a member, or as the house itself."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from licite import packs
from licite.access.gate import NoEntry, acting_for, as_system
from licite.access.refusals import Refused
from licite.journal import entries
from licite.kit.files import TableRefused
from licite.lawful.actions.suppression import stage
from licite.lawful.channels import Channel
from licite.lawful.suppression.reading import read
from licite.lawful.suppression.taking import SHOWN, Stopped, Tally, enter, parts, take
from licite.staff import actions as staff

PURPOSE = "lawful.suppression"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, what its people refuse, and who brings it in."""
    parser.add_argument("file", type=Path, help="CSV, or text with one e-mail or phone a line")
    parser.add_argument(
        "--channel", choices=Channel.values, default=Channel.ALL.value, help="what they refuse (default: all)"
    )
    parser.add_argument(
        "--as",
        dest="member",
        default="",
        metavar="EMAIL",
        help="the member in whose name; default the house itself",
    )
    parser.add_argument(
        "--country", default="", metavar="C", help="of national numbers, as FR; default the organisation's"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(args: argparse.Namespace) -> int:
    """Takes the file to its end and prints what became of its lines; 1 when it was refused or stopped."""
    channel, country = Channel(args.channel), args.country.upper() or packs.home()
    faults: list[tuple[int, str]] = []
    try:
        content = args.file.read_bytes()
        tally = (
            as_member(args.member, content, channel, country)
            if args.member
            else as_house(content, channel, country, faults)
        )
    except NoEntry:
        return _refuse("no such member, or one who has left")
    except Refused:
        return _refuse("this member does not keep the suppression list")
    except (TableRefused, Stopped) as refused:
        return _refuse(f"the file was refused: {refused.reason}")
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    for number, fault in faults[:SHOWN]:
        sys.stderr.write(f"{number}: {fault}\n")
    sys.stdout.write((json.dumps(tally.as_json) if args.json else as_text(tally)) + "\n")
    return 0


def as_member(email: str, content: bytes, channel: Channel, country: str) -> Tally:
    """Inside the member's rights, with its row on the page of files. Raises NoEntry, Refused, Stopped, TableRefused."""
    member = staff.member_by_email(email)
    if member is None:
        raise NoEntry
    with acting_for(member, PURPOSE) as actor:
        row = stage(actor, content=content, channel=channel, country=country)
    return take(partial(acting_for, member, PURPOSE), row.public)


def as_house(content: bytes, channel: Channel, country: str, faults: list[tuple[int, str]]) -> Tally:
    """In nobody's name, journalled as the console's; adds the faults by line. Raises TableRefused.

    Taken in part by part: started again after an interruption, what is on the list already changes nothing.
    """
    count, lines = read(content, country=country)
    tally = Tally(lines=count)
    for part in parts(lines):
        with as_system("console"):
            faults += enter(part, tally, channel=channel)
            entries.write(
                "lawful:suppression:take",
                fields=[channel.value],
                detail={"lines": len(part)},
                origin="console",
            )
    return tally


def as_text(tally: Tally) -> str:
    """The figures for a terminal."""
    return (
        f"{tally.done} lines read: {tally.identifiers} e-mails and phones, {tally.new} new on the list, "
        f"{tally.known} there already; {tally.records} records closed; {tally.headings} lines of headings, "
        f"{tally.faulty} without an e-mail or phone"
    )


def _refuse(why: str) -> int:
    sys.stderr.write(f"licite: {why}\n")
    return 1
