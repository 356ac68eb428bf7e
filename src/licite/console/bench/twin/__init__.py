"""The twin: the product's own pages and queries over plain tables, without gate, sealing and journal.

What the walls cost is the product's time over the twin's, in one run. Nothing here is imported by the product, and the
twin is served by a process of its own, on a demo home only: tables (tables.py), settings and middleware (settings.py,
site.py). It keeps everything that is no wall: tokens, lights, templates, the transaction.
"""
