"""A file brought as proof: known by its own bytes, never by its name, and never opened."""

from email.parser import BytesHeaderParser
from email.policy import default
from typing import Final

from licite.lawful.models import Evidence

MAX_BYTES: Final = 5 * 1024 * 1024
SIGNATURES: Final = (
    (b"%PDF-", Evidence.Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Evidence.Kind.PNG),
    (b"\xff\xd8\xff", Evidence.Kind.JPEG),
)
TYPES: Final = {
    Evidence.Kind.PDF: ("application/pdf", "pdf"),
    Evidence.Kind.PNG: ("image/png", "png"),
    Evidence.Kind.JPEG: ("image/jpeg", "jpg"),
    # As text: a mail client would draw what a stranger wrote.
    Evidence.Kind.EML: ("text/plain; charset=utf-8", "eml"),
    Evidence.Kind.TEXT: ("text/plain; charset=utf-8", "txt"),
}
"""Content type and ending under which a file goes out again, always as an attachment."""

FORBIDDEN: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f")
MARKUP: Final = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")


class FileRefused(Exception):
    """A file that is not kept. `reason`: empty, too_large, kind. Never quotes the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kind_of(content: bytes) -> Evidence.Kind:
    """What the bytes are: a PDF, a PNG, a JPEG, an e-mail as it was received, a plain text. Raises FileRefused."""
    if not content:
        raise FileRefused("empty")
    if len(content) > MAX_BYTES:
        raise FileRefused("too_large")
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    text = _text(content)
    if text is None or text.lstrip().lower().startswith(MARKUP):
        raise FileRefused("kind")
    return Evidence.Kind.EML if _is_mail(text) else Evidence.Kind.TEXT


def _text(content: bytes) -> bytes | None:
    """The bytes without their mark where they are UTF-8 and hold no control sign."""
    bare = content.removeprefix(b"\xef\xbb\xbf")
    if FORBIDDEN & set(bare):
        return None
    try:
        bare.decode()
    except UnicodeDecodeError:
        return None
    return bare


def _is_mail(text: bytes) -> bool:
    head = text.replace(b"\r\n", b"\n").partition(b"\n\n")[0][:65536]
    found = BytesHeaderParser(policy=default).parsebytes(head + b"\n\n")
    return all(name in found for name in ("From", "Date"))
