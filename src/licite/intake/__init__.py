"""How persons enter: a file with its declared provenance, row by row, inside the rights of whoever brings it.

Promises: nothing starts without source, purpose, basis and capacity; no column and no row disappears without its
reason; the same file twice brings nobody twice; what is in the base is completed, never overwritten; a staged file
and a report rest sealed, and a report shows no e-mail and no phone in clear.

The way of a file: `staging` (read, refused or kept sealed) → `actions` (some hundreds of rows a transaction, going on
where it was killed) → `rows` (pure: a row → a person or reasons) → `matching` (pure: who is already here) → `completing`
(pure: what they gain) → `entering` (what is written). `columns` and `headings` say what a column is, `words` says every
code in the reader's language.
What nobody decided at once waits in `leftovers`, sealed with its import, for `ret.import.left` at most; `remarks` are
the notes that rows make of their persons; `refusing` and `hearing` what they refuse.
"""
