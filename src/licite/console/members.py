"""`licite member`: adds, lists, lets back in and ends members from a terminal; the first one comes in here."""

import argparse
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection

from licite.access import gate, labels
from licite.access.models import Grant, Member, Portfolio, Profile
from licite.access.refusals import Refused
from licite.journal import entries
from licite.kit import clock
from licite.kit.cells import Stage
from licite.staff import actions, links
from licite.staff.models import Account

ALL = "all"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Four verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="add|link|off|list")
    add = verbs.add_parser("add", help="add a member, or one more grant to a member", allow_abbrev=False)
    add.add_argument("email")
    add.add_argument("--name", help="first and last name (needed for a new member)")
    add.add_argument("--profile", required=True, help="prospector, rep, assistant, manager, dpo, it_admin…")
    add.add_argument("--portfolio", action="append", default=[], help=f"repeat for several, or {ALL}")
    add.add_argument("--stage", action="append", default=[], choices=[stage.name.lower() for stage in Stage])
    add.add_argument("--until", type=day, help="last day of the grant, as 2027-06-30")
    add.add_argument("--language", choices=[code for code, _ in settings.LANGUAGES], default="fr")
    link = verbs.add_parser("link", help="a fresh link for a member who cannot come in any more")
    link.add_argument("email")
    link.add_argument(
        "--without-second-factor",
        action="store_true",
        help="also take away second factor, recovery codes and password",
    )
    link.add_argument("--name", help="first and last name: for a member who has no account (any more)")
    off = verbs.add_parser("off", help="end sessions, tickets and grants of a member, at once")
    off.add_argument("email")
    verbs.add_parser("list", help="list the members and their grants")


def day(text: str) -> date:
    """A date as 2027-06-30; argparse says so otherwise."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2027-06-30") from None


def run(args: argparse.Namespace) -> int:
    """Do it as the house's own console."""
    with gate.as_system("console"):
        done = {"add": add, "link": link, "off": off, "list": listed}[args.verb](args)
    print(done)
    if args.verb == "add" and (way_in := link_for(args.email.lower())):
        print(f"to choose a password, once, within a week: {way_in} at your Licite's address")
    return 0


def link_for(email: str) -> str:
    """The path of a fresh link for a member who has not joined yet; nothing for one who has."""
    member = actions.member_by_email(email)
    try:
        return links.path_of(actions.invite_again(member)) if member else ""
    except Refused:
        return ""


@dataclass(frozen=True)
class Scope:
    """What the grant covers, read and checked before anything is written."""

    profile: str
    portfolios: list[int]
    stages: list[int]
    until: datetime | None


def add(args: argparse.Namespace) -> str:
    """A member with a grant; for a member already there, one more grant."""
    email = checked_email(args.email)
    scope = checked_scope(args)
    member = actions.member_by_email(email)
    if member is None:
        if not (args.name or "").strip():
            raise SystemExit("licite: a new member needs a name: --name 'First Last'")
        try:
            member = actions.add_member(
                name=args.name.strip(), email=email, language=args.language, password=None
            )
        except IntegrityError:
            raise SystemExit(
                f"licite: {email} already had an account that has ended; use another address"
            ) from None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.add_grant(%s, %s, %s::int[], %s::int[], %s)",
            [member, scope.profile, scope.portfolios, scope.stages, scope.until],
        )
        (grant,) = cursor.fetchone()
    entries.write(
        "access:grant:add",
        detail={
            "member": member,
            "grant": grant,
            "profile": scope.profile,
            "portfolios": scope.portfolios,
            "stages": scope.stages,
            "until": scope.until.isoformat() if scope.until else None,
        },
        origin="console",
    )
    return f"{email}: {scope.profile} granted"


def link(args: argparse.Namespace) -> str:
    """A way back in, once, for whoever lost password or second factor, or never had an account."""
    email = checked_email(args.email)
    member = actions.member_by_email(email) or nameless(args)
    try:
        token = actions.way_back(member, email=email, without_second_factor=args.without_second_factor)
    except IntegrityError:
        raise SystemExit(f"licite: {email} had an account that has ended; use another address") from None
    return (
        f"{email}: to choose a password, once, within an hour (a week for one who has never signed in):"
        f" {links.path_of(token)} at your Licite's address"
    )


def nameless(args: argparse.Namespace) -> int:
    """The one member of this name who has no account, or a clear word."""
    if not args.name:
        raise SystemExit(
            f"licite: no member has the address {args.email}; for a member without account"
            " (`licite member list` shows <->) give the name too: --name 'First Last'"
        )
    members = Member.objects.filter(name=args.name.strip(), left_at=None).values_list("pk", flat=True)
    taken = set(Account.objects.filter(member_id__in=list(members)).values_list("member_id", flat=True))
    found = [member for member in members if member not in taken]
    if len(found) != 1:
        raise SystemExit(f"licite: {len(found) or 'no'} members without account are called {args.name!r}")
    return int(found[0])


def off(args: argparse.Namespace) -> str:
    """The leaver's gesture."""
    member = actions.member_by_email(checked_email(args.email))
    if member is None:
        raise SystemExit(f"licite: no member has the address {args.email}")
    actions.end_member(member)
    return f"{args.email}: sessions, tickets and grants have ended"


def listed(args: argparse.Namespace) -> str:
    """One line a member, one more for each live grant."""
    emails = dict(Account.objects.values_list("member_id", "email"))
    portfolios = dict(Portfolio.objects.values_list("id", "name"))
    lines = []
    for member in Member.objects.order_by("name"):
        state = "left" if member.left_at else "active"
        lines.append(f"{member.name} <{emails.get(member.pk, '-')}> {state}")
        for grant in Grant.objects.filter(member_id=member.pk).select_related("profile").order_by("id"):
            if grant.ends_at is None or grant.ends_at > clock.now():
                where = ", ".join(portfolios[one] for one in grant.portfolios) or "no portfolio"
                stages = ", ".join(Stage(one).name.lower() for one in grant.stages) or "no stage"
                until = f" until {labels.last_day(grant.ends_at)}" if grant.ends_at else ""
                lines.append(f"    {grant.profile.key}: {where}; {stages}{until}")
    return "\n".join(lines) or "no member yet"


def checked_email(text: str) -> str:
    """The address, or a clear word."""
    try:
        validate_email(text)
    except ValidationError:
        raise SystemExit(f"licite: {text!r} is no e-mail address") from None
    return text.lower()


def checked_scope(args: argparse.Namespace) -> Scope:
    """Profile, portfolios and stages that exist, or a clear word."""
    profiles = {profile.key: profile for profile in Profile.objects.all()}
    profile = profiles.get(args.profile)
    if profile is None:
        raise SystemExit(f"licite: no profile {args.profile!r}; there are {', '.join(sorted(profiles))}")
    if not profile.acts:  # it runs the system and sees no customer data: a scope would mean nothing
        return Scope(profile.key, [], [], end_of(args.until))
    known = dict(Portfolio.objects.values_list("name", "id"))
    wanted = sorted(known) if ALL in args.portfolio else args.portfolio
    if not wanted:
        raise SystemExit(
            f"licite: which portfolios? Give --portfolio NAME or --portfolio {ALL}; there are {among(known)}"
        )
    for name in wanted:
        if name not in known:
            raise SystemExit(f"licite: no portfolio {name!r}; there are {among(known)}")
    stages = [Stage[name.upper()] for name in args.stage] or list(Stage)
    return Scope(
        profile.key, sorted(known[name] for name in wanted), sorted(map(int, stages)), end_of(args.until)
    )


def among(known: dict[str, int]) -> str:
    """The portfolios' names, or how to make the first."""
    return ", ".join(sorted(known)) or "none yet: licite portfolio add NAME"


def end_of(last: date | None) -> datetime | None:
    """The moment a grant ends whose last day is given."""
    if last is None:
        return None
    end = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))
    if end <= clock.now():
        raise SystemExit(f"licite: {last} has passed")
    return end
