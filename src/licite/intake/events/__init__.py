"""Files of acts: exchanges and purchases of persons who are here already, as another tool kept them.

Promises: an act finds its person by the number that the tool gave them, else by an e-mail, else by a phone, among the
records in sight, and nobody is made of it; what finds nobody is named in the report; the same row adds nothing a second
time; only a proven act of the person restarts the clock of inactivity; the whole file can be taken back.

The way of a row: `reading` (pure: cells → an act or reasons) → `finding` (whose it is) → `settling` (what becomes of it)
→ `entering` (what is written). `vocabulary` says what the words of a cell mean; the rest of the way is intake's own.
"""
