"""What a proof quotes of the person and of whoever collected it, and its files: one envelope a row."""

import base64
from dataclasses import astuple, dataclass
from uuid import UUID

from licite import vault


@dataclass(frozen=True, kw_only=True)
class ConsentDetails:
    """`identifier`: the address or number as given. `reference`: the page, form, campaign, colleague, event or file.

    For a consent that a seller collected: `seller`, its `seller_form`, the day it says (`seller_date`, ISO), and what
    we looked at before relying on it (`audit`). `parent`: who consented with a minor.
    """

    identifier: str
    reference: str
    seller: str = ""
    seller_form: str = ""
    seller_date: str = ""
    audit: str = ""
    parent: str = ""


def seal_details(subject: UUID, details: ConsentDetails) -> bytes:
    """Sealed under the contact's public id, class "consent"."""
    return vault.seal("consent", subject, vault.pack(astuple(details)))


def open_details(subject: UUID, envelope: bytes | memoryview) -> ConsentDetails:
    """The details that `seal_details` sealed."""
    identifier, reference, seller, form, date, audit, parent = vault.unpack(
        vault.unseal("consent", subject, envelope)
    )
    return ConsentDetails(
        identifier=identifier,
        reference=reference,
        seller=seller,
        seller_form=form,
        seller_date=date,
        audit=audit,
        parent=parent,
    )


def seal_file(subject: UUID, content: bytes) -> bytes:
    """A file sealed whole under the contact's public id, class "evidence"."""
    return vault.seal("evidence", subject, base64.b64encode(content).decode())


def open_file(subject: UUID, envelope: bytes | memoryview) -> bytes:
    """The file that `seal_file` sealed."""
    return base64.b64decode(vault.unseal("evidence", subject, envelope))
