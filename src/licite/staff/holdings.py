"""What staff holds: accounts, sessions and second factors of members, behind the login role alone."""

from licite.inventory.declare import (
    CHOICE,
    DATE,
    ID,
    MEMBER,
    NUMBER,
    SECRET,
    SETTING,
    STAFF,
    About,
    Ends,
    Held,
    Holding,
    Recipients,
)


def of_members(model: str, path: str | None, ends: Ends, why: str, /, **fields: Held) -> Holding:
    """A table of the login schema that leads to an account or a member."""
    return Holding(
        model=model,
        about=About.MEMBER,
        path=path,
        recipients=Recipients.LOGIN,
        ends=ends,
        why=why,
        fields=fields,
    )


def framework(model: str, /, **fields: Held) -> Holding:
    """A table that Django lays and the house leaves empty of rights and of people."""
    return Holding(
        model=model,
        about=About.NOBODY,
        recipients=Recipients.LOGIN,
        ends=Ends.KEPT,
        why="Django's own lists of models and permissions; rights are grants",
        fields=fields,
    )


HOLDINGS = (
    of_members(
        "staff.Account",
        "member_id",
        Ends.KEPT,
        "closed when the member leaves, so that the same e-mail is not given to another in silence",
        id=ID,
        password=SECRET,
        last_login=DATE,
        member_id=MEMBER,
        email=STAFF,
        is_active=CHOICE,
        created_at=DATE,
        totp_step=NUMBER,
    ),
    of_members(
        "staff.Session",
        "account_id",
        Ends.ERASED,
        "deleted when it ends",
        session_key=SECRET,
        session_data=SECRET,
        expire_date=DATE,
        account_id=ID,
    ),
    of_members(
        "staff.SignIn",
        "account_id",
        Ends.KEPT,
        "where and when a member signed in, for the member's own list",
        id=ID,
        account_id=ID,
        session=SECRET,
        ticket=SECRET,
        address=STAFF,
        device=STAFF,
        opened_at=DATE,
        ended_at=DATE,
    ),
    of_members(
        "staff.PasswordLink",
        "account_id",
        Ends.ERASED,
        "deleted when it has served",
        token_hash=SECRET,
        account_id=ID,
        purpose=CHOICE,
        made_at=DATE,
        expires_at=DATE,
    ),
    of_members(
        "staff.Lockout",
        None,
        Ends.ERASED,
        "counts under a keyed token of an e-mail or an address; deleted by a success or after its day",
        key=SECRET,
        failures=NUMBER,
        today=NUMBER,
        day_at=DATE,
        last_at=DATE,
    ),
    of_members(
        "account.EmailAddress",
        "user_id",
        Ends.FOLLOWS,
        "allauth's copy of the account's e-mail",
        id=ID,
        user_id=ID,
        email=STAFF,
        verified=CHOICE,
        primary=CHOICE,
    ),
    of_members(
        "account.EmailConfirmation",
        "email_address_id",
        Ends.FOLLOWS,
        "a link sent to that e-mail",
        id=ID,
        email_address_id=ID,
        created=DATE,
        sent=DATE,
        key=SECRET,
    ),
    of_members(
        "mfa.Authenticator",
        "user_id",
        Ends.FOLLOWS,
        "a second factor of the account",
        id=ID,
        user_id=ID,
        type=CHOICE,
        data=SECRET,
        created_at=DATE,
        last_used_at=DATE,
    ),
    framework("auth.Group", id=ID, name=SETTING),
    framework("auth.Group_permissions", id=ID, group_id=ID, permission_id=ID),
    framework("auth.Permission", id=ID, name=SETTING, content_type_id=ID, codename=SETTING),
    framework("contenttypes.ContentType", id=ID, app_label=SETTING, model=SETTING),
)
