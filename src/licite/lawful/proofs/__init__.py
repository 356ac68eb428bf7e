"""What makes a consent provable: the text shown and its mentions, the file kept, how long it holds. Pure."""
