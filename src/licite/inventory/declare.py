"""The words in which a room says what it holds: frozen, closed, refused when they contradict themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """Whose data a table holds."""

    CONTACT = "contact"
    MEMBER = "member"
    NOBODY = "nobody"


class Kind(StrEnum):
    """The class of a column. A person's identity and every free text about a person are SEALED."""

    SEALED = "sealed"
    TOKEN = "token"  # noqa: S105 - a keyed blind token of the search table
    FINGERPRINT = "fingerprint"
    SECRET = "secret"  # noqa: S105 - a hash or a key, never a person's word
    STAFF = "staff"
    LEGAL_PERSON = "legal_person"
    MEMBER = "member"
    ID = "id"
    CELL = "cell"
    DATE = "date"
    CHOICE = "choice"
    NUMBER = "number"
    SETTING = "setting"


class Mask(StrEnum):
    """What stands for a sealed value that is not shown."""

    PHONE = "phone"
    EMAIL = "email"
    DOTS = "dots"


class Nature(StrEnum):
    """What a copy for the person holds: PORTABLE came from them; DERIVED was made by us about them (access,
    not portability); PLAIN says nothing of them.
    """

    PORTABLE = "portable"
    DERIVED = "derived"
    PLAIN = "plain"


class Recipients(StrEnum):
    """Who may come to see it."""

    GRANTED = "granted"  # members whose grant covers the cell, at the level of their profile
    COLLEAGUES = "colleagues"
    ONESELF = "oneself"
    JOURNAL_READERS = "journal_readers"
    LOGIN = "login"  # the sign-in alone
    GATE = "gate"  # the gate's functions alone; nobody reads it
    MACHINE = "machine"  # the worker and the sealer


class Sensitivity(StrEnum):
    """What a leak of it would do."""

    NONE = "none"
    ORDINARY = "ordinary"
    HIGH = "high"
    SECRET = "secret"  # noqa: S105


class Ends(StrEnum):
    """How a row ends."""

    ERASED = "erased"  # deleted by the erasing verb
    FOLLOWS = "follows"  # the database deletes it with its contact
    WITH_LAST = "with_last"  # deleted with the last contact that needs it
    COUNTED = "counted"  # what names a person goes, the counts stay
    EXPIRES = "expires"  # after the time of a rule of the pack
    KEPT = "kept"


class Merged(StrEnum):
    """What becomes of a row when its record is merged into another of the same person."""

    MOVES = "moves"
    WAITS = "waits"  # about the record itself: put by, and there again when the merge is undone
    OWN = "own"  # the merge has a rule of its own for it


@dataclass(frozen=True, kw_only=True)
class Held:
    """One column. `sealed_as` is the class its envelopes are bound to; `recipients` only where they are fewer
    than the table's.
    """

    kind: Kind
    sealed_as: str | None = None
    mask: Mask | None = None
    nature: Nature = Nature.PLAIN
    sensitivity: Sensitivity = Sensitivity.NONE
    recipients: Recipients | None = None

    def __post_init__(self) -> None:
        """Sealed and named class go together; only what is sealed has a mask."""
        if (self.kind is Kind.SEALED) != (self.sealed_as is not None):
            raise ValueError("a sealed column names the class of its envelopes, and no other column does")
        if self.mask is not None and self.kind is not Kind.SEALED:
            raise ValueError("a column in clear has no mask")


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One table: a Django model by its label, or a table that only SQL knows by `schema.table`.

    `path` is the column that holds the subject's id, None where there is none (`why` says so); `mentions`
    are arrays of ids that may name the subject too. `rule` is the pack's key of what EXPIRES. `merged`: see `Merged`.
    """

    model: str | None = None
    table: str | None = None
    about: About
    path: str | None = None
    mentions: tuple[str, ...] = ()
    fields: Mapping[str, Held]
    recipients: Recipients
    ends: Ends
    rule: str | None = None
    merged: Merged = Merged.MOVES
    why: str = ""

    def __post_init__(self) -> None:
        """Refuses a declaration that contradicts itself."""
        named = {self.path, *self.mentions} - {None}
        sealed = any(held.kind is Kind.SEALED for held in self.fields.values())
        for wrong, says in (
            ((self.model is None) == (self.table is None), "is a model or a table"),
            (not named <= set(self.fields), "leads to the subject by a column it does not declare"),
            (
                self.about is About.NOBODY and (sealed or bool(named)),
                "holds nobody's data, yet seals or leads to some",
            ),
            (
                self.about is not About.NOBODY and not named and not self.why,
                "does not say why it has no path",
            ),
            (self.ends is Ends.KEPT and not self.why, "does not say why it is kept"),
            ((self.ends is Ends.EXPIRES) != (self.rule is not None), "expires by a rule, or does not expire"),
        ):
            if wrong:
                raise ValueError(f"the declaration of {self.name} {says}")

    @property
    def names_subject(self) -> bool:
        """Whether a subject's rows can be found by id."""
        return bool(self.path or self.mentions)

    @property
    def name(self) -> str:
        """The model's label or the table's name."""
        return self.model or self.table or "nothing"


def sealed(
    sealed_as: str,
    *,
    mask: Mask | None = None,
    nature: Nature = Nature.PORTABLE,
    sensitivity: Sensitivity = Sensitivity.ORDINARY,
) -> Held:
    """A column of envelopes of one class."""
    return Held(kind=Kind.SEALED, sealed_as=sealed_as, mask=mask, nature=nature, sensitivity=sensitivity)


ID = Held(kind=Kind.ID)
CELL = Held(kind=Kind.CELL)
MEMBER = Held(kind=Kind.MEMBER)
DATE = Held(kind=Kind.DATE)
CHOICE = Held(kind=Kind.CHOICE)
NUMBER = Held(kind=Kind.NUMBER)
SETTING = Held(kind=Kind.SETTING)
SECRET = Held(kind=Kind.SECRET, sensitivity=Sensitivity.SECRET)
STAFF = Held(kind=Kind.STAFF, nature=Nature.PORTABLE, sensitivity=Sensitivity.ORDINARY)


def derived(held: Held) -> Held:
    """The same column, where it says something of the person that we made or observed."""
    return Held(kind=held.kind, nature=Nature.DERIVED, sensitivity=Sensitivity.ORDINARY)
