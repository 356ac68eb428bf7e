"""The inventory: what is held of whom, where, how it is shown and how it ends.

Each room declares its tables in `holdings.py`, column by column; tests compare the declarations with the
models and with the database itself, so that nothing is held without a line here and no line outlives what it
describes. The engine walks the declarations: it finds what is held of a person, and erasing is its verb.
"""
