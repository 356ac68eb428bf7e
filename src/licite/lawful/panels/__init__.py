"""What lawful offers to the pages of a record, one file a feature."""
