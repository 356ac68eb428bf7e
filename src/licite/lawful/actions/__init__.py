"""What lawful writes, one file a feature."""
