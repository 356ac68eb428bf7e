"""Acts on many records from the list: chosen, previewed with who is left out and why, done, undone within the hour."""
