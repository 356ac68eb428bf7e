"""A word put on one record or on many: its sealed rows, its lines in the history, what the reviewer has to read again."""

from collections.abc import Sequence
from typing import Final

from licite.access.actor import Actor
from licite.kit import clock, names
from licite.lawful.actions.notes import flag_text, screen
from licite.lawful.models.notes import Place
from licite.people import sealing
from licite.people.actions import values
from licite.people.actions.changes import Changed, Record, note_changes
from licite.people.choices import ChangedField
from licite.people.models import Tag
from licite.people.queries.tags import bearing, tag_token

LONGEST_TAG: Final = 40


def put_tags(actor: Actor, *, records: Sequence[Record], text: str) -> dict[int, int]:
    """Puts the word on those of the records that do not bear it; each one's new row. The caller's act is in the trace.

    Raises Refused("number").
    """
    word = values.clean_name(text)[:LONGEST_TAG]
    found = screen(word, subject=records[0].id if len(records) == 1 else None)
    there = bearing([one.id for one in records], word)
    wanted = [one for one in records if one.id not in there] if names.fold(word) else []
    if not wanted:
        return {}
    now = clock.now()
    made = Tag.objects.bulk_create(
        Tag(
            contact=one.id,
            cell=one.cell,
            token=tag_token(word),
            value=sealing.seal_values("tag", one.public, [word]),
            member=actor.member,
            created_at=now,
        )
        for one in wanted
    )
    note_changes(actor, records=wanted, changed=[Changed(ChangedField.TAG, (), (word,))])
    if found:
        for tag in made:
            flag_text(actor, contact=tag.contact, place=Place.TAG, row_id=tag.id, found=found)
    return {tag.contact: tag.id for tag in made}
