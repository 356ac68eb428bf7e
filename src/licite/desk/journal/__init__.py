"""The explorer of the journal: who saw this person, when and from where; what a member did; is it still whole."""
