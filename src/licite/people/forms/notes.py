"""A second writing of one's own free text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licite.lawful.forms.notes import BANNER, FreeTextForm, NoteField


class RewriteNoteForm(FreeTextForm):
    """The note as it should read; empty takes it away."""

    free_texts = ("text",)
    text = NoteField(label=_("Note"))

    def __init__(self, data: Any = None, *, text: str) -> None:
        super().__init__(data, prefix="rewrite", initial={"text": text})


class RewriteTitleForm(FreeTextForm):
    """The title of a task as it should read; empty takes it away."""

    free_texts = ("text",)
    text = forms.CharField(label=_("In a few words"), required=False, max_length=200, help_text=BANNER)

    def __init__(self, data: Any = None, *, text: str) -> None:
        super().__init__(data, prefix="rewrite", initial={"text": text})
