"""What a person must be told, made from the configuration as it is: pure, in French and English, in three kinds.

`facts` is what a notice is made of, `writing` makes its sections (GDPR articles 13, 14 and 21(4)), `drawing` turns
them into HTML and plain text, `drift` says what has changed since, `due` until when a person may be uninformed.
The words stand in `texts/`, one file a language, the same keys in each.
"""
