"""Companies, contacts, interactions, tasks and the search over them; duplicates and merges, files, tags, own fields,
acts on many, hand-over, reminders. A page about one record stands here, even when its subject is lawful's.

This room promises that identity stays sealed at rest, that every read goes through an actor and leaves its
trace, and that a record changes stage, is revealed or objects only through an act that the database checks.
"""
