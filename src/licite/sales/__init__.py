"""The pipeline: deals with a contact, their steps, their amounts, what they are worth by month; and what contacts
bought (`purchases`).

Promises: a deal hangs on one contact and goes where the contact goes, behind the same walls; its texts are sealed under
the contact; its amount stands in a table of its own, whose rows the database shows only where the reader's level for
amounts is open, so that no sum, order or filter can tell one; who moved a deal, and when, is written by the database.
"""
