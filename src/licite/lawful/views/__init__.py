"""The pages of lawful, one file a feature."""
