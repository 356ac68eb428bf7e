"""Mail to a person: who writes, a way to refuse in every message, nothing that watches.

Each carries the link to the person's own page, in its text and in its headers (RFC 2369, and one click by RFC 8058),
and the sender's identity (CPCE L34-5). No picture, no counted link: text only unless the caller brings HTML of its own.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from licite import packs
from licite.kit import phones
from licite.kit.mail import Mail, MailFailed, mailer, parse_email_url
from licite.lawful import links
from licite.packs import learning

LASTING = frozenset({"recipient_invalid", "header_invalid", "recipient_refused"})
"""Reasons that trying again does not mend."""


def configured() -> bool:
    """Whether a mail can leave at all (EMAIL_URL)."""
    return mailer(settings.MAIL).configured


def send_to_person(
    *, to: str, subject: str, text: str, language: str, reply_to: str = "", html: str = ""
) -> bool:
    """Sends a message to a deliverable e-mail, its link made for it; whether the server took it.

    The worker's role only, outside any transaction: the link is committed before the mail leaves. The caller has asked
    `may()`. False where no server is set up (EMAIL_URL). Raises MailFailed.
    """
    if not configured():
        return False
    with transaction.atomic(durable=True):
        token = links.link_for("email", to)
    return mailer(settings.MAIL).send(
        compose(
            to=to, subject=subject, text=text, token=token, language=language, reply_to=reply_to, html=html
        )
    )


def compose(
    *, to: str, subject: str, text: str, token: str, language: str, reply_to: str = "", html: str = ""
) -> Mail:
    """The message with its foot (who writes, and where to refuse) and its headers. `html` says the same as `text`."""
    said = {"sender": sender(), "url": links.url_of(token), "body": html, "language": language}
    with translation.override(language):
        foot = render_to_string("lawful/mail/foot.txt", said)
        whole = render_to_string("lawful/mail/whole.html", said) if html else ""
    firm = packs.organisation()
    return Mail(
        to=to,
        sender_name=firm.name if firm else "",
        subject=subject,
        text=f"{text.strip()}\n\n-- \n{foot.strip()}\n",
        html=whole,
        reply_to=reply_to,
        headers=(
            ("List-Unsubscribe", f"<{links.stop_url_of(token)}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ),
    )


def written(name: str, context: Mapping[str, Any], *, language: str) -> tuple[str, str]:
    """Subject and text of `lawful/mail/<name>.txt`, whose first line is the subject."""
    with translation.override(language):
        whole = render_to_string(f"lawful/mail/{name}.txt", {"sender": sender(), **context})
    subject, _line, text = whole.strip().partition("\n")
    return subject.strip(), text.strip()


def lasting(failure: MailFailed) -> bool:
    """Whether trying again is no use."""
    return failure.reason in LASTING


def sender() -> dict[str, str]:
    """Who writes: name, address, e-mail and phone of the organisation; before it is known, who EMAIL_URL says."""
    learning.catch_up()  # no actor brings the news to a public page or to the worker
    firm = packs.organisation()
    if firm is not None:
        reached = {
            "email": firm.dpo_email or firm.email,
            "phone": phones.display(firm.phone),
            "address": firm.address,
        }
        return {"name": firm.name, **reached}
    if not configured():
        return {"name": "Licite", "email": "", "phone": "", "address": ""}
    posted = parse_email_url(settings.MAIL)
    return {"name": posted.sender_name or posted.sender, "email": posted.sender, "phone": "", "address": ""}
