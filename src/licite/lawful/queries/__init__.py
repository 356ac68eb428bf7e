"""What lawful reads, one file a feature."""
