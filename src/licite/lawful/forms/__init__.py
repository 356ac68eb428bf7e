"""The forms of lawful, one file a feature."""
