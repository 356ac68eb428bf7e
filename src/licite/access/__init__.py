"""Who may see which record, and how much of it: members, profiles, portfolios, grants, tickets, row policies.

This room promises that no row and no clear value is reached outside the reader's grants: the database keeps
the rows apart (`sql/`), `actor.py` says what the grants open, `reveal.py` is the one door to a masked value.
It has no screens.
"""
