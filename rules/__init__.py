"""House rules that the linter and the import rules cannot see, as code; each has good and bad examples in tests/.

`python -m rules` reads the whole tree and prints one line a fault: file, line, what, and what to do instead.
"""
