"""Free texts: what they seem to speak of, told by word lists and check digits; for a human to judge.

A hit is a sign and never a proof: a text with a listed word is saved when its author insists, and read again by the
reviewer. National numbers, account numbers and cards are refused (law.md 9). Pure: the positions found are for the
author's own page, and go nowhere else.
"""

from licite.lawful.notes.scan import REFUSED, Hit, categories, scan

__all__ = ["REFUSED", "Hit", "categories", "scan"]
